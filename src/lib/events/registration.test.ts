import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appointHelper } from '../communities/helpers.server';
import { newId } from '../shared/id';
import { cancelEvent, editEvent, restoreEvent } from './planning.server';
import { readEvent, readParty } from './detail.server';
import { listMyEvents, listUpcomingEvents } from './read.server';
import { cancelRegistration, register } from './registration.server';
import {
  friday,
  lecture,
  openTown,
  saturday,
  type Person,
  type Town
} from './residents-home.examples';

let town: Town;
let hall: string;
let mei: Person;
/** Mei's mother, who has no phone, and her son. */
let grandmother: string;
let son: string;
let wei: Person;
let lan: Person;
let jun: Person;
/** The lecture with three places. */
let event: string;

beforeAll(async () => {
  town = await openTown();
  hall = await town.room('多功能厅');
  mei = await town.resident('李梅');
  grandmother = await town.relative('周桂英', mei.householdId);
  son = await town.relative('李小满', mei.householdId);
  wei = await town.resident('王伟');
  lan = await town.resident('张兰');
  jun = await town.resident('赵军');
});
afterAll(() => town.db.close());

let day = 7;
beforeEach(async () => {
  town.now = friday('20:00');
  // Each test has the room for itself on a day of its own.
  event = await town.lecture(hall, { date: `2026-03-${String(++day).padStart(2, '0')}` });
});

const signUp = (who: Person, member: string[] = [who.memberId], waiting = '') =>
  town.send(who, register, { event_id: event, member, waiting });
const cancel = (who: Person, member: string[] = [who.memberId]) =>
  town.send(who, cancelRegistration, { event_id: event, member });
const party = async (who: Person) =>
  Object.fromEntries(
    (await town.inside((tx) => readParty(tx, town.communityId, event, who))).map((one) => [
      one.name,
      one.position ?? one.state
    ])
  );
const taken = async () =>
  (await town.inside((tx) => readEvent(tx, town.communityId, event)))?.taken;

test('Mei registers herself, her mother who has no phone, and her son in one act', async () => {
  const done = await signUp(mei, [mei.memberId, grandmother, son]);
  expect(done).toMatchObject({ ok: true, count: 3, position: 0 });
  expect(await party(mei)).toEqual({ 李梅: 'place', 周桂英: 'place', 李小满: 'place' });
  expect(await taken()).toBe(3);
});

test('Mei registers only her mother, and can leave them out one by one again', async () => {
  await signUp(mei, [grandmother, son]);
  expect(await party(mei)).toEqual({ 李梅: 'none', 周桂英: 'place', 李小满: 'place' });
  await cancel(mei, [son]);
  expect(await party(mei)).toEqual({ 李梅: 'none', 周桂英: 'place', 李小满: 'none' });
  expect(await taken()).toBe(1);
});

test("Wei cannot register Mei's family, nor cancel for it", async () => {
  expect(await signUp(wei, [wei.memberId, son])).toEqual({ refused: 'not_of_household' });
  await signUp(mei, [son]);
  expect(await cancel(wei, [son])).toEqual({ refused: 'not_of_household' });
  expect(await signUp(wei, [])).toEqual({ refused: 'nobody_chosen' });
});

test("Lan helps old Wei: she registers him with herself, but not the rest of Wei's household", async () => {
  const wife = await town.relative('王太太', wei.householdId);
  await town.send(wei, appointHelper, { helper_account_id: lan.accountId, name: '张兰' });
  const helping = { ...lan, memberId: wei.memberId };
  expect(await signUp(helping, [wei.memberId, lan.memberId])).toMatchObject({ ok: true });
  expect(await signUp(helping, [wife])).toEqual({ refused: 'not_of_household' });
});

test('two places for a family of three: nobody gets one, or all wait together', async () => {
  await signUp(wei);
  const family = [mei.memberId, grandmother, son];
  expect(await signUp(mei, family)).toEqual({
    refused: 'event_too_few_places',
    params: { left: 2 }
  });
  expect(await taken()).toBe(1);
  expect(await signUp(mei, family, 'yes')).toMatchObject({ ok: true, position: 1 });
  expect(await party(mei)).toEqual({ 李梅: 1, 周桂英: 1, 李小满: 1 });
  expect(await taken()).toBe(1);
});

test('a single neighbour passes a family that does not fit; the family goes in whole when it does', async () => {
  await signUp(wei);
  await signUp(lan);
  await signUp(mei, [mei.memberId, son], 'yes');
  expect(await signUp(jun)).toMatchObject({ ok: true, position: 0 });
  await cancel(jun);
  expect(await party(mei)).toMatchObject({ 李梅: 1, 李小满: 1 });
  await cancel(lan);
  expect(await party(mei)).toMatchObject({ 李梅: 'place', 李小满: 'place' });
  expect(await taken()).toBe(3);
});

test('when one of a waiting family gives up, the smaller family may fit at once', async () => {
  await signUp(wei);
  await signUp(lan);
  await signUp(mei, [mei.memberId, son], 'yes');
  await cancel(mei, [son]);
  expect(await party(mei)).toMatchObject({ 李梅: 'place', 李小满: 'none' });
});

test('Jun waits behind the family, moves up after it, and his number is always the true one', async () => {
  for (const who of [wei, lan]) await signUp(who);
  await signUp(mei, [grandmother]);
  await signUp(mei, [mei.memberId, son], 'yes');
  expect(await signUp(jun)).toEqual({ refused: 'event_full' });
  expect(await signUp(jun, [jun.memberId], 'yes')).toMatchObject({ position: 2 });
  await cancel(wei);
  expect(await party(jun)).toEqual({ 赵军: 'place' });
  expect(await party(mei)).toMatchObject({ 李梅: 1 });
});

test('the same key has one effect; another key is told who is registered already', async () => {
  const key = newId();
  const input = { event_id: event, member: [mei.memberId] };
  const first = await town.send(mei, register, input, { key });
  expect(await town.send(mei, register, input, { key })).toEqual(first);
  expect(await signUp(mei, [mei.memberId, son])).toEqual({
    refused: 'already_registered',
    params: { names: '李梅' }
  });
  expect(await party(mei)).toMatchObject({ 李梅: 'place', 李小满: 'none' });
});

test('undo brings people back with one hidden field for all of them', async () => {
  await signUp(mei, [mei.memberId, son]);
  const members = [mei.memberId, son].sort().join(',');
  const input = { event_id: event, member: members };
  expect(await town.send(mei, cancelRegistration, input)).toMatchObject({ ok: true, count: 2 });
  const back = await town.send(mei, register, { ...input, waiting: 'yes' });
  expect(back).toMatchObject({ ok: true, count: 2, position: 0 });
});

test('a group larger than the event is told so, and what is over or called off is closed', async () => {
  const small = await town.lecture(hall, { date: '2026-04-20', capacity: '2' });
  const family = [mei.memberId, grandmother, son];
  const asked = { event_id: small, member: family, waiting: 'yes' };
  expect(await town.send(mei, register, asked)).toMatchObject({ refused: 'group_too_large' });
  await town.send(town.committee, cancelEvent, { event_id: event, reason: '停电' });
  expect(await signUp(mei)).toEqual({ refused: 'event_cancelled' });
  await town.send(town.committee, restoreEvent, { event_id: event });
  town.now = new Date('2026-06-01T00:00:00Z');
  expect(await signUp(mei)).toEqual({ refused: 'event_over' });
});

test('more places go to those who wait; fewer than are taken are refused', async () => {
  for (const who of [wei, lan]) await signUp(who);
  await signUp(mei, [mei.memberId, son], 'yes');
  const plan = {
    ...lecture(hall, { date: `2026-03-${String(day).padStart(2, '0')}` }),
    event_id: event
  };
  const edit = (capacity: string) => town.send(town.committee, editEvent, { ...plan, capacity });
  expect(await edit('1')).toMatchObject({
    refused: 'capacity_below_registered',
    params: { taken: 2 }
  });
  expect(await edit('4')).toMatchObject({ ok: true });
  expect(await party(mei)).toMatchObject({ 李梅: 'place', 李小满: 'place' });
});

test('Mei sees what her family is registered for among her own, and everything to come', async () => {
  await signUp(mei, [grandmother]);
  const viewer = { id: mei.memberId, household_id: mei.householdId };
  const mine = await town.inside((tx) => listMyEvents(tx, town.communityId, viewer, town.now, 50));
  expect(mine.find(({ id }) => id === event)).toMatchObject({ mine: 'none', family: 1 });
  const coming = await town.inside((tx) =>
    listUpcomingEvents(tx, town.communityId, viewer, { from: town.now, limit: 50 })
  );
  expect(coming.map(({ id }) => id)).toContain(event);
  expect(saturday('14:00') < town.now).toBe(false);
});

test("another community's event is not found, whoever asks", async () => {
  const other = await openTown(town.db);
  other.now = town.now;
  const stranger = await other.resident('周强');
  const input = { event_id: event, member: [stranger.memberId] };
  expect(await other.send(stranger, register, input)).toEqual({ refused: 'not_found' });
  expect(await other.send(stranger, cancelRegistration, input)).toEqual({ refused: 'not_found' });
  expect(await other.inside((tx) => readEvent(tx, other.communityId, event))).toBeNull();
});
