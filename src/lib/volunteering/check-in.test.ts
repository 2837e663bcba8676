import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { friday, openTown, saturday, type Person, type Town } from './baiyang.examples';
import type { Command } from '../commands/command.server';
import { liveDigits, liveToken, scanStamp } from '../door/check-in-code.server';
import { checkInKey } from '../door/check-in-key.server';
import { assert, isRefused, type Outcome } from '../shared/result';
import { checkIn, checkOut, stay } from './check-in.server';
import { addWalkIn, markAbsent, markPresent, restoreMark, undoWalkIn } from './door.server';
import { readRoster } from './roster.server';
import { signUp } from './sign-up.server';

let town: Town;
let team: string;
let mei: Person;
let wei: Person;
let lan: Person;
let coordinator: Person;
let shift: { shift_id: string };

beforeAll(async () => {
  town = await openTown();
  team = await town.team('平安巡逻队');
  coordinator = await town.resident('孙队长');
  await town.appoint(coordinator, 'coordinator', team);
});
afterAll(() => town.db.close());
beforeEach(async () => {
  town.now = friday('20:00');
  [mei, wei, lan] = [
    await town.resident('李梅'),
    await town.resident('王伟'),
    await town.resident('张兰')
  ];
  shift = { shift_id: await town.patrol(team) };
  await town.send(mei, signUp, shift);
  town.now = saturday('09:05');
});

const row = async (person: Person) => {
  const roster = await town.inside((tx) => readRoster(tx, town.communityId, shift.shift_id));
  return roster?.rows.find(({ memberId }) => memberId === person.memberId);
};
const who = (person: Person) => ({ ...shift, member_id: person.memberId });
const undoOf = (command: Pick<Command, 'done'>, outcome: Outcome) => {
  assert(!isRefused(outcome), 'it was not refused');
  return command.done(outcome).undo;
};
const byCode = (code = town.code(shift.shift_id)) => ({ ...shift, code });
const byPoster = (token = town.token(shift.shift_id)) => ({ ...shift, token });

test('Mei checks in with the six digits of the place', async () => {
  expect(await town.send(mei, checkIn, byCode())).toMatchObject({ ok: true, already: false });
  expect(await row(mei)).toMatchObject({ evidence: 'code', arrivedAt: saturday('09:05') });
});

test('Mei types full-width digits with a space', async () => {
  const code = town
    .code(shift.shift_id)
    .replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const typed = `${code.slice(0, 3)} ${code.slice(3)}`;
  expect(await town.send(mei, checkIn, byCode(typed))).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({ evidence: 'code' });
});

test('Mei checks in twice: the first arrival stays', async () => {
  await town.send(mei, checkIn, byPoster());
  town.now = saturday('09:40');
  expect(await town.send(mei, checkIn, byCode())).toMatchObject({ ok: true, already: true });
  expect(await row(mei)).toMatchObject({ evidence: 'poster', arrivedAt: saturday('09:05') });
});

test('Wei did not sign up and cannot check in; Lan waits and cannot either', async () => {
  expect(await town.send(wei, checkIn, byPoster())).toEqual({ refused: 'not_signed_up' });
  town.now = friday('20:30');
  await town.send(wei, signUp, shift);
  await town.send(lan, signUp, { ...shift, waiting: 'yes' });
  town.now = saturday('09:05');
  expect(await town.send(lan, checkIn, byPoster())).toEqual({ refused: 'still_waiting' });
});

test('a wrong code is refused, and after ten of them even the right one for ten minutes', async () => {
  const wrong = town.code(shift.shift_id) === '123456' ? '654321' : '123456';
  for (let tried = 0; tried < 10; tried += 1) {
    const outcome = await town.send(mei, checkIn, byCode(wrong));
    expect(outcome).toMatchObject({ refused: 'check_in_code_wrong' });
  }
  expect(await town.send(mei, checkIn, byCode())).toEqual({ refused: 'check_in_tries' });
  expect(await town.send(mei, checkIn, byPoster())).toMatchObject({ ok: true });
  town.now = saturday('09:16');
  expect(await town.send(mei, checkIn, byCode())).toMatchObject({ ok: true });
});

test("a forged token, another shift's token and another community's shift prove nothing", async () => {
  const other = await town.patrol(team, { from: '14:00', to: '15:00' });
  for (const token of ['AAAAAAAAAAAAAAAAAAAAAA', town.token(other), 'x']) {
    expect(await town.send(mei, checkIn, byPoster(token))).toEqual({ refused: 'check_in_forged' });
  }
  const abroad = await openTown(town.db);
  abroad.now = town.now;
  const stranger = await abroad.resident('周强');
  const sent = await abroad.send(stranger, checkIn, byPoster());
  expect(sent).toEqual({ refused: 'check_in_forged' });
});

test('the door opens an hour before the start and closes half an hour after the end', async () => {
  town.now = saturday('07:59');
  expect(await town.send(mei, checkIn, byCode())).toEqual({ refused: 'check_in_early' });
  town.now = saturday('11:31');
  expect(await town.send(mei, checkIn, byCode())).toEqual({ refused: 'check_in_over' });
  town.now = saturday('11:30');
  expect(await town.send(mei, checkIn, byCode())).toMatchObject({ ok: true });
});

test('a check-in that waited offline counts when the phone was there, with both times kept', async () => {
  town.now = saturday('15:00');
  const phoneAt = saturday('09:02');
  expect(await town.send(mei, checkIn, byPoster(), { phoneAt })).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({
    arrivedAt: phoneAt,
    recordedAt: saturday('15:00'),
    evidence: 'late'
  });
});

test('a phone whose time lies in the future, outside the window or too far back is not believed', async () => {
  town.now = saturday('13:00');
  for (const phoneAt of [saturday('13:10'), saturday('12:00'), friday('09:30')]) {
    const sent = await town.send(mei, checkIn, byPoster(), { phoneAt });
    expect(sent).toEqual({ refused: 'check_in_over' });
  }
  town.now = new Date(saturday('09:02').getTime() + 12 * 3_600_000 + 1);
  const sent = await town.send(mei, checkIn, byPoster(), { phoneAt: saturday('09:02') });
  expect(sent).toEqual({ refused: 'check_in_over' });
});

test('Mei scanned at 9:01 and signed in at 11:40: the scan counts, a forged stamp does not', async () => {
  const about = { communityId: town.communityId, occasionId: shift.shift_id };
  const scan = scanStamp(checkInKey(), about, saturday('09:01'));
  town.now = saturday('11:40');
  const forged = scan.replace(/^\d+/, String(saturday('09:30').getTime()));
  expect(await town.send(mei, checkIn, { ...byPoster(), scan: forged })).toMatchObject({
    refused: 'check_in_over'
  });
  expect(await town.send(mei, checkIn, { ...byPoster(), scan })).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({ arrivedAt: saturday('09:01') });
});

const live = (at: Date) => {
  const about = { communityId: town.communityId, occasionId: shift.shift_id };
  return { token: liveToken(checkInKey(), about, at), code: liveDigits(checkInKey(), about, at) };
};

test("Mei scans the code on the coordinator's phone, or types its digits", async () => {
  const { token, code } = live(saturday('09:05'));
  expect(await town.send(mei, checkIn, byPoster(token))).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({ evidence: 'live', arrivedAt: saturday('09:05') });
  await town.send(coordinator, markAbsent, who(mei));
  town.now = new Date(saturday('09:05').getTime() + 80_000);
  expect(await town.send(mei, checkIn, byCode(code))).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({ evidence: 'live' });
});

test('the code on the coordinator’s phone, scanned offline, keeps its own time and is late', async () => {
  const shownAt = saturday('09:05');
  town.now = saturday('12:30');
  const phoneAt = new Date(shownAt.getTime() + 40_000);
  const sent = await town.send(mei, checkIn, byPoster(live(shownAt).token), { phoneAt });
  expect(sent).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({ evidence: 'late', arrivedAt: shownAt });
});

test('Mei checks out, stays after all, and checks out later', async () => {
  expect(await town.send(mei, checkOut, shift)).toEqual({ refused: 'not_checked_in' });
  await town.send(mei, checkIn, byCode());
  town.now = saturday('10:00');
  expect(await town.send(mei, checkOut, shift)).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({ leftAt: saturday('10:00'), offeredMinutes: 55 });
  expect(await town.send(mei, stay, shift)).toMatchObject({ ok: true });
  town.now = saturday('10:45');
  await town.send(mei, checkOut, shift);
  expect(await row(mei)).toMatchObject({ leftAt: saturday('10:45'), offeredMinutes: 100 });
});

test('the coordinator marks Mei present, takes it back, and brings it back as it was', async () => {
  const person = { ...shift, member_id: mei.memberId };
  expect(await town.send(coordinator, markPresent, person)).toMatchObject({ name: '李梅' });
  town.now = saturday('09:30');
  const undone = await town.send(coordinator, markAbsent, person);
  expect(await row(mei)).toMatchObject({ arrivedAt: null });
  const check_in_id = String('check_in_id' in undone ? undone.check_in_id : '');
  await town.send(coordinator, restoreMark, { ...shift, check_in_id });
  expect(await row(mei)).toMatchObject({
    evidence: 'coordinator',
    arrivedAt: saturday('09:05')
  });
});

test('Wei walks in and gets the last place; Lan finds the shift full; undoing gives the place back', async () => {
  const walkIn = (person: Person) => ({ ...shift, member_id: person.memberId });
  expect(await town.send(coordinator, addWalkIn, walkIn(wei))).toMatchObject({ name: '王伟' });
  expect(await row(wei)).toMatchObject({ evidence: 'coordinator', position: null });
  const full = await town.send(coordinator, addWalkIn, walkIn(lan));
  expect(full).toEqual({ refused: 'shift_full_at_door' });
  expect(await town.send(coordinator, undoWalkIn, walkIn(wei))).toMatchObject({ ok: true });
  expect(await row(wei)).toBeUndefined();
  expect(await town.send(coordinator, addWalkIn, walkIn(lan))).toMatchObject({ ok: true });
});

test('Wei waited, is taken in at the door, and waits again under his number when that is undone', async () => {
  town.now = friday('20:30');
  await town.send(wei, signUp, shift);
  await town.send(lan, signUp, { ...shift, waiting: 'yes' });
  const taken = who(wei);
  town.now = saturday('09:05');
  await town.send(coordinator, undoWalkIn, taken);
  expect(await row(lan)).toMatchObject({ position: 1 });
  const undo = undoOf(addWalkIn, await town.send(coordinator, addWalkIn, who(lan)));
  expect(undo).toMatchObject({ command: 'volunteering.undo_walk_in' });
  expect(await row(lan)).toMatchObject({ position: null, evidence: 'coordinator' });
  await town.send(coordinator, undoWalkIn, undo?.fields ?? {});
  expect(await row(lan)).toMatchObject({ position: 1, arrivedAt: null });
  expect(await town.send(coordinator, addWalkIn, taken)).toMatchObject({ ok: true });
});

test('Mei scanned herself: nobody marks her present in a way that undoing takes her scan away', async () => {
  await town.send(mei, checkIn, byPoster());
  for (const command of [markPresent, addWalkIn]) {
    const outcome = await town.send(coordinator, command, who(mei));
    expect(outcome).toMatchObject({ ok: true });
    expect(undoOf(command, outcome)).toBeUndefined();
  }
  expect(await row(mei)).toMatchObject({ evidence: 'poster' });
});

test('Wei scans the poster of a shift that has begun: one tap signs him up and in; Lan finds it full', async () => {
  const joins = { ...byPoster(), join: 'yes' };
  expect(await town.send(wei, checkIn, byPoster())).toEqual({ refused: 'not_signed_up' });
  expect(await town.send(wei, checkIn, joins)).toMatchObject({ ok: true, already: false });
  expect(await row(wei)).toMatchObject({ position: null, evidence: 'poster' });
  expect(await town.send(lan, checkIn, joins)).toEqual({ refused: 'full_at_door' });
  town.now = saturday('11:31');
  await town.send(coordinator, undoWalkIn, who(wei));
  expect(await town.send(lan, checkIn, joins)).toEqual({ refused: 'check_in_over' });
  expect(await row(lan)).toBeUndefined();
});

test('Mei had signed up and forgot to check in: undoing leaves her the place', async () => {
  const undo = undoOf(addWalkIn, await town.send(coordinator, addWalkIn, who(mei)));
  expect(undo).toMatchObject({ command: 'volunteering.mark_absent' });
});

test("neither a resident nor another team's coordinator runs the door of this team", async () => {
  const choir = await town.team(`合唱队 ${shift.shift_id.slice(-5)}`);
  await town.appoint(wei, 'coordinator', choir);
  const person = { ...shift, member_id: mei.memberId };
  expect(await town.send(lan, markPresent, person)).toEqual({ refused: 'not_allowed' });
  expect(await town.send(wei, markPresent, person)).toEqual({ refused: 'not_allowed' });
  expect(await town.send(town.committee, markPresent, person)).toMatchObject({ ok: true });
});

test('Mei and her mother share a phone: both are checked in at once, or only the mother', async () => {
  const mother = await town.resident('周桂兰');
  await town.livesWith(mother, mei);
  const both = { ...byPoster(), member: [mei.memberId, mother.memberId] };
  expect(await town.send(mei, checkIn, both)).toEqual({
    refused: 'not_signed_up_of',
    params: { name: '周桂兰' }
  });
  expect(await row(mei)).toMatchObject({ arrivedAt: null });
  expect(await town.send(mei, checkIn, { ...both, join: 'yes' })).toMatchObject({ ok: true });
  expect(await row(mei)).toMatchObject({ evidence: 'poster' });
  expect(await row(mother)).toMatchObject({ evidence: 'poster' });
});

test("Wei cannot check in somebody of another household on Mei's sign-up", async () => {
  const sent = await town.send(wei, checkIn, { ...byPoster(), member: [mei.memberId] });
  expect(sent).toEqual({ refused: 'not_of_household' });
});
