import { and, asc, desc, eq, gt, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { listCompanions, type Companion } from '../communities/companions.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { CLOSES_AFTER_MINUTES, OPENS_BEFORE_MINUTES } from '../door/window';
import type { Cursor } from '../shared/cursor';
import { isId } from '../shared/id';
import {
  event_attendances,
  event_check_ins,
  event_registrations,
  events,
  rooms
} from './tables.server';

/** Who looks at events: whose places are mine, and whose are my family's. */
export interface Viewer {
  id: string;
  household_id: string | null;
}

/** An event as a resident meets it in lists. */
export interface EventSummary {
  id: string;
  title: string;
  /** The name of the room. */
  place: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  taken: number;
  cancelled: boolean;
  /** How the viewer stands to it. */
  mine: 'none' | 'place' | 'waiting';
  /** The number on the waiting list, 1 being asked first; null when not waiting. */
  position: number | null;
  checkedIn: boolean;
  /** How many others of the household are registered. */
  family: number;
}

/** Events that the viewer or somebody of the household is registered for, that end after `from`. */
export const listMyEvents = (
  tx: Sql,
  communityId: string,
  viewer: Viewer,
  from: Date,
  limit: number
): Promise<EventSummary[]> =>
  selectEvents(tx, viewer)
    .where(
      and(
        eq(events.community_id, communityId),
        gt(events.ends_at, from),
        or(sql`${event_registrations.id} is not null`, sql`${familyOf(viewer)} > 0`)
      )
    )
    .orderBy(asc(events.starts_at), asc(events.id))
    .limit(limit);

export interface UpcomingFilter {
  /** Events that are not over then. */
  from: Date;
  limit: number;
  /** Only with places left. */
  openOnly?: boolean;
  /** The last event of the page before. */
  after?: Cursor | null;
}

/** Events that are not over and were not called off, soonest first. */
export const listUpcomingEvents = (
  tx: Sql,
  communityId: string,
  viewer: Viewer,
  { from, limit, openOnly, after }: UpcomingFilter
): Promise<EventSummary[]> =>
  selectEvents(tx, viewer)
    .where(
      and(
        eq(events.community_id, communityId),
        gt(events.ends_at, from),
        isNull(events.cancelled_at),
        openOnly ? lt(events.taken, events.capacity) : undefined,
        after ? isAfter(after) : undefined
      )
    )
    .orderBy(asc(events.starts_at), asc(events.id))
    .limit(limit);

/** For the home page: events to come, those of one's own first, then those with places left. */
export const listEventsForMe = (
  tx: Sql,
  communityId: string,
  viewer: Viewer,
  now: Date,
  limit: number
): Promise<EventSummary[]> => {
  const isMine = sql`(${event_registrations.id} is not null or ${familyOf(viewer)} > 0)`;
  return selectEvents(tx, viewer)
    .where(
      and(
        eq(events.community_id, communityId),
        gt(events.ends_at, now),
        or(isMine, and(isNull(events.cancelled_at), lt(events.taken, events.capacity)))
      )
    )
    .orderBy(desc(isMine), asc(events.starts_at), asc(events.id))
    .limit(limit);
};

const isAfter = ({ at, id }: Cursor): SQL | undefined =>
  or(gt(events.starts_at, at), and(eq(events.starts_at, at), gt(events.id, id)));

/** An event as its page and its poster say it. */
export interface EventDetail {
  id: string;
  title: string;
  description: string;
  activity: string | null;
  roomId: string;
  /** The room with the way to it. */
  place: string;
  organiser: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  taken: number;
  /** How many people wait. */
  waiting: number;
  revision: number;
  cancelled: boolean;
  cancelReason: string | null;
}

/** The event; null when the community has none of that id. */
export async function readEvent(
  tx: Sql,
  communityId: string,
  eventId: string
): Promise<EventDetail | null> {
  if (!isId(eventId)) return null;
  const [found] = await tx
    .select({
      id: events.id,
      title: events.title,
      description: events.description,
      activity: events.activity,
      roomId: events.room_id,
      place: sql<string>`${rooms.name} || ' · ' || ${rooms.place}`,
      organiser: members.name,
      startsAt: events.starts_at,
      endsAt: events.ends_at,
      capacity: events.capacity,
      taken: events.taken,
      waiting: sql<number>`(select count(*)::int from ${event_registrations} w
        where w.community_id = ${events.community_id} and w.event_id = ${events.id}
        and w.cancelled_at is null and w.waiting_seq is not null)`,
      revision: events.revision,
      cancelled: isCancelled,
      cancelReason: events.cancel_reason
    })
    .from(events)
    .innerJoin(rooms, ofRoom)
    .innerJoin(
      members,
      and(eq(members.community_id, events.community_id), eq(members.id, events.organiser_id))
    )
    .where(and(eq(events.community_id, communityId), eq(events.id, eventId)));
  return found ?? null;
}

/** One of those whom the viewer may register, and how they stand to the event. */
export interface PartyMember extends Companion {
  state: 'none' | 'place' | 'waiting';
  position: number | null;
  arrivedAt: Date | null;
  /** The fact of a confirmed attendance. */
  factId: string | null;
}

/** The people whom an account may register, the person acted for first. */
export async function readParty(
  tx: Sql,
  communityId: string,
  eventId: string,
  viewer: { accountId: string; memberId: string }
): Promise<PartyMember[]> {
  const people = await listCompanions(tx, communityId, viewer.accountId, viewer.memberId);
  const ids = people.map(({ id }) => id);
  const found = await tx
    .select({
      id: members.id,
      state: stateColumn,
      position: positionColumn,
      arrivedAt: event_check_ins.arrived_at,
      factId: sql<string | null>`(select case when a.kind <> 'withdrawn' then a.fact_id end
        from ${event_attendances} a where a.community_id = ${members.community_id}
        and a.event_id = ${eventId} and a.member_id = ${members.id}
        order by a.revision desc limit 1)`
    })
    .from(members)
    .innerJoin(events, and(eq(events.community_id, members.community_id), eq(events.id, eventId)))
    .leftJoin(
      event_registrations,
      and(
        eq(event_registrations.community_id, members.community_id),
        eq(event_registrations.event_id, eventId),
        eq(event_registrations.member_id, members.id),
        isNull(event_registrations.cancelled_at)
      )
    )
    .leftJoin(
      event_check_ins,
      and(
        eq(event_check_ins.community_id, members.community_id),
        eq(event_check_ins.event_id, eventId),
        eq(event_check_ins.member_id, members.id),
        isNull(event_check_ins.undone_at)
      )
    )
    .where(and(eq(members.community_id, communityId), sql`${members.id} in ${ids}`));
  const byId = new Map(found.map((row) => [row.id, row]));
  return people.map((person) => ({
    state: 'none',
    position: null,
    arrivedAt: null,
    factId: null,
    ...byId.get(person.id),
    ...person
  }));
}

const AT_MOST = 100;
/** No event lasts over night: older ones need not be looked at. */
const LONGEST_HOURS = 24;

/** The events whose check-in is open at `at`: those in which the account's own have places first. */
export async function listEventsToCheckInto(
  tx: Sql,
  communityId: string,
  viewer: { accountId: string; memberId: string },
  at: Date
): Promise<string[]> {
  const people = await listCompanions(tx, communityId, viewer.accountId, viewer.memberId);
  const isOwn = sql`exists (select from ${event_registrations} r
    where r.community_id = ${events.community_id} and r.event_id = ${events.id}
      and r.member_id in ${people.map(({ id }) => id)}
      and r.cancelled_at is null and r.waiting_seq is null)`;
  const found = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.community_id, communityId),
        isNull(events.cancelled_at),
        lt(events.starts_at, new Date(at.getTime() + OPENS_BEFORE_MINUTES * 60_000 + 1)),
        gt(events.starts_at, new Date(at.getTime() - LONGEST_HOURS * 3_600_000)),
        gt(events.ends_at, new Date(at.getTime() - CLOSES_AFTER_MINUTES * 60_000 - 1))
      )
    )
    .orderBy(desc(isOwn), asc(events.starts_at))
    .limit(AT_MOST);
  return found.map(({ id }) => id);
}

const isCancelled = sql<boolean>`${events.cancelled_at} is not null`;

const ofRoom = and(eq(rooms.community_id, events.community_id), eq(rooms.id, events.room_id));

const stateColumn = sql<
  EventSummary['mine']
>`case when ${event_registrations.id} is null then 'none'
  when ${event_registrations.waiting_seq} is null then 'place' else 'waiting' end`;

const positionColumn = sql<
  number | null
>`case when ${event_registrations.waiting_seq} is not null then (
  select count(distinct w.waiting_seq)::int from ${event_registrations} w
  where w.community_id = ${events.community_id} and w.event_id = ${events.id}
  and w.cancelled_at is null and w.waiting_seq <= ${event_registrations.waiting_seq}) end`;

const familyOf = ({ id, household_id }: Viewer) => sql<number>`(select count(*)::int
  from ${event_registrations} f join ${members} p
    on p.community_id = f.community_id and p.id = f.member_id
  where f.community_id = ${events.community_id} and f.event_id = ${events.id}
  and f.cancelled_at is null and f.member_id <> ${id} and p.household_id = ${household_id}::uuid)`;

const selectEvents = (tx: Sql, viewer: Viewer) =>
  tx
    .select({
      id: events.id,
      title: events.title,
      place: rooms.name,
      startsAt: events.starts_at,
      endsAt: events.ends_at,
      capacity: events.capacity,
      taken: events.taken,
      cancelled: isCancelled,
      mine: stateColumn,
      position: positionColumn,
      checkedIn: sql<boolean>`exists (select from ${event_check_ins} c
        where c.community_id = ${events.community_id} and c.event_id = ${events.id}
        and c.member_id = ${viewer.id} and c.undone_at is null)`,
      family: familyOf(viewer)
    })
    .from(events)
    .innerJoin(rooms, ofRoom)
    .leftJoin(
      event_registrations,
      and(
        eq(event_registrations.community_id, events.community_id),
        eq(event_registrations.event_id, events.id),
        eq(event_registrations.member_id, viewer.id),
        isNull(event_registrations.cancelled_at)
      )
    );
