import type { Caller } from '../../commands/command.server';
import { listCompanions } from '../../communities/companions.server';
import { withCommunity } from '../../db/tenancy.server';
import { posterToken } from '../../door/check-in-code.server';
import { checkInKey } from '../../door/check-in-key.server';
import { confirmAttendance, withdrawAttendance } from '../../events/attendance.server';
import { checkIn } from '../../events/check-in.server';
import { markPresent } from '../../events/door.server';
import { cancelEvent, createEvent } from '../../events/planning.server';
import { register } from '../../events/registration.server';
import { addRoom } from '../../events/room-commands.server';
import { listBookings } from '../../events/rooms.server';
import { addDays, civilDate, civilTime, instantOf, startOfPeriod } from '../../shared/civil-time';
import { EVENT_PLANS, ROOMS, TODAY, type EventPlan } from './events-plan';
import { DEMO_TIME_ZONE, residentNamed, type PeopledTown, type Resident } from './found.server';
import { randomFrom, type Random } from './random';
import type { Happening, Simulation } from './simulation.server';
import { officersOf, type Town } from './towns';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What one planned event is played with. */
interface Staged {
  plan: EventPlan;
  id: string;
  starts: number;
  ends: number;
  guests: Guest[];
}

/** Somebody who comes, with those of the household who come along. */
interface Guest {
  caller: Caller & { memberId: string };
  members: string[];
}

/**
 * A month of events behind and a month before: the front desk books the rooms, families register,
 * come and are confirmed by the committee. Everything is planned at the season's beginning.
 */
export async function eventHappenings(
  simulation: Simulation,
  town: Town,
  people: PeopledTown,
  now: Date
): Promise<Happening[]> {
  const random = randomFrom(town.seed + 12);
  const clerk = residentNamed(people.residents, officersOf(town).clerk).caller;
  const rooms = await addRooms(simulation, clerk);
  const staged = await planEvents(simulation, clerk, rooms, people, random, now);
  const happenings = staged.flatMap((event, index) =>
    playEvent(simulation, event, people.committee, index, now)
  );
  const calledOff = staged.filter(({ starts }) => starts > now.getTime()).at(-1);
  if (calledOff) {
    const off = { event_id: calledOff.id, reason: '讲师临时有事，改到下月' };
    happenings.push({
      at: new Date(now.getTime() - 3 * HOUR),
      happens: () => simulation.try(cancelEvent, clerk, off)
    });
  }
  return [...happenings, ...openToday(simulation, clerk, rooms, people, now)];
}

async function addRooms(simulation: Simulation, clerk: Caller): Promise<Map<string, string>> {
  const rooms = new Map<string, string>();
  for (const { name, place, capacity } of ROOMS) {
    const room = { name, place, capacity: String(capacity) };
    const { room_id } = await simulation.run(addRoom, clerk, room);
    rooms.set(name, String(room_id));
  }
  return rooms;
}

async function planEvents(
  simulation: Simulation,
  clerk: Caller,
  rooms: Map<string, string>,
  people: PeopledTown,
  random: Random,
  now: Date
): Promise<Staged[]> {
  const monday = startOfPeriod(civilDate(now.getTime(), DEMO_TIME_ZONE), 'week');
  for (const { day, room, capacity, weeks = 1, ...plan } of EVENT_PLANS) {
    await simulation.run(createEvent, clerk, {
      ...plan,
      room_id: rooms.get(room) ?? '',
      capacity: String(capacity),
      date: addDays(monday, day),
      weeks: String(weeks)
    });
  }
  const span = {
    startsAt: new Date(instantOf(addDays(monday, -42), DEMO_TIME_ZONE)),
    endsAt: new Date(instantOf(addDays(monday, 70), DEMO_TIME_ZONE))
  };
  const { communityId } = simulation;
  const held = await withCommunity(simulation.app.db, communityId, (tx) =>
    listBookings(tx, communityId, span)
  );
  const staged: Staged[] = [];
  for (const { eventId, title, startsAt, endsAt } of held) {
    const plan = EVENT_PLANS.find((each) => each.title === title);
    if (!plan) continue;
    const guests = await invite(simulation, people, plan, random, staged.length);
    const [starts, ends] = [startsAt.getTime(), endsAt.getTime()];
    staged.push({ plan, id: eventId, starts, ends, guests });
  }
  return staged;
}

/** The named people now and then, and neighbours; some of them with somebody of their household. */
async function invite(
  simulation: Simulation,
  { residents }: PeopledTown,
  { guests }: EventPlan,
  random: Random,
  index: number
): Promise<Guest[]> {
  const [mei, wei, zhang, ...others] = residents;
  const named = [index % 3 === 0 ? mei : null, index % 4 === 1 ? wei : null];
  const elder = index % 4 === 2 ? zhang : null;
  const crowd = [...named, elder, ...random.shuffle(others)].filter((one) => one != null);
  const { communityId } = simulation;
  return withCommunity(simulation.app.db, communityId, async (tx) => {
    const invited: Guest[] = [];
    const taken = new Set<string>();
    for (const { caller } of crowd.slice(0, guests)) {
      const { accountId, memberId } = caller;
      const family = await listCompanions(tx, communityId, accountId, memberId);
      const together = random.chance(40) ? 2 : 1;
      const members = family
        .map(({ id }) => id)
        .filter((id) => !taken.has(id))
        .slice(0, together);
      if (members.length === 0) continue;
      for (const id of members) taken.add(id);
      invited.push({ caller, members });
    }
    return invited;
  });
}

/** The life of one event, each step at its own time. */
function playEvent(
  simulation: Simulation,
  { id, starts, ends, guests }: Staged,
  committee: Caller,
  index: number,
  now: Date
): Happening[] {
  const event_id = id;
  const came: string[] = [];
  const happenings: Happening[] = guests.map(({ caller, members }, at) => ({
    at: new Date(Math.min(starts - (20 + at * 14) * HOUR, now.getTime() - (3 + at * 5) * HOUR)),
    happens: () => simulation.try(register, caller, { event_id, member: members, waiting: 'yes' })
  }));
  for (const [at, { caller, members }] of guests.entries()) {
    if (at % 5 === 4) continue;
    const arrives = { at: new Date(starts + (at - 6) * MINUTE) };
    const token = posterToken(checkInKey(), {
      communityId: simulation.communityId,
      occasionId: id
    });
    happenings.push({
      ...arrives,
      happens: async () => {
        const done =
          at % 3 === 1
            ? await simulation.try(markPresent, committee, { event_id, member_id: members[0] })
            : await simulation.try(checkIn, caller, { event_id, token, member: members });
        if (done) came.push(...(at % 3 === 1 ? members.slice(0, 1) : members));
      }
    });
  }
  happenings.push({
    at: new Date(ends + 20 * MINUTE),
    happens: async () => {
      if (came.length === 0) return;
      await simulation.run(confirmAttendance, committee, { event_id, member: came });
      if (index % 7 !== 3) return;
      const mistaken = { event_id, member_id: came[0], reason: '签到时认错了人' };
      await simulation.run(withdrawAttendance, committee, mistaken);
    }
  });
  return happenings;
}

/** An event that has just begun, so that a visitor can check in at once; none at night. */
function openToday(
  simulation: Simulation,
  clerk: Caller,
  rooms: Map<string, string>,
  { residents }: PeopledTown,
  now: Date
): Happening[] {
  const start = Math.floor(now.getTime() / (5 * MINUTE)) * 5 * MINUTE - 5 * MINUTE;
  const from = civilTime(start, DEMO_TIME_ZONE);
  const to = civilTime(start + 2 * HOUR, DEMO_TIME_ZONE);
  if (from < '06:00' || to < from) return [];
  const { room, capacity, ...plan } = TODAY;
  const opens = async () => {
    const { event_id } = await simulation.run(createEvent, clerk, {
      ...plan,
      room_id: rooms.get(room) ?? '',
      capacity: String(capacity),
      date: civilDate(start, DEMO_TIME_ZONE),
      from,
      to
    });
    for (const { caller } of firstOf(residents)) {
      await simulation.try(register, caller, { event_id, member: caller.memberId });
    }
  };
  return [{ at: new Date(start - 9 * MINUTE), happens: opens }];
}

const firstOf = (residents: Resident[]): Resident[] => residents.slice(0, 5);
