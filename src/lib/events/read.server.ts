import { and, asc, desc, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import { beyond } from '../db/keyset.server';
import type { Sql } from '../db/types.server';
import type { Cursor } from '../shared/cursor';
import { isCancelled, ofRoom, positionColumn, stateColumn } from './columns.server';
import { event_check_ins, event_registrations, events, rooms } from './tables.server';

/** Who looks at events: whose places are mine, and whose are my family's. */
export interface Viewer {
  id: string;
  household_id: string | null;
}

/** An event as a resident meets it in lists. */
export interface EventSummary {
  id: string;
  title: string;
  /** Null when taking part gives no points. */
  activity: string | null;
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
  /** Those that begin before. */
  until?: Date;
  limit: number;
  /** Only with places left. */
  openOnly?: boolean;
  /** Only those with places left or for which the viewer is registered already. */
  joinableOnly?: boolean;
  /** The last event of the page before. */
  after?: Cursor | null;
}

/** Events that are not over and were not called off, soonest first. */
export const listUpcomingEvents = (
  tx: Sql,
  communityId: string,
  viewer: Viewer,
  { from, until, limit, openOnly, joinableOnly, after }: UpcomingFilter
): Promise<EventSummary[]> =>
  selectEvents(tx, viewer)
    .where(
      and(
        eq(events.community_id, communityId),
        gt(events.ends_at, from),
        isNull(events.cancelled_at),
        until ? lt(events.starts_at, until) : undefined,
        joinableOnly
          ? or(lt(events.taken, events.capacity), isNotNull(event_registrations.id))
          : undefined,
        openOnly ? lt(events.taken, events.capacity) : undefined,
        after ? beyond([events.starts_at, events.id], after, 'later') : undefined
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
      activity: events.activity,
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
