import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../commands/run.server';
import { command_receipts } from '../commands/tables.server';
import { openTestDatabase } from '../db/testing.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { committeeOf, type Committee } from '../grids/committee.examples';
import { addPerson, noteBirthYear } from '../grids/person-commands.server';
import { newId } from '../shared/id';
import { readOwnBirthYear, readBirthYears, stateBirthYear } from './birth-year.server';

const NOW = new Date('2026-03-02T01:00:00Z');
let db: Database;
let baiyang: Committee;
beforeAll(async () => {
  db = await openTestDatabase();
  baiyang = await committeeOf(db, 'birth-years');
});
afterAll(() => db.close());

const say = (birth_year: string) =>
  runCommand(
    db,
    stateBirthYear,
    { communityId: baiyang.communityId, key: newId(), caller: baiyang.wang, input: { birth_year } },
    async () => NOW
  );
const yearOf = (memberId: string) =>
  withCommunity(db, baiyang.communityId, (tx) =>
    readOwnBirthYear(tx, baiyang.communityId, memberId)
  );

test('Wang says that she was born in 1958, and takes it back; receipts do not repeat it', async () => {
  expect(await say('１９５８ 年')).toMatchObject({ ok: true });
  expect(await yearOf(baiyang.wang.memberId)).toBe(1958);
  expect(await say('')).toMatchObject({ ok: true });
  expect(await yearOf(baiyang.wang.memberId)).toBeNull();
  const kept = await withCommunity(db, baiyang.communityId, (tx) =>
    tx.select().from(command_receipts)
  );
  expect(JSON.stringify(kept)).not.toContain('1958');
});

test.each(['58', '1899', '2027', '很久以前'])(
  '%s is no year in which one is born',
  async (typed) => {
    expect(await say(typed)).toEqual({
      refused: 'birth_year_unlikely',
      params: { field: 'birth_year' }
    });
  }
);

test('Wang enters old Mrs Zhou with her year, and mends it later', async () => {
  const { wang, run } = baiyang;
  const added = await run(wang, addPerson, { name: '周秀兰', birth_year: '1941' });
  expect(added).toMatchObject({ ok: true });
  const member_id = 'ok' in added ? String(added.member_id) : '';
  expect(await yearOf(member_id)).toBe(1941);
  expect(await run(wang, noteBirthYear, { member_id, birth_year: '1942' })).toMatchObject({
    ok: true
  });
  const years = await withCommunity(db, baiyang.communityId, (tx) =>
    readBirthYears(tx, baiyang.communityId)
  );
  expect(years).toEqual(new Map([[member_id, 1942]]));
  const stranger = { member_id: newId(), birth_year: '1942' };
  expect(await run(wang, noteBirthYear, stranger)).toMatchObject({ refused: 'not_found' });
});
