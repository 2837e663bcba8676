import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import type { Event } from './places.server';
import { event_registrations } from './tables.server';

/** What decides whether somebody's attendance can be confirmed, and by whom. */
export interface Attendee {
  name: string;
  householdId: string | null;
  /** Whether they have a place, not only a wait. */
  placed: boolean;
}

/** Members by id, with or without a place in the event. */
export async function readAttendees(
  tx: Sql,
  event: Event,
  memberIds: string[]
): Promise<Map<string, Attendee>> {
  if (memberIds.length === 0) return new Map();
  const found = await tx
    .select({
      id: members.id,
      name: members.name,
      householdId: members.household_id,
      placed: sql<boolean>`${event_registrations.id} is not null
        and ${event_registrations.waiting_seq} is null`
    })
    .from(members)
    .leftJoin(
      event_registrations,
      and(
        eq(event_registrations.community_id, members.community_id),
        eq(event_registrations.event_id, event.id),
        eq(event_registrations.member_id, members.id),
        isNull(event_registrations.cancelled_at)
      )
    )
    .where(and(eq(members.community_id, event.community_id), inArray(members.id, memberIds)));
  return new Map(found.map(({ id, ...attendee }) => [id, attendee]));
}
