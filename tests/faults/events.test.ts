import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/lib/db/types.server';
import { cancelEvent, createEvent } from '../../src/lib/events/planning.server';
import { cancelRegistration, register } from '../../src/lib/events/registration.server';
import { addRoom } from '../../src/lib/events/room-commands.server';
import { event_registrations, events, room_bookings } from '../../src/lib/events/tables.server';
import { newId } from '../../src/lib/shared/id';
import { isRefused } from '../../src/lib/shared/result';
import { PATROL_RULES } from '../people/rules';
import { MONDAY } from '../people/shifts';
import { done, foundTown, joinWith, openHome, type Person, type Town } from '../people/town';
import { openFreshPostgres } from '../server/fresh';

const RESIDENTS = 300;
const SEATS = 20;
const PER_HOME = 4;

let db: Database;
let town: Town;
let families: Person[][];
let residents: Person[];
beforeAll(async () => {
  db = await openFreshPostgres(40);
  town = await foundTown(db, PATROL_RULES, MONDAY);
  const homes = [];
  for (let home = 0; home < RESIDENTS / PER_HOME; home++) homes.push(await openHome(town));
  families = await Promise.all(
    homes.map(async (home, index) => {
      const family: Person[] = [];
      for (let one = 1; one <= PER_HOME; one++) {
        family.push(await joinWith(town, home, `居民${index * PER_HOME + one}`));
      }
      return family;
    })
  );
  residents = families.flat();
}, 240_000);
afterAll(() => db.close());

let rooms = 0;

async function openRoom(): Promise<string> {
  const room = { name: `${++rooms}号厅`, place: '居民之家', capacity: '300' };
  return String(done(await town.send(town.chen, addRoom, room)).room_id);
}

const LECTURE = { title: '讲座', date: '2026-03-07', from: '14:00', to: '16:00' };

async function planLecture(capacity = SEATS): Promise<string> {
  const plan = { ...LECTURE, room_id: await openRoom(), capacity: String(capacity) };
  return String(done(await town.send(town.chen, createEvent, plan)).event_id);
}

const idsOf = (people: Person[]) => people.map(({ memberId }) => memberId);

/** How many registrations stand, with and without a place, and what the event counted. */
const seatsOf = (event: string) =>
  town.inside(async (tx) => {
    const live = and(
      eq(event_registrations.event_id, event),
      isNull(event_registrations.cancelled_at)
    );
    const [row] = await tx.select().from(events).where(eq(events.id, event));
    return {
      placed: await tx.$count(
        event_registrations,
        and(live, isNull(event_registrations.waiting_seq))
      ),
      waiting: await tx.$count(
        event_registrations,
        and(live, isNotNull(event_registrations.waiting_seq))
      ),
      taken: row?.taken
    };
  });

function tally(outcomes: object[]): Record<string, number> {
  const count: Record<string, number> = {};
  for (const outcome of outcomes) {
    const answer = isRefused(outcome) ? outcome.refused : 'ok';
    count[answer] = (count[answer] ?? 0) + 1;
  }
  return count;
}

test('of 300 residents who register at once for 20 seats, 20 sit and 280 have a clean answer', async () => {
  const event_id = await planLecture();
  const outcomes = await Promise.all(
    residents.map((one) => town.send(one, register, { event_id, member: one.memberId }))
  );
  expect(tally(outcomes)).toEqual({ ok: SEATS, event_full: RESIDENTS - SEATS });
  expect(await seatsOf(event_id)).toEqual({ placed: SEATS, waiting: 0, taken: SEATS });
});

test('when all of them may wait, nobody is lost: 20 sit and 280 wait, each with a number', async () => {
  const event_id = await planLecture();
  const outcomes = await Promise.all(
    residents.map((one) =>
      town.send(one, register, { event_id, member: one.memberId, waiting: 'yes' })
    )
  );
  expect(tally(outcomes)).toEqual({ ok: RESIDENTS });
  expect(await seatsOf(event_id)).toEqual({
    placed: SEATS,
    waiting: RESIDENTS - SEATS,
    taken: SEATS
  });
});

test('75 families of four for 20 seats, each sent twice: five families sit, whole ones only', async () => {
  const event_id = await planLecture();
  const outcomes = await Promise.all(
    families.map(async (family) => {
      const [first] = family;
      if (!first) throw new Error('a family has somebody');
      const key = newId();
      const sent = () => town.send(first, register, { event_id, member: idsOf(family) }, key);
      const [one, other] = await Promise.all([sent(), sent()]);
      expect(one).toEqual(other);
      return one;
    })
  );
  expect(tally(outcomes)).toEqual({ ok: SEATS / PER_HOME, event_full: 75 - SEATS / PER_HOME });
  expect(await seatsOf(event_id)).toEqual({ placed: SEATS, waiting: 0, taken: SEATS });
});

test('families of two, three and four at once: all of a family sit or none', async () => {
  const event_id = await planLecture();
  const groups = families.map((family, index) => family.slice(0, 2 + (index % 3)));
  const outcomes = await Promise.all(
    groups.map(async ([first, ...others]) => {
      if (!first) throw new Error('a family has somebody');
      return town.send(first, register, { event_id, member: idsOf([first, ...others]) });
    })
  );
  const seated = groups.filter((_, at) => !isRefused(outcomes[at] ?? { refused: '' }));
  const { placed, taken } = await seatsOf(event_id);
  expect(placed).toBe(seated.flat().length);
  expect(taken).toBe(placed);
  expect(SEATS - placed).toBeLessThan(2);
  const counts = await town.inside((tx) =>
    tx
      .select({ member: event_registrations.member_id })
      .from(event_registrations)
      .where(eq(event_registrations.event_id, event_id))
  );
  const there = new Set(counts.map(({ member }) => member));
  for (const group of groups) {
    const sitting = idsOf(group).filter((id) => there.has(id)).length;
    expect([0, group.length]).toContain(sitting);
  }
});

test('while families leave and others wait, no seat is lost, given twice, or given to half a family', async () => {
  const event_id = await planLecture();
  const [sitting, waiting] = [families.slice(0, 5), families.slice(5, 25)];
  const all = (family: Person[]) => ({ event_id, member: idsOf(family) });
  const first = ([one]: Person[]) => one ?? town.chen;
  for (const family of sitting) done(await town.send(first(family), register, all(family)));
  const outcomes = await Promise.all([
    ...sitting
      .slice(0, 3)
      .map((family) => town.send(first(family), cancelRegistration, all(family))),
    ...waiting.map((family) =>
      town.send(first(family), register, { ...all(family), waiting: 'yes' })
    )
  ]);
  expect(tally(outcomes)).toEqual({ ok: 23 });
  expect(await seatsOf(event_id)).toEqual({ placed: SEATS, waiting: 68, taken: SEATS });
});

test('two who book one room for one time at the same moment: one has it, the other reads who', async () => {
  for (let round = 0; round < 10; round++) {
    const room_id = await openRoom();
    const plan = { ...LECTURE, room_id, capacity: '20' };
    const outcomes = await Promise.all([
      town.send(town.chen, createEvent, plan),
      town.send(town.chen, createEvent, { ...plan, title: '合唱', from: '15:00', to: '17:00' })
    ]);
    expect(tally(outcomes)).toEqual({ ok: 1, room_taken: 1 });
    const refused = outcomes.find(isRefused);
    expect(['讲座', '合唱']).toContain(refused?.params?.title);
  }
});

test('twenty book one room at once, on twenty overlapping times: what stands does not overlap', async () => {
  const room_id = await openRoom();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, at) => {
      const from = `${String(8 + Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`;
      const to = `${String(9 + Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`;
      return town.send(town.chen, createEvent, { ...LECTURE, room_id, capacity: '20', from, to });
    })
  );
  const answers = tally(outcomes);
  expect((answers.ok ?? 0) + (answers.room_taken ?? 0)).toBe(20);
  const held = await town.inside((tx) =>
    tx
      .select()
      .from(room_bookings)
      .where(and(eq(room_bookings.room_id, room_id), isNull(room_bookings.released_at)))
      .orderBy(room_bookings.starts_at)
  );
  expect(held).toHaveLength(answers.ok ?? 0);
  for (const [at, one] of held.entries()) {
    const next = held[at + 1];
    if (next) expect(one.ends_at.getTime()).toBeLessThanOrEqual(next.starts_at.getTime());
  }
});

test('a room that is called off and booked again at the same moment is never held twice', async () => {
  const room_id = await openRoom();
  const plan = { ...LECTURE, room_id, capacity: '20' };
  const { event_id } = done(await town.send(town.chen, createEvent, plan));
  const off = { event_id: String(event_id), reason: '停电' };
  await Promise.all([
    town.send(town.chen, cancelEvent, off),
    ...Array.from({ length: 8 }, () => town.send(town.chen, createEvent, plan))
  ]);
  const held = await town.inside((tx) =>
    tx.$count(
      room_bookings,
      and(eq(room_bookings.room_id, room_id), isNull(room_bookings.released_at))
    )
  );
  expect(held).toBeLessThanOrEqual(1);
});
