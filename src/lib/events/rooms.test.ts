import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelEvent, createEvent, editEvent, restoreEvent } from './planning.server';
import { editRoom, reopenRoom, retireRoom } from './room-commands.server';
import { publishRuleSet } from '../rules/publish.server';
import { listBookings, listRooms } from './rooms.server';
import {
  friday,
  idOf,
  lecture,
  openTown,
  RULES,
  saturday,
  type Person,
  type Town
} from './residents-home.examples';

let town: Town;
let clerk: Person;
beforeAll(async () => {
  town = await openTown();
  town.now = friday('10:00');
  clerk = await town.resident('孙丽');
  await town.appoint(clerk, 'clerk');
});
afterAll(() => town.db.close());

const plan = (room: string, changes: Record<string, string> = {}) =>
  town.send(clerk, createEvent, lecture(room, changes));

test('the front desk books a room; who comes later is told which event has it', async () => {
  const hall = await town.room('一号厅');
  expect(await plan(hall)).toMatchObject({ ok: true });
  expect(await plan(hall, { title: '合唱排练', from: '15:30', to: '17:00' })).toEqual({
    refused: 'room_taken',
    params: { field: 'room_id', title: '春季养生讲座', when: '2026年3月7日 14:00–16:00' }
  });
});

test('one event may begin when another ends, and two rooms are free of each other', async () => {
  const [hall, studio] = [await town.room('二号厅'), await town.room('书画室')];
  await plan(hall);
  expect(await plan(hall, { from: '16:00', to: '17:00' })).toMatchObject({ ok: true });
  expect(await plan(studio)).toMatchObject({ ok: true });
});

test('of a series that meets another event on one of its weeks nothing is planned', async () => {
  const hall = await town.room('三号厅');
  await plan(hall, { date: '2026-03-21' });
  expect(await plan(hall, { weeks: '4' })).toMatchObject({ refused: 'room_taken' });
  const span = { startsAt: friday('00:00'), endsAt: new Date('2026-06-01T00:00:00Z') };
  const held = await town.inside((tx) => listBookings(tx, town.communityId, span));
  expect(held.filter(({ roomId }) => roomId === hall)).toHaveLength(1);
  expect(await plan(hall, { date: '2026-04-04', weeks: '3' })).toMatchObject({ count: 3 });
});

test('an event that is called off frees its room, and comes back only while nobody else has it', async () => {
  const hall = await town.room('四号厅');
  const first = { event_id: idOf(await plan(hall), 'event_id') };
  await town.send(clerk, cancelEvent, { ...first, reason: '讲师生病' });
  const second = { event_id: idOf(await plan(hall, { title: '太极班' }), 'event_id') };
  expect(await town.send(clerk, restoreEvent, first)).toMatchObject({
    refused: 'room_taken',
    params: { title: '太极班' }
  });
  await town.send(clerk, cancelEvent, { ...second, reason: '改期' });
  expect(await town.send(clerk, restoreEvent, first)).toMatchObject({ ok: true });
});

test('an event moves within its own time, to another room, and leaves the first one free', async () => {
  const [hall, studio] = [await town.room('五号厅'), await town.room('舞蹈室')];
  const event = { event_id: idOf(await plan(hall), 'event_id') };
  const edit = (room: string, changes: Record<string, string>) =>
    town.send(clerk, editEvent, { ...lecture(room, changes), ...event });
  expect(await edit(hall, { from: '14:30', to: '16:30' })).toMatchObject({ ok: true });
  expect(await edit(studio, {})).toMatchObject({ ok: true });
  expect(await plan(hall)).toMatchObject({ ok: true });
  expect(await edit(hall, {})).toMatchObject({ refused: 'room_taken' });
});

test('a room holds as many as it has seats, and shrinks only as far as its events allow', async () => {
  const room_id = await town.room('小会议室', 12);
  expect(await plan(room_id, { capacity: '13' })).toMatchObject({
    refused: 'capacity_above_room',
    params: { most: 12 }
  });
  await plan(room_id, { capacity: '12' });
  const smaller = { room_id, name: '小会议室', place: '一楼', capacity: '8' };
  expect(await town.send(clerk, editRoom, smaller)).toMatchObject({
    refused: 'room_too_small',
    params: { seats: 12 }
  });
  expect(await town.send(clerk, retireRoom, { room_id })).toMatchObject({ refused: 'room_in_use' });
});

test('a retired room is offered no more, keeps its name, and can be opened again', async () => {
  const room_id = await town.room('旧活动室');
  expect(await town.send(clerk, retireRoom, { room_id })).toMatchObject({ ok: true });
  expect(await plan(room_id)).toMatchObject({ refused: 'room_retired' });
  const names = async () =>
    (await town.inside((tx) => listRooms(tx, town.communityId))).map(({ name }) => name);
  expect(await names()).not.toContain('旧活动室');
  await town.send(clerk, reopenRoom, { room_id });
  expect(await names()).toContain('旧活动室');
});

test('what cannot be meant is refused: the past, over night, an unknown activity, a wrong date', async () => {
  const hall = await town.room('六号厅');
  const refused = async (changes: Record<string, string>) => {
    const outcome = await plan(hall, changes);
    return 'refused' in outcome ? outcome.refused : 'ok';
  };
  expect(await refused({ date: '2026-03-01' })).toBe('event_in_past');
  expect(await refused({ from: '20:00', to: '01:00' })).toBe('event_overnight');
  expect(await refused({ activity: 'dancing' })).toBe('activity_unknown');
  expect(await refused({ date: '2026-02-30' })).toBe('event_date_wrong');
  expect(await refused({ date: '2036-03-01' })).toBe('event_date_wrong');
  expect(await refused({ activity: '' })).toBe('ok');
});

test('an event counts as an activity of the rules of its own day, also when it is moved', async () => {
  const hall = await town.room('八号厅');
  const dance = { id: 'dancing', family: 'civic', name: { zh: '跳舞' }, unit: 'times' } as const;
  const document = JSON.stringify({
    ...RULES,
    activities: [{ ...dance, attributes: [] }],
    rules: []
  });
  const from = { document, in_force_from: '2026-05-01' };
  expect(await town.send(town.committee, publishRuleSet, from)).toMatchObject({ ok: true });
  const unknown = { refused: 'activity_unknown' };
  expect(await plan(hall, { activity: 'dancing', date: '2026-04-25' })).toMatchObject(unknown);
  const dancing = await plan(hall, { activity: 'dancing', date: '2026-05-02' });
  expect(dancing).toMatchObject({ ok: true });
  expect(await plan(hall, { date: '2026-04-25', weeks: '2' })).toMatchObject(unknown);
  const event_id = idOf(dancing, 'event_id');
  const moved = { ...lecture(hall, { activity: 'dancing', date: '2026-04-24' }), event_id };
  expect(await town.send(clerk, editEvent, moved)).toMatchObject(unknown);
});

test('a lecture that has begun may be given the end that it really had', async () => {
  const hall = await town.room('九号厅');
  town.now = saturday('14:59');
  const event = { event_id: idOf(await plan(hall), 'event_id') };
  const early = { ...lecture(hall, { from: '14:00', to: '15:00' }), ...event };
  town.now = saturday('15:01');
  expect(await town.send(clerk, editEvent, early)).toMatchObject({ ok: true });
  town.now = friday('10:00');
});

test('neither residents nor coordinators plan events; another community has its own rooms', async () => {
  const hall = await town.room('七号厅');
  const mei = await town.resident('李梅');
  expect(await town.send(mei, createEvent, lecture(hall))).toEqual({ refused: 'not_allowed' });
  await town.appoint(mei, 'coordinator');
  expect(await town.send(mei, createEvent, lecture(hall))).toEqual({ refused: 'not_allowed' });
  const other = await openTown(town.db);
  other.now = town.now;
  const there = other.send(other.committee, createEvent, lecture(hall));
  expect(await there).toEqual({ refused: 'not_found' });
  expect(saturday('14:00') > town.now).toBe(true);
});
