import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Command } from '../commands/command.server';
import { scanStamp } from '../door/check-in-code.server';
import { checkInKey } from '../door/check-in-key.server';
import { assert, isRefused, type Outcome } from '../shared/result';
import { listPoints } from './points.examples';
import {
  confirmAttendance,
  correctAttendance,
  restoreAttendance,
  withdrawAttendance
} from './attendance.server';
import { checkIn } from './check-in.server';
import { addWalkIn, markAbsent, markPresent, restoreMark, undoWalkIn } from './door.server';
import { listAttendees } from './manage-read.server';
import { register } from './registration.server';
import { friday, openTown, saturday, type Person, type Town } from './residents-home.examples';

let town: Town;
let clerk: Person;
let mei: Person;
let son: string;
let wei: Person;
let lan: Person;
let event: { event_id: string };
let halls = 0;

beforeAll(async () => {
  town = await openTown();
  clerk = await town.resident('孙丽');
  await town.appoint(clerk, 'clerk');
});
afterAll(() => town.db.close());
beforeEach(async () => {
  town.now = friday('20:00');
  mei = await town.resident('李梅');
  son = await town.relative('李小满', mei.householdId);
  [wei, lan] = [await town.resident('王伟'), await town.resident('张兰')];
  event = { event_id: await town.lecture(await town.room(`${++halls}号厅`)) };
  await town.send(mei, register, { ...event, member: [mei.memberId, son] });
  town.now = saturday('13:50');
});

const rows = () => town.inside((tx) => listAttendees(tx, town.communityId, event.event_id));
const row = async (memberId: string) => (await rows()).find((one) => one.memberId === memberId);
const undoOf = (command: Pick<Command, 'done'>, outcome: Outcome) => {
  assert(!isRefused(outcome), 'it was not refused');
  return command.done(outcome).undo;
};
const byCode = () => ({ ...event, code: town.code(event.event_id) });
const byPoster = () => ({ ...event, token: town.token(event.event_id) });

test('Mei checks in with the six digits; her son only when she says that he is here too', async () => {
  expect(await town.send(mei, checkIn, byCode())).toMatchObject({ ok: true, already: false });
  expect(await row(mei.memberId)).toMatchObject({ evidence: 'code', arrivedAt: saturday('13:50') });
  expect(await row(son)).toMatchObject({ arrivedAt: null });
  const both = { ...byPoster(), member: [mei.memberId, son] };
  expect(await town.send(mei, checkIn, both)).toMatchObject({ ok: true, already: false });
  expect(await row(son)).toMatchObject({ evidence: 'poster' });
  expect(await town.send(mei, checkIn, both)).toMatchObject({ already: true });
});

test('Wei brings his mother, who alone is registered: his scan is for her', async () => {
  const mother = await town.relative('王奶奶', wei.householdId);
  await town.send(wei, register, { ...event, member: [mother] });
  expect(await town.send(wei, checkIn, byPoster())).toMatchObject({ ok: true });
  expect(await row(mother)).toMatchObject({ evidence: 'poster' });
});

test('who is not registered, waits, or is a stranger cannot check in', async () => {
  expect(await town.send(lan, checkIn, byCode())).toEqual({ refused: 'not_registered' });
  await town.send(wei, register, { ...event, member: [wei.memberId] });
  await town.send(lan, register, { ...event, member: [lan.memberId], waiting: 'yes' });
  expect(await town.send(lan, checkIn, byCode())).toEqual({ refused: 'event_still_waiting' });
  const another = { ...byCode(), member: [son] };
  expect(await town.send(wei, checkIn, another)).toEqual({ refused: 'not_of_household' });
});

test('a wrong code and a forged poster prove nothing', async () => {
  const wrong = town.code(event.event_id) === '123456' ? '654321' : '123456';
  expect(await town.send(mei, checkIn, { ...event, code: wrong })).toMatchObject({
    refused: 'check_in_code_wrong'
  });
  const forged = { ...event, token: 'AAAAAAAAAAAAAAAAAAAAAA' };
  expect(await town.send(mei, checkIn, forged)).toEqual({ refused: 'check_in_forged' });
});

test("the time of Mei's scan counts when she signs in late, and her phone's when it was offline", async () => {
  const occasion = { communityId: town.communityId, occasionId: event.event_id };
  town.now = saturday('17:00');
  expect(await town.send(mei, checkIn, byPoster())).toEqual({ refused: 'check_in_over' });
  const scan = scanStamp(checkInKey(), occasion, saturday('13:55'));
  expect(await town.send(mei, checkIn, { ...byPoster(), scan })).toMatchObject({ ok: true });
  expect(await row(mei.memberId)).toMatchObject({ arrivedAt: saturday('13:55') });
  const phoneAt = saturday('14:10');
  const sent = { ...byCode(), member: [son] };
  expect(await town.send(mei, checkIn, sent, { phoneAt })).toMatchObject({ ok: true });
  expect(await row(son)).toMatchObject({ arrivedAt: phoneAt });
});

test('the clerk marks Mei present, takes it back, and brings it back as it was', async () => {
  const person = { ...event, member_id: mei.memberId };
  await town.send(clerk, markPresent, person);
  town.now = saturday('14:30');
  const undone = await town.send(clerk, markAbsent, person);
  expect(await row(mei.memberId)).toMatchObject({ arrivedAt: null });
  const check_in_id = 'check_in_id' in undone ? String(undone.check_in_id) : '';
  await town.send(clerk, restoreMark, { ...event, check_in_id });
  expect(await row(mei.memberId)).toMatchObject({
    evidence: 'coordinator',
    arrivedAt: saturday('13:50')
  });
});

test('Wei walks in and has the last place; Lan finds it full; undoing gives the place back', async () => {
  const walkIn = (person: Person) => ({ ...event, member_id: person.memberId });
  expect(await town.send(clerk, addWalkIn, walkIn(wei))).toMatchObject({ name: '王伟' });
  expect(await town.send(clerk, addWalkIn, walkIn(lan))).toEqual({ refused: 'event_full_at_door' });
  expect(await town.send(clerk, undoWalkIn, walkIn(wei))).toMatchObject({ ok: true });
  expect(await row(wei.memberId)).toBeUndefined();
  expect(await town.send(clerk, addWalkIn, walkIn(lan))).toMatchObject({ ok: true });
  expect(await town.send(lan, markPresent, walkIn(wei))).toEqual({ refused: 'not_allowed' });
});

test('Wei and his mother wait; he is taken in at the door, and waits with her again when that is undone', async () => {
  const mother = await town.relative('王奶奶', wei.householdId);
  await town.send(wei, register, { ...event, member: [wei.memberId, mother], waiting: 'yes' });
  const person = { ...event, member_id: wei.memberId };
  const undo = undoOf(addWalkIn, await town.send(clerk, addWalkIn, person));
  expect(undo).toMatchObject({ command: 'events.undo_walk_in' });
  expect(await row(wei.memberId)).toMatchObject({ position: null, evidence: 'coordinator' });
  await town.send(clerk, undoWalkIn, undo?.fields ?? {});
  expect(await row(wei.memberId)).toMatchObject({ position: 1, arrivedAt: null });
  expect(await row(mother)).toMatchObject({ position: 1 });
  expect(await town.send(clerk, addWalkIn, { ...event, member_id: lan.memberId })).toMatchObject({
    ok: true
  });
});

test('Wei brings his mother to a lecture with one place left: both cannot join at the door, he alone can', async () => {
  const mother = await town.relative('王奶奶', wei.householdId);
  const joins = { ...byPoster(), join: 'yes' };
  const both = { ...joins, member: [wei.memberId, mother] };
  expect(await town.send(wei, checkIn, both)).toEqual({ refused: 'full_at_door' });
  expect(await town.send(wei, checkIn, { ...joins, member: [son] })).toEqual({
    refused: 'not_of_household'
  });
  expect(await town.send(wei, checkIn, joins)).toMatchObject({ ok: true });
  expect(await row(wei.memberId)).toMatchObject({ position: null, evidence: 'poster' });
  expect(await row(mother)).toBeUndefined();
});

test('Mei scanned herself: nobody marks her present in a way that undoing takes her scan away', async () => {
  await town.send(mei, checkIn, byPoster());
  for (const command of [markPresent, addWalkIn]) {
    const outcome = await town.send(clerk, command, { ...event, member_id: mei.memberId });
    expect(outcome).toMatchObject({ ok: true });
    expect(undoOf(command, outcome)).toBeUndefined();
  }
  expect(await row(mei.memberId)).toMatchObject({ evidence: 'poster' });
});

test('Mei had registered and forgot to check in: undoing leaves her the place', async () => {
  const outcome = await town.send(clerk, addWalkIn, { ...event, member_id: mei.memberId });
  expect(undoOf(addWalkIn, outcome)).toMatchObject({ command: 'events.mark_absent' });
});

test('after the lecture the clerk confirms all but one: a fact and two points for each', async () => {
  const members = [mei.memberId, son];
  const confirm = { ...event, member: members };
  expect(await town.send(clerk, confirmAttendance, confirm)).toEqual({ refused: 'event_not_over' });
  town.now = saturday('16:05');
  expect(await town.send(clerk, confirmAttendance, { ...event, member: [] })).toEqual({
    refused: 'nobody_chosen'
  });
  expect(await town.send(clerk, confirmAttendance, confirm)).toMatchObject({ ok: true, count: 2 });
  expect(await listPoints(town, mei.memberId)).toEqual([2]);
  expect(await row(son)).toMatchObject({ evidence: 'coordinator', confirmed: { minutes: 120 } });
  expect(await town.send(clerk, confirmAttendance, confirm)).toMatchObject({ ok: true, count: 0 });
  expect(await listPoints(town, mei.memberId)).toEqual([2]);
});

test("the clerk's own coming and her family's are confirmed by somebody else", async () => {
  const uncle = await town.relative('孙大爷', clerk.householdId);
  await town.send(clerk, register, { ...event, member: [uncle] });
  town.now = saturday('16:05');
  const confirm = { ...event, member: [uncle] };
  expect(await town.send(clerk, confirmAttendance, confirm)).toMatchObject({
    refused: 'own_attendance',
    params: { name: '孙大爷' }
  });
  expect(await town.send(town.committee, confirmAttendance, confirm)).toMatchObject({ ok: true });
  const person = { ...event, member_id: uncle, reason: '记错' };
  expect(await town.send(clerk, withdrawAttendance, person)).toMatchObject({
    refused: 'own_attendance'
  });
});

test('a withdrawal takes the points back, its undo brings them again, and only once', async () => {
  town.now = saturday('16:05');
  await town.send(clerk, confirmAttendance, { ...event, member: [mei.memberId] });
  const person = { ...event, member_id: mei.memberId };
  const withdrawn = { ...person, reason: '认错人' };
  expect(await town.send(clerk, withdrawAttendance, withdrawn)).toMatchObject({ revision: 1 });
  expect(await listPoints(town, mei.memberId)).toEqual([0]);
  const undo = { ...person, revision: '1' };
  expect(await town.send(clerk, restoreAttendance, undo)).toMatchObject({ ok: true });
  expect(await listPoints(town, mei.memberId)).toEqual([2]);
  expect(await town.send(clerk, restoreAttendance, undo)).toEqual({
    refused: 'attendance_changed'
  });
});

test('where the rules count minutes, the length of the event counts, until it is corrected', async () => {
  town.now = friday('20:00');
  const reading = {
    event_id: await town.lecture(await town.room(`${++halls}号厅`), { activity: 'reading' })
  };
  await town.send(lan, register, { ...reading, member: [lan.memberId] });
  town.now = saturday('16:05');
  await town.send(clerk, confirmAttendance, { ...reading, member: [lan.memberId] });
  expect(await listPoints(town, lan.memberId)).toEqual([12]);
  const person = { ...reading, member_id: lan.memberId, reason: '提前离开' };
  const correct = (minutes: string) => town.send(clerk, correctAttendance, { ...person, minutes });
  expect(await correct('121')).toMatchObject({ refused: 'attendance_minutes_wrong' });
  expect(await correct('60')).toMatchObject({ ok: true });
  expect(await listPoints(town, lan.memberId)).toEqual([6]);
});

test('coming to an event that counts as nothing is a fact all the same, without points', async () => {
  town.now = friday('20:00');
  const film = {
    event_id: await town.lecture(await town.room(`${++halls}号厅`), { activity: '' })
  };
  await town.send(lan, register, { ...film, member: [lan.memberId] });
  town.now = saturday('16:05');
  await town.send(clerk, confirmAttendance, { ...film, member: [lan.memberId] });
  expect(await listPoints(town, lan.memberId)).toEqual([0]);
});
