import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedDeed, claimDeed, CLAIM_RULES, DEED, factOf } from '../../../tests/people/claims';
import { MONDAY } from '../../../tests/people/shifts';
import {
  booksOf,
  done,
  foundTown,
  give,
  IN_ORDER,
  joinWith,
  moveIn,
  openHome,
  type Person,
  type Town
} from '../../../tests/people/town';
import { appointHelper } from '../communities/helpers.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { createGrid } from '../grids/grid-commands.server';
import { runCommand } from '../commands/run.server';
import { readBalance } from '../points/balance.server';
import { previewFact } from '../rules/preview.server';
import { isWithdrawn } from '../rules/read.server';
import { newId } from '../shared/id';
import { answer, restore, send, withdraw } from './claims.server';
import { approve, ask, correct, decline, reopen, revoke } from './review.server';
import { readPhoto, readStory } from './read-story.server';

let db: Database;
let town: Town;
let mei: Person;
beforeAll(async () => {
  db = await openTestDatabase();
  town = await foundTown(db, CLAIM_RULES, MONDAY);
});
afterAll(() => db.close());

const someone = async (name = '王梅') => (mei = await moveIn(town, name));
const pointsOf = ({ householdId }: Person) =>
  town.inside((tx) => readBalance(tx, town.communityId, 'household', householdId));
const storyOf = async (claimId: string) => {
  const story = await town.inside((tx) => readStory(tx, town.communityId, claimId));
  return { state: story?.state, kinds: story?.events.map(({ kind }) => kind) };
};

test('Mei reports a good deed, Chen approves it, and its points stand under notice', async () => {
  await someone();
  const claim_id = await claimDeed(town, mei);
  expect(await pointsOf(mei)).toEqual({ posted: 0, pending: 0 });
  done(await town.send(town.chen, approve, { claim_id }));
  expect(await pointsOf(mei)).toEqual({ posted: 0, pending: 5 });
  expect(await storyOf(claim_id)).toEqual({ state: 'approved', kinds: ['sent', 'approved'] });
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('what Mei would get is said beforehand, with what her household has left this month', async () => {
  await someone();
  await approvedDeed(town, mei);
  await approvedDeed(town, mei);
  const preview = await town.inside((tx) =>
    previewFact(tx, town.communityId, {
      activity: 'good-deed',
      memberId: mei.memberId,
      householdId: mei.householdId,
      occurredAt: MONDAY,
      quantity: 1
    })
  );
  expect(preview.points).toBe(2);
  expect(preview.receipts).toMatchObject([{ kind: 'award', computed: 5, points: 2 }]);
  await approvedDeed(town, mei);
  expect(await pointsOf(mei)).toEqual({ posted: 0, pending: 12 });
});

test('a date to come, one too long ago, no quantity and an activity with a list are refused', async () => {
  await someone();
  const refusal = async (changes: object) => town.send(mei, send, { ...DEED, ...changes });
  expect(await refusal({ occurred_on: '2026-03-03' })).toMatchObject({
    refused: 'claim_in_future'
  });
  expect(await refusal({ occurred_on: '2025-11-01' })).toMatchObject({ refused: 'claim_too_old' });
  expect(await refusal({ occurred_on: '2026-02-30' })).toMatchObject({ refused: 'input_invalid' });
  expect(await refusal({ quantity: '0' })).toMatchObject({ refused: 'claim_quantity_wrong' });
  expect(await refusal({ quantity: '2.5' })).toMatchObject({ refused: 'claim_quantity_wrong' });
  expect(await refusal({ activity: 'patrol' })).toMatchObject({
    refused: 'claim_activity_unknown'
  });
  expect(await refusal({ activity: 'hazard' })).toMatchObject({
    refused: 'claim_attribute_missing',
    params: { field: 'attribute_danger' }
  });
});

test('a hazard gives by how great the danger was', async () => {
  await someone();
  const claim_id = await claimDeed(town, mei, { activity: 'hazard', attribute_danger: 'great' });
  done(await town.send(town.chen, approve, { claim_id }));
  expect(await pointsOf(mei)).toEqual({ posted: 0, pending: 6 });
});

test('Chen asks, Mei answers, and Chen declines with a reason; looking again undoes it', async () => {
  await someone();
  const claim_id = await claimDeed(town, mei);
  done(await town.send(town.chen, ask, { claim_id, words: '是哪一天的事？' }));
  expect(await town.send(town.chen, ask, { claim_id, words: '再问一次' })).toEqual({
    refused: 'claim_moved_on'
  });
  done(await town.send(mei, answer, { claim_id, words: '星期一上午' }));
  done(await town.send(town.chen, decline, { claim_id, reason: '物业已经修过了' }));
  expect(await town.send(town.chen, approve, { claim_id })).toEqual({ refused: 'claim_moved_on' });
  done(await town.send(town.chen, reopen, { claim_id }));
  expect(await storyOf(claim_id)).toEqual({
    state: 'waiting',
    kinds: ['sent', 'asked', 'answered', 'declined', 'restored']
  });
});

test('Mei takes her claim back before it is decided, and sends it again', async () => {
  await someone();
  const claim_id = await claimDeed(town, mei);
  done(await town.send(mei, withdraw, { claim_id }));
  expect(await town.send(town.chen, approve, { claim_id })).toEqual({ refused: 'claim_moved_on' });
  done(await town.send(mei, restore, { claim_id }));
  done(await town.send(town.chen, approve, { claim_id }));
  expect(await town.send(mei, withdraw, { claim_id })).toEqual({ refused: 'claim_moved_on' });
  const wei = await moveIn(town, '李伟');
  expect(await town.send(wei, withdraw, { claim_id })).toEqual({ refused: 'not_found' });
});

test('another quantity needs a reason; a correction and a withdrawal count the points again', async () => {
  await someone();
  const claim_id = await claimDeed(town, mei, { activity: 'hazard', attribute_danger: 'small' });
  expect(await town.send(town.chen, approve, { claim_id, quantity: '2' })).toMatchObject({
    refused: 'claim_reason_missing'
  });
  done(await town.send(town.chen, approve, { claim_id }));
  done(await town.send(town.chen, correct, { claim_id, quantity: '2', reason: '报了两处' }));
  done(await town.send(town.chen, revoke, { claim_id, reason: '登记错了' }));
  expect(await pointsOf(mei)).toEqual({ posted: 0, pending: 0 });
  const fact = await factOf(town, claim_id);
  expect(await town.inside((tx) => isWithdrawn(tx, town.communityId, fact))).toBe(true);
  done(await town.send(town.chen, approve, { claim_id }));
  expect(await pointsOf(mei)).toEqual({ posted: 0, pending: 2 });
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('nobody reviews their own claim, their household’s, or that of somebody they act for', async () => {
  const home = await openHome(town);
  const li = await joinWith(town, home, '李主任');
  const wife = await joinWith(town, home, '周敏');
  const zhang = await moveIn(town, '张秀英');
  await give(town, li, 'committee');
  done(await town.send(zhang, appointHelper, { helper_account_id: li.accountId, name: '李主任' }));
  const refusalFor = async (person: Person) =>
    town.send(li, approve, { claim_id: await claimDeed(town, person) });
  expect(await refusalFor(li)).toEqual({ refused: 'claim_own' });
  expect(await refusalFor(wife)).toEqual({ refused: 'claim_same_household' });
  expect(await refusalFor(zhang)).toEqual({ refused: 'claim_helped' });
  const sentByLi = { ...li, memberId: zhang.memberId };
  expect(await refusalFor(sentByLi)).toEqual({ refused: 'claim_helped' });
});

test('a grid leader reviews the own grid’s claims; others do not exist for them', async () => {
  const grid = done(await town.send(town.chen, createGrid, { name: '三网格', level: 'area' }));
  const zhao = await moveIn(town, '赵永福');
  await give(town, zhao, 'grid_leader', { grid_id: String(grid.grid_id) });
  await someone();
  const claim_id = await claimDeed(town, mei);
  expect(await town.send(zhao, approve, { claim_id })).toEqual({ refused: 'not_found' });
  const wei = await moveIn(town, '李伟');
  expect(await town.send(wei, approve, { claim_id })).toEqual({ refused: 'not_allowed' });
});

test('the same claim sent twice is one, with another photo under its key it is refused', async () => {
  await someone();
  const picture = (sha256: string) => ({
    sha256,
    bytes: new Uint8Array([1, 2, 3]),
    width: 4,
    height: 3
  });
  const key = newId();
  const sendWith = (sha256: string) =>
    runCommand(
      db,
      send,
      {
        communityId: town.communityId,
        key,
        caller: mei,
        input: DEED,
        pictures: [picture(sha256)]
      },
      () => town.now()
    );
  const first = done(await sendWith('one'));
  expect(await sendWith('one')).toEqual(first);
  expect(await sendWith('other')).toEqual({ refused: 'key_reused' });
  const story = await town.inside((tx) => readStory(tx, town.communityId, String(first.claim_id)));
  expect(story?.events.map(({ photos }) => photos.length)).toEqual([1]);
  const [photo] = story?.events[0]?.photos ?? [];
  const kept = await town.inside((tx) =>
    readPhoto(tx, town.communityId, String(first.claim_id), photo?.id ?? '')
  );
  expect([...(kept?.bytes ?? [])]).toEqual([1, 2, 3]);
});
