import { and, eq, isNull, sql } from 'drizzle-orm';
import { listCompanions, type Companion } from '../communities/companions.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import { isCancelled, ofRoom, positionColumn, stateColumn } from './columns.server';
import {
  event_attendances,
  event_check_ins,
  event_registrations,
  events,
  rooms
} from './tables.server';

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
