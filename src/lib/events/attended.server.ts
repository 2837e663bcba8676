import { and, asc, desc, eq } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { event_attendances } from './tables.server';

export type Attendance = typeof event_attendances.$inferSelect;

const ofEvent = (communityId: string, eventId: string) =>
  and(eq(event_attendances.community_id, communityId), eq(event_attendances.event_id, eventId));

/** All that was said of a member's attendance, the latest first. */
export const listRevisions = (
  tx: Sql,
  communityId: string,
  eventId: string,
  memberId: string
): Promise<Attendance[]> =>
  tx
    .select()
    .from(event_attendances)
    .where(and(ofEvent(communityId, eventId), eq(event_attendances.member_id, memberId)))
    .orderBy(desc(event_attendances.revision));

/** The latest word on a member's attendance, unless it is a withdrawal. */
export async function standingAttendance(
  tx: Sql,
  communityId: string,
  eventId: string,
  memberId: string
): Promise<Attendance | undefined> {
  const [latest] = await listRevisions(tx, communityId, eventId, memberId);
  return latest?.kind === 'withdrawn' ? undefined : latest;
}

/** Every revision of every attendance of an event, by member, oldest first. */
export const listAttendances = (
  tx: Sql,
  communityId: string,
  eventId: string
): Promise<Attendance[]> =>
  tx
    .select()
    .from(event_attendances)
    .where(ofEvent(communityId, eventId))
    .orderBy(asc(event_attendances.member_id), asc(event_attendances.revision));

/** The latest revision of each member, by member. */
export const latestByMember = (revisions: Attendance[]): Map<string, Attendance> =>
  new Map(revisions.map((revision) => [revision.member_id, revision]));
