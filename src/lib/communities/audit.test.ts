import { afterAll, beforeAll, expect, test } from 'vitest';
import { defineCommand } from '../commands/command.server';
import { withCommunity } from '../db/tenancy.server';
import { newId } from '../shared/id';
import { z } from 'zod';
import { listAllAudit } from './audit.server';
import { officer } from './authority.server';
import { renameSelf } from './rename.server';
import { appointments } from './tables.server';
import {
  account,
  db,
  household,
  issueCard,
  joined,
  now,
  openTown,
  send,
  yaohua
} from './town.testing.server';

beforeAll(openTown);
afterAll(() => db.close());

const filter = { q: '', command: '', result: '', from: null, until: null } as const;
const whoDid = async (command: string, q = '') => {
  const entries = await withCommunity(db, yaohua, (tx) =>
    listAllAudit(tx, yaohua, { ...filter, q, command })
  );
  return entries.map(({ actor }) => actor);
};

const visit = defineCommand({
  name: 'test.visit',
  input: z.object({}),
  who: officer('grid_leader'),
  run: async (_tx, _input, { memberId }) => ({ ok: true, memberId }),
  done: () => ({ text: '' })
});

test('Mr and Mrs Chen share a phone: the log says which of them it was', async () => {
  const accountId = await account();
  const card = await issueCard(await household());
  await joined(accountId, card, '陈建国');
  const wife = await joined(accountId, card, '周桂兰');
  await send(renameSelf, { accountId, memberId: wife }, { name: '周桂芳' });
  expect(await whoDid('communities.rename_self')).toEqual(['周桂芳']);
  expect(await whoDid('communities.rename_self', '周桂')).toHaveLength(1);
  expect(await whoDid('communities.rename_self', '陈建国')).toEqual([]);
});

test('both lead a grid: the one who is chosen on the phone acts', async () => {
  const accountId = await account();
  const card = await issueCard(await household());
  const people = [await joined(accountId, card, '马明'), await joined(accountId, card, '马丽')];
  await withCommunity(db, yaohua, (tx) =>
    tx.insert(appointments).values(
      people.map((member_id) => ({
        community_id: yaohua,
        id: newId(),
        member_id,
        office: 'grid_leader' as const,
        grid_id: newId(),
        appointed_by: newId(),
        appointed_at: now
      }))
    )
  );
  for (const memberId of people) {
    expect(await send(visit, { accountId, memberId }, {})).toMatchObject({ memberId });
  }
  expect((await whoDid('test.visit')).toSorted()).toEqual(['马丽', '马明'].toSorted());
});
