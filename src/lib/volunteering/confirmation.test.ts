import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBalance } from '../points/balance.server';
import { verifyLedger } from '../points/verify.server';
import { newId } from '../shared/id';
import { friday, openTown, saturday, type Person, type Town } from './baiyang.examples';
import { checkIn, checkOut } from './check-in.server';
import { confirm, correctConfirmation, withdrawConfirmation } from './confirmation.server';
import { listUnconfirmed } from './manage-read.server';
import { cancelShift } from './planning.server';
import { readShift } from './read.server';
import { readRoster } from './roster.server';
import { signUp } from './sign-up.server';

let town: Town;
let team: string;
let mei: Person;
let wei: Person;
let coordinator: Person;
let shift: { shift_id: string };

beforeAll(async () => {
  town = await openTown();
  team = await town.team('平安巡逻队');
  coordinator = await town.resident('孙队长');
  await town.appoint(coordinator, 'coordinator', team);
});
afterAll(async () => {
  const { wrong } = await town.inside((tx) => verifyLedger(tx, town.communityId));
  expect(wrong).toEqual([]);
  await town.db.close();
});
beforeEach(async () => {
  town.now = friday('20:00');
  mei = await town.resident('李梅');
  wei = await town.resident('王伟');
  shift = { shift_id: await town.patrol(team, { capacity: '5' }) };
  for (const person of [mei, wei, coordinator]) await town.send(person, signUp, shift);
  town.now = saturday('09:00');
  await town.send(mei, checkIn, { ...shift, code: town.code(shift.shift_id) });
  town.now = saturday('11:10');
});

const served = (...people: [Person, number | string][]) => ({
  ...shift,
  member: people.map(([{ memberId }]) => memberId),
  ...Object.fromEntries(people.map(([{ memberId }, min]) => [`minutes_${memberId}`, String(min)]))
});
const pointsOf = async (person: Person) => {
  const { communityId } = town;
  const balance = await town.inside((tx) =>
    readBalance(tx, communityId, 'member', person.memberId)
  );
  return balance.posted + balance.pending;
};
const see = (person: Person) =>
  town.inside((tx) => readShift(tx, town.communityId, person.memberId, shift.shift_id));
const waiting = async () =>
  (await town.inside((tx) => listUnconfirmed(tx, town.communityId, [team], town.now))).map(
    ({ id }) => id
  );

test('the coordinator confirms 120 minutes for Mei, who gets 12 points and the way to her receipt', async () => {
  expect(await waiting()).toContain(shift.shift_id);
  expect(await town.send(coordinator, confirm, served([mei, 120]))).toMatchObject({ count: 1 });
  expect(await pointsOf(mei)).toBe(12);
  expect(await see(mei)).toMatchObject({ confirmed: { minutes: 120 } });
  expect(await waiting()).not.toContain(shift.shift_id);
});

test("confirming Mei's shift twice awards once, with the same key and with another", async () => {
  const key = newId();
  const first = await town.send(coordinator, confirm, served([mei, 120]), { key });
  expect(await town.send(coordinator, confirm, served([mei, 120]), { key })).toEqual(first);
  expect(await town.send(coordinator, confirm, served([mei, 120]))).toMatchObject({ count: 0 });
  expect(await town.send(coordinator, confirm, served([mei, 90]))).toMatchObject({
    refused: 'already_confirmed'
  });
  expect(await pointsOf(mei)).toBe(12);
});

test('Wei, who forgot to check in, is confirmed with the others on the word of the coordinator', async () => {
  const sent = await town.send(coordinator, confirm, served([mei, 120], [wei, 60]));
  expect(sent).toMatchObject({ count: 2 });
  expect([await pointsOf(mei), await pointsOf(wei)]).toEqual([12, 6]);
  expect(await see(wei)).toMatchObject({ evidence: 'coordinator', checkedIn: true });
});

test('a shift that has not begun is not confirmed, though Wei came early and left again', async () => {
  town.now = saturday('08:30');
  await town.send(wei, checkIn, { ...shift, code: town.code(shift.shift_id) });
  town.now = saturday('08:40');
  await town.send(wei, checkOut, shift);
  expect(await town.send(coordinator, confirm, served([wei, 120]))).toEqual({
    refused: 'shift_not_over'
  });
  expect(await pointsOf(wei)).toBe(0);
});

test('the coordinator does not confirm her own minutes; the committee does', async () => {
  const own = served([mei, 120], [coordinator, 120]);
  expect(await town.send(coordinator, confirm, own)).toMatchObject({ refused: 'own_minutes' });
  expect(await pointsOf(mei)).toBe(0);
  expect(await town.send(town.committee, confirm, own)).toMatchObject({ count: 2 });
  const correction = {
    ...shift,
    member_id: coordinator.memberId,
    minutes: '130',
    reason: '多做了'
  };
  const corrected = await town.send(coordinator, correctConfirmation, correction);
  expect(corrected).toMatchObject({ refused: 'own_minutes' });
});

test('nor those of her husband or of somebody she acts for', async () => {
  await town.livesWith(wei, coordinator);
  expect(await town.send(coordinator, confirm, served([wei, 120]))).toMatchObject({
    refused: 'own_minutes',
    params: { name: wei.name }
  });
  await town.helps(coordinator, mei);
  expect(await town.send(coordinator, confirm, served([mei, 120]))).toMatchObject({
    refused: 'own_minutes'
  });
  const both = served([mei, 120], [wei, 120]);
  expect(await town.send(town.committee, confirm, both)).toMatchObject({ count: 2 });
});

test('nor of somebody who has recalled her as a helper, or who lived with her when it was', async () => {
  await town.helps(coordinator, mei);
  await town.recalls(mei);
  expect(await town.send(coordinator, confirm, served([mei, 120]))).toMatchObject({
    refused: 'own_minutes'
  });
  await town.livesWith(wei, coordinator);
  await town.send(town.committee, confirm, served([wei, 120]));
  await town.livesWith(wei, mei);
  const more = { ...shift, member_id: wei.memberId, minutes: '140', reason: '多做了' };
  expect(await town.send(coordinator, correctConfirmation, more)).toMatchObject({
    refused: 'own_minutes'
  });
  expect(await town.send(town.committee, correctConfirmation, more)).toMatchObject({ ok: true });
});

test("another team's coordinator confirms nothing here", async () => {
  const choir = await town.team(`合唱队 ${shift.shift_id.slice(-5)}`);
  await town.appoint(wei, 'coordinator', choir);
  expect(await town.send(wei, confirm, served([mei, 120]))).toEqual({ refused: 'not_allowed' });
});

test('minutes are whole, at least 1 and at most the shift and 30', async () => {
  for (const minutes of ['0', '151', '1.5', '两小时', '']) {
    expect(await town.send(coordinator, confirm, served([mei, minutes]))).toMatchObject({
      refused: 'minutes_wrong',
      params: { name: '李梅', most: 150 }
    });
  }
  expect(await town.send(coordinator, confirm, served([mei, '１５０']))).toMatchObject({
    count: 1
  });
});

test('before the end only who has checked out is confirmed', async () => {
  town.now = saturday('10:00');
  expect(await town.send(coordinator, confirm, served([mei, 60]))).toEqual({
    refused: 'shift_not_over'
  });
  await town.send(mei, checkOut, shift);
  expect(await town.send(coordinator, confirm, served([mei, 60]))).toMatchObject({ count: 1 });
});

test('nobody ticked, nobody on the list, nobody without a household, nothing of a shift called off', async () => {
  const guest = await town.resident('钱宾');
  expect(await town.send(coordinator, confirm, served())).toEqual({ refused: 'nobody_chosen' });
  expect(await town.send(coordinator, confirm, served([guest, 60]))).toEqual({
    refused: 'not_on_roster'
  });
  town.now = friday('21:00');
  const homeless = await town.resident('吴游', { homeless: true });
  await town.send(homeless, signUp, shift);
  town.now = saturday('11:10');
  expect(await town.send(coordinator, confirm, served([homeless, 60]))).toMatchObject({
    refused: 'no_household'
  });
  const called = await town.patrol(team, { date: '2026-03-08' });
  await town.send(coordinator, cancelShift, { shift_id: called, reason: '大雨' });
  const sent = await town.send(coordinator, confirm, { ...served([mei, 60]), shift_id: called });
  expect(sent).toEqual({ refused: 'shift_cancelled' });
});

test("Mei's minutes are corrected with a reason and her points follow; both words stay", async () => {
  await town.send(coordinator, confirm, served([mei, 120]));
  const person = { ...shift, member_id: mei.memberId };
  const correction = { ...person, minutes: '60', reason: '十点就走了' };
  expect(await town.send(coordinator, correctConfirmation, correction)).toMatchObject({ ok: true });
  expect(await pointsOf(mei)).toBe(6);
  const roster = await town.inside((tx) => readRoster(tx, town.communityId, shift.shift_id));
  const row = roster?.rows.find(({ memberId }) => memberId === mei.memberId);
  expect(row?.history).toMatchObject([
    { kind: 'confirmed', minutes: 120, by: '孙队长' },
    { kind: 'corrected', minutes: 60, reason: '十点就走了' }
  ]);
});

test('a withdrawn confirmation takes the points back, and confirming again restores them', async () => {
  await town.send(coordinator, confirm, served([mei, 120]));
  const person = { ...shift, member_id: mei.memberId, reason: '认错了人' };
  expect(await town.send(coordinator, withdrawConfirmation, person)).toMatchObject({ ok: true });
  expect(await pointsOf(mei)).toBe(0);
  expect(await see(mei)).toMatchObject({ confirmed: null });
  expect(await town.send(coordinator, withdrawConfirmation, person)).toMatchObject({
    refused: 'already_withdrawn'
  });
  expect(await town.send(coordinator, confirm, served([mei, 100]))).toMatchObject({ count: 1 });
  expect(await pointsOf(mei)).toBe(10);
});

test('a talk counts once, however long it was', async () => {
  town.now = friday('21:00');
  const talk = { shift_id: await town.patrol(team, { activity: 'talk', title: '反诈宣讲' }) };
  await town.send(wei, signUp, talk);
  town.now = saturday('11:30');
  await town.send(coordinator, confirm, { ...served([wei, 100]), ...talk });
  expect(await pointsOf(wei)).toBe(5);
});
