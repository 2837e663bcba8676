import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../shared/id';
import { friday, openTown, saturday, type Person, type Town } from './baiyang.examples';
import { checkIn } from './check-in.server';
import { cancelShift, editShift, restoreShift } from './planning.server';
import { listHomeShifts, listMyShifts, readShift } from './read.server';
import { cancelSignup, signUp } from './sign-up.server';
import { joinTeam, leaveTeam } from './team-commands.server';

let town: Town;
let team: string;
let mei: Person;
let wei: Person;
let lan: Person;
let jun: Person;
/** The patrol of Saturday with two places. */
let shift: { shift_id: string };

beforeAll(async () => {
  town = await openTown();
  team = await town.team('平安巡逻队');
  mei = await town.resident('李梅');
  wei = await town.resident('王伟');
  lan = await town.resident('张兰');
  jun = await town.resident('赵军');
});
afterAll(() => town.db.close());
beforeEach(async () => {
  town.now = friday('20:00');
  shift = { shift_id: await town.patrol(team) };
});

const see = (person: Person) =>
  town.inside((tx) => readShift(tx, town.communityId, person.memberId, shift.shift_id));

test('Mei signs up and sees her place', async () => {
  expect(await town.send(mei, signUp, shift)).toMatchObject({ ok: true, position: 0 });
  expect(await see(mei)).toMatchObject({ mine: 'place', position: null, taken: 1, capacity: 2 });
});

test('Mei taps twice: the same key has one effect, another key is told that she is signed up', async () => {
  const key = newId();
  const first = await town.send(mei, signUp, shift, { key });
  expect(await town.send(mei, signUp, shift, { key })).toEqual(first);
  expect(await town.send(mei, signUp, shift)).toMatchObject({ refused: 'already_signed_up' });
  expect(await see(mei)).toMatchObject({ taken: 1 });
});

test('the shift is full for Lan, who is offered the waiting list and takes its first number', async () => {
  await town.send(mei, signUp, shift);
  await town.send(wei, signUp, shift);
  expect(await town.send(lan, signUp, shift)).toEqual({ refused: 'shift_full' });
  const asked = { ...shift, waiting: 'yes' };
  expect(await town.send(lan, signUp, asked)).toMatchObject({ ok: true, position: 1 });
  expect(await town.send(jun, signUp, asked)).toMatchObject({ ok: true, position: 2 });
  expect(await see(jun)).toMatchObject({ mine: 'waiting', position: 2, taken: 2, waiting: 2 });
});

test("when Mei cancels, her place goes to Lan, who waited first, and Jun's number becomes 1", async () => {
  for (const person of [mei, wei, lan, jun]) {
    await town.send(person, signUp, { ...shift, waiting: 'yes' });
  }
  expect(await town.send(mei, cancelSignup, shift)).toMatchObject({ ok: true });
  expect(await see(lan)).toMatchObject({ mine: 'place', taken: 2 });
  expect(await see(jun)).toMatchObject({ mine: 'waiting', position: 1 });
  expect(await see(mei)).toMatchObject({ mine: 'none' });
});

test('Lan leaves the waiting list and gets its last number when she comes back', async () => {
  for (const person of [mei, wei, lan, jun]) {
    await town.send(person, signUp, { ...shift, waiting: 'yes' });
  }
  await town.send(lan, cancelSignup, shift);
  const again = await town.send(lan, signUp, { ...shift, waiting: 'yes' });
  expect(again).toMatchObject({ position: 2 });
  expect(await see(jun)).toMatchObject({ position: 1 });
});

test('asking for the waiting list while there is room gives a place', async () => {
  const outcome = await town.send(mei, signUp, { ...shift, waiting: 'yes' });
  expect(outcome).toMatchObject({ ok: true, position: 0 });
});

test('Mei cannot cancel once the shift has begun, nor after checking in early', async () => {
  await town.send(mei, signUp, shift);
  await town.send(wei, signUp, shift);
  town.now = saturday('08:30');
  await town.send(wei, checkIn, { ...shift, code: town.code(shift.shift_id) });
  expect(await town.send(wei, cancelSignup, shift)).toEqual({ refused: 'already_checked_in' });
  town.now = saturday('09:00');
  expect(await town.send(mei, cancelSignup, shift)).toEqual({ refused: 'cancel_too_late' });
});

test('Mei cannot cancel what she never signed up for', async () => {
  expect(await town.send(mei, cancelSignup, shift)).toEqual({ refused: 'not_signed_up' });
});

test('nobody signs up for a shift that has begun, is over, or was called off', async () => {
  town.now = saturday('09:30');
  expect(await town.send(mei, signUp, shift)).toEqual({ refused: 'shift_started' });
  town.now = saturday('11:00');
  expect(await town.send(mei, signUp, shift)).toEqual({ refused: 'shift_over' });
  town.now = friday('20:00');
  await town.send(town.committee, cancelShift, { ...shift, reason: '大雨' });
  expect(await town.send(mei, signUp, shift)).toEqual({ refused: 'shift_cancelled' });
});

test('a shift that was called off shows why, and comes back with its sign-ups', async () => {
  await town.send(mei, signUp, shift);
  await town.send(town.committee, cancelShift, { ...shift, reason: '大雨' });
  expect(await see(mei)).toMatchObject({ cancelled: true, cancelReason: '大雨', revision: 1 });
  await town.send(town.committee, restoreShift, shift);
  expect(await see(mei)).toMatchObject({ cancelled: false, mine: 'place', revision: 2 });
  const again = await town.send(town.committee, restoreShift, shift);
  expect(again).toEqual({ refused: 'shift_not_cancelled' });
  expect(await see(mei)).toMatchObject({ revision: 2 });
});

test('more places go to those who wait; fewer than are taken are refused', async () => {
  for (const person of [mei, wei, lan]) {
    await town.send(person, signUp, { ...shift, waiting: 'yes' });
  }
  const plan = { ...shift, title: '巡逻', activity: 'patrol', place: '东门' };
  const when = { date: '2026-03-07', from: '09:00', to: '11:00' };
  const edit = (capacity: string) =>
    town.send(town.committee, editShift, { ...plan, ...when, capacity });
  expect(await edit('1')).toMatchObject({ refused: 'capacity_below_taken', params: { taken: 2 } });
  expect(await edit('3')).toMatchObject({ ok: true });
  expect(await see(lan)).toMatchObject({ mine: 'place', taken: 3 });
});

test("another community's shift is not found, whoever asks", async () => {
  const other = await openTown(town.db);
  other.now = town.now;
  const stranger = await other.resident('周强');
  expect(await other.send(stranger, signUp, shift)).toEqual({ refused: 'not_found' });
  expect(await other.send(stranger, cancelSignup, shift)).toEqual({ refused: 'not_found' });
  expect(
    await other.inside((tx) => readShift(tx, other.communityId, stranger.memberId, shift.shift_id))
  ).toBeNull();
});

test('Mei sees her own shifts soonest first, and the open ones without hers', async () => {
  const evening = await town.patrol(team, { from: '19:00', to: '20:00' });
  await town.send(jun, signUp, shift);
  const most = { mine: 5, open: 50 };
  const { mine, open } = await town.inside((tx) =>
    listHomeShifts(tx, town.communityId, jun.memberId, town.now, most)
  );
  expect(mine.map(({ id }) => id)).toContain(shift.shift_id);
  expect(mine).toEqual(
    await town.inside((tx) => listMyShifts(tx, town.communityId, jun.memberId, town.now, 5))
  );
  const ids = open.map(({ id }) => id);
  expect(ids).toContain(evening);
  expect(ids).not.toContain(shift.shift_id);
});

test('Mei joins the team once and can leave it again', async () => {
  const patrol = { team_id: team };
  expect(await town.send(mei, joinTeam, patrol)).toMatchObject({ ok: true, team: '平安巡逻队' });
  expect(await town.send(mei, joinTeam, patrol)).toEqual({ refused: 'already_in_team' });
  expect(await town.send(mei, leaveTeam, patrol)).toMatchObject({ ok: true });
  expect(await town.send(mei, leaveTeam, patrol)).toEqual({ refused: 'not_in_team' });
});
