import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { liveDigits, liveToken, scanStamp } from '../../src/lib/door/check-in-code.server';
import { checkInKey } from '../../src/lib/door/check-in-key.server';
import { checkIn as checkInToEvent } from '../../src/lib/events/check-in.server';
import { listAttendees } from '../../src/lib/events/manage-read.server';
import * as home from '../../src/lib/events/residents-home.examples';
import {
  friday,
  openTown,
  saturday,
  type Person,
  type Town
} from '../../src/lib/volunteering/baiyang.examples';
import { checkIn } from '../../src/lib/volunteering/check-in.server';
import { readRoster } from '../../src/lib/volunteering/roster.server';
import { signUp } from '../../src/lib/volunteering/sign-up.server';

/** Wei stays at home and tries to be counted as present; the patrol is on Saturday from 9 to 11. */
let town: Town;
let team: string;
let wei: Person;
let shift: { shift_id: string };

beforeAll(async () => {
  town = await openTown();
  team = await town.team('平安巡逻队');
});
afterAll(() => town.db.close());
beforeEach(async () => {
  town.now = friday('20:00');
  wei = await town.resident('王伟');
  shift = { shift_id: await town.patrol(team) };
});

const signedUp = () => town.send(wei, signUp, shift);
const about = () => ({ communityId: town.communityId, occasionId: shift.shift_id });
const poster = () => ({ ...shift, token: town.token(shift.shift_id) });
const live = (at: Date) => ({ ...shift, token: liveToken(checkInKey(), about(), at) });
const digits = (at: Date) => ({ ...shift, code: liveDigits(checkInKey(), about(), at) });
const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);
const recorded = async () => {
  const roster = await town.inside((tx) => readRoster(tx, town.communityId, shift.shift_id));
  return roster?.rows.find(({ memberId }) => memberId === wei.memberId)?.evidence ?? null;
};
const send = (input: Record<string, string>, phoneAt?: Date) =>
  town.send(wei, checkIn, input, phoneAt && { phoneAt });

test('a photo of the poster with an invented time, 17 hours later and without sign-up: refused', async () => {
  town.now = later(saturday('09:02'), 17 * 3600);
  expect(await send({ ...poster(), join: 'yes' }, saturday('09:02'))).toEqual({
    refused: 'check_in_over'
  });
});

test('the same four hours later, without sign-up: refused, whoever is in charge is asked', async () => {
  town.now = saturday('13:02');
  expect(await send({ ...poster(), join: 'yes' }, saturday('09:02'))).toEqual({
    refused: 'check_in_late_stranger'
  });
  expect(await recorded()).toBeNull();
});

test('the same from the waiting list of a full shift: refused', async () => {
  shift = { shift_id: await town.patrol(team, { capacity: '1' }) };
  await town.send(await town.resident('张兰'), signUp, shift);
  await town.send(wei, signUp, { ...shift, waiting: 'yes' });
  town.now = saturday('13:02');
  const sent = await send({ ...poster(), join: 'yes' }, saturday('09:02'));
  expect(sent).toEqual({ refused: 'check_in_late_stranger' });
});

test('the same with a sign-up: recorded as sent later, never as a scan', async () => {
  await signedUp();
  town.now = saturday('13:02');
  expect(await send(poster(), saturday('09:02'))).toMatchObject({ ok: true });
  expect(await recorded()).toBe('late');
});

test('an invented earlier time while the door is open: recorded as sent later', async () => {
  await signedUp();
  town.now = saturday('10:50');
  expect(await send(poster(), saturday('09:00'))).toMatchObject({ ok: true });
  expect(await recorded()).toBe('late');
});

test('the digits, passed on by telephone and sent four hours later: recorded as sent later', async () => {
  await signedUp();
  town.now = saturday('13:02');
  const sent = await send({ ...shift, code: town.code(shift.shift_id) }, saturday('09:02'));
  expect(sent).toMatchObject({ ok: true });
  expect(await recorded()).toBe('late');
});

test('a photo of the changing code, opened two minutes later: refused', async () => {
  await signedUp();
  town.now = later(saturday('09:05'), 120);
  expect(await send(live(saturday('09:05')))).toEqual({ refused: 'check_in_stale' });
});

test('its digits, read over the telephone and typed three minutes later: wrong', async () => {
  await signedUp();
  town.now = later(saturday('09:05'), 180);
  expect(await send(digits(saturday('09:05')))).toMatchObject({ refused: 'check_in_code_wrong' });
});

test('a photo of the changing code with another invented time: refused', async () => {
  await signedUp();
  town.now = saturday('10:30');
  expect(await send(live(saturday('09:05')), saturday('09:30'))).toEqual({
    refused: 'check_in_stale'
  });
});

test('a photo of the changing code with its own time invented: no more than sent later', async () => {
  await signedUp();
  town.now = saturday('10:30');
  expect(await send(live(saturday('09:05')), saturday('09:05'))).toMatchObject({ ok: true });
  expect(await recorded()).toBe('late');
});

test('a changing code of before the door opens, kept for later: no more than sent later', async () => {
  await signedUp();
  town.now = saturday('09:05');
  expect(await send(live(saturday('07:00')), saturday('07:00'))).toMatchObject({ ok: true });
  expect(await recorded()).toBe('late');
});

test('a changing code whose step was edited to now: forged', async () => {
  await signedUp();
  town.now = saturday('09:05');
  const [old, fresh] = [live(saturday('08:10')).token, live(town.now).token];
  const token = fresh.slice(0, 8) + old.slice(8);
  expect(await send({ ...shift, token })).toEqual({ refused: 'check_in_forged' });
});

test('the changing code of another shift at the same time: forged', async () => {
  await signedUp();
  const other = await town.patrol(team, { from: '09:00', to: '11:00' });
  town.now = saturday('09:05');
  const token = liveToken(checkInKey(), { ...about(), occasionId: other }, town.now);
  expect(await send({ ...shift, token })).toEqual({ refused: 'check_in_forged' });
});

test('a signed scan of yesterday, or of another shift: the present decides', async () => {
  await signedUp();
  town.now = saturday('15:00');
  const key = checkInKey();
  const other = { ...about(), occasionId: await town.patrol(team, { from: '14:00', to: '16:00' }) };
  for (const scan of [
    scanStamp(key, about(), friday('09:30')),
    scanStamp(key, other, saturday('09:30'))
  ]) {
    expect(await send({ ...poster(), scan })).toEqual({ refused: 'check_in_over' });
  }
});

test('a phone whose clock is a day ahead, sent before the shift: refused', async () => {
  await signedUp();
  expect(await send(poster(), saturday('09:30'))).toEqual({ refused: 'check_in_early' });
});

test('the poster of a lecture, sent from home in the evening without registration: refused', async () => {
  const house = await home.openTown();
  try {
    house.now = home.friday('20:00');
    const lan = await house.resident('张兰');
    const event_id = await house.lecture(await house.room('一号厅'));
    house.now = home.saturday('19:00');
    const input = { event_id, token: house.token(event_id), join: 'yes' };
    const phoneAt = home.saturday('14:05');
    expect(await house.send(lan, checkInToEvent, input, { phoneAt })).toEqual({
      refused: 'check_in_late_stranger'
    });
    const there = await house.inside((tx) => listAttendees(tx, house.communityId, event_id));
    expect(there).toEqual([]);
  } finally {
    await house.db.close();
  }
});
