import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import type { CheckInEvidence } from '../door/evidence';
import { evidenceOf, type Evidence } from '../rules/recorded';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import type { Event } from './places.server';
import { event_check_ins } from './tables.server';

export type CheckIn = typeof event_check_ins.$inferSelect;

/** The check-ins that count of these members. */
export const listArrived = (
  tx: Sql,
  communityId: string,
  eventId: string,
  memberIds: string[]
): Promise<CheckIn[]> =>
  tx
    .select()
    .from(event_check_ins)
    .where(
      and(
        eq(event_check_ins.community_id, communityId),
        eq(event_check_ins.event_id, eventId),
        inArray(event_check_ins.member_id, memberIds),
        isNull(event_check_ins.undone_at)
      )
    );

/** What Linli itself says of the attendance of members who are marked present: how it is known. */
export async function readRecorded(
  tx: Sql,
  { community_id, id, ends_at }: Pick<Event, 'community_id' | 'id' | 'ends_at'>,
  memberIds: string[]
): Promise<(memberId: string) => { evidence: Evidence }> {
  const arrived = await listArrived(tx, community_id, id, memberIds);
  const known = new Map(arrived.map((arrival) => [arrival.member_id, arrival]));
  return (memberId) => {
    const arrival = known.get(memberId);
    assert(arrival, 'whoever is confirmed has been marked present');
    return { evidence: evidenceOf(arrival, ends_at) };
  };
}

export interface Arrivals {
  communityId: string;
  eventId: string;
  memberIds: string[];
  evidence: CheckInEvidence;
  /** When they were there. */
  arrivedAt: Date;
  /** When the server heard of it, and from which account. */
  recordedAt: Date;
  recordedBy: string;
}

/** Records arrivals; whoever already has one keeps it. Gives the members who are new. */
export async function recordArrivals(tx: Sql, arrivals: Arrivals): Promise<string[]> {
  if (arrivals.memberIds.length === 0) return [];
  const added = await tx
    .insert(event_check_ins)
    .values(
      arrivals.memberIds.map((memberId) => ({
        community_id: arrivals.communityId,
        id: newId(),
        event_id: arrivals.eventId,
        member_id: memberId,
        evidence: arrivals.evidence,
        arrived_at: arrivals.arrivedAt,
        recorded_at: arrivals.recordedAt,
        recorded_by: arrivals.recordedBy
      }))
    )
    .onConflictDoNothing()
    .returning({ memberId: event_check_ins.member_id });
  return added.map(({ memberId }) => memberId);
}

/** Takes a check-in back, on record. */
export async function undoArrival(
  tx: Sql,
  communityId: string,
  id: string,
  undone: { by: string; at: Date } | null
): Promise<void> {
  await tx
    .update(event_check_ins)
    .set({ undone_by: undone?.by ?? null, undone_at: undone?.at ?? null })
    .where(and(eq(event_check_ins.community_id, communityId), eq(event_check_ins.id, id)));
}
