import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '../../src/lib/commands/command.server';
import { command_receipts } from '../../src/lib/commands/tables.server';
import { anyAccount } from '../../src/lib/communities/authority.server';
import { addHousehold } from '../../src/lib/grids/household-commands.server';
import { households } from '../../src/lib/grids/tables.server';
import type { Database } from '../../src/lib/db/types.server';
import { newId } from '../../src/lib/shared/id';
import { refuse } from '../../src/lib/shared/result';
import { PATROL_RULES } from '../people/rules';
import { foundTown, moveIn, type Person, type Town } from '../people/town';
import { openFreshPostgres } from '../server/fresh';

let db: Database;
let town: Town;
let mei: Person;
beforeAll(async () => {
  db = await openFreshPostgres();
  town = await foundTown(db, PATROL_RULES);
  mei = await moveIn(town, '王梅');
});
afterAll(() => db.close());

const place = (room: string) => ({ building: '9', unit: '1', room });
const countHouseholds = (room: string) =>
  town.inside((tx) =>
    tx.$count(households, and(eq(households.building, '9'), eq(households.room, room)))
  );
const countReceipts = (key: string) =>
  town.inside((tx) => tx.$count(command_receipts, eq(command_receipts.key, key)));

/** Enters a household and then, by `end`, works, is refused or breaks. */
const enterAndThen = defineCommand({
  name: 'tests.enter_and_then',
  input: z.object({ room: z.string(), end: z.enum(['work', 'refuse', 'break']) }),
  who: anyAccount,
  async run(tx, { room, end }, _authority, { communityId, now }) {
    const household = { ...place(room), community_id: communityId, id: newId(), created_at: now };
    await tx.insert(households).values(household);
    if (end === 'break') throw new Error('a bug');
    return end === 'work' ? { ok: true, room } : refuse('not_found');
  },
  done: () => ({ text: '' })
});

test('the same command sent five times at once has one effect and five identical outcomes', async () => {
  for (let round = 0; round < 10; round++) {
    const [key, room] = [newId(), `${500 + round}`];
    const sent = () => town.send(town.chen, addHousehold, place(room), key);
    const outcomes = await Promise.all([sent(), sent(), sent(), sent(), sent()]);
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(outcomes[0]).toMatchObject({ ok: true });
    expect(await countHouseholds(room)).toBe(1);
    expect(await countReceipts(key)).toBe(1);
  }
});

test('a refusal sent five times at once is five identical refusals and writes nothing else', async () => {
  const key = newId();
  const sent = () => town.send(mei, enterAndThen, { room: '601', end: 'refuse' }, key);
  const outcomes = await Promise.all([sent(), sent(), sent(), sent(), sent()]);
  expect(outcomes).toEqual(Array(5).fill({ refused: 'not_found' }));
  expect(await countHouseholds('601')).toBe(0);
  expect(await countReceipts(key)).toBe(1);
});

test('a key that was used for something else is refused, and the first effect stays', async () => {
  const key = newId();
  const first = await town.send(town.chen, addHousehold, place('602'), key);
  const other = await town.send(town.chen, addHousehold, place('603'), key);
  const otherName = await town.send(town.chen, enterAndThen, { room: '604', end: 'work' }, key);
  expect(other).toEqual({ refused: 'key_reused' });
  expect(otherName).toEqual({ refused: 'key_reused' });
  expect(await town.send(town.chen, addHousehold, place('602'), key)).toEqual(first);
  expect([await countHouseholds('602'), await countHouseholds('603')]).toEqual([1, 0]);
});

test('somebody else who sends with Chen’s key learns nothing of what Chen did', async () => {
  const key = newId();
  await town.send(town.chen, addHousehold, place('605'), key);
  expect(await town.send(mei, addHousehold, place('605'), key)).toEqual({ refused: 'key_reused' });
});

test('of two people who send with one key at once, one works and the other is refused', async () => {
  const key = newId();
  const outcomes = await Promise.all([
    town.send(mei, enterAndThen, { room: '606', end: 'work' }, key),
    town.send(town.chen, enterAndThen, { room: '606', end: 'work' }, key)
  ]);
  const refused = outcomes.filter((outcome) => 'refused' in outcome);
  expect(refused).toEqual([{ refused: 'key_reused' }]);
  expect(await countHouseholds('606')).toBe(1);
});

test('a bug leaves nothing half done, and the same key may be sent again', async () => {
  const key = newId();
  await expect(town.send(mei, enterAndThen, { room: '607', end: 'break' }, key)).rejects.toThrow();
  expect([await countHouseholds('607'), await countReceipts(key)]).toEqual([0, 0]);
  const again = await town.send(mei, enterAndThen, { room: '607', end: 'work' }, key);
  expect(again).toEqual({ ok: true, room: '607' });
});

test('a key that is no key is refused before anything is read', async () => {
  const forged = await town.send(mei, addHousehold, place('608'), "x'; drop table households; --");
  expect(forged).toEqual({ refused: 'key_malformed' });
});
