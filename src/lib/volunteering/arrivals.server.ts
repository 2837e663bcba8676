import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import type { CheckInEvidence } from '../door/evidence';
import { newId } from '../shared/id';
import { shift_check_ins } from './tables.server';

export type CheckIn = typeof shift_check_ins.$inferSelect;

/** The check-in that counts, if the member has one. */
export async function findCheckIn(
  tx: Sql,
  communityId: string,
  shiftId: string,
  memberId: string
): Promise<CheckIn | undefined> {
  const [found] = await tx
    .select()
    .from(shift_check_ins)
    .where(
      and(
        eq(shift_check_ins.community_id, communityId),
        eq(shift_check_ins.shift_id, shiftId),
        eq(shift_check_ins.member_id, memberId),
        isNull(shift_check_ins.undone_at)
      )
    );
  return found;
}

/** The check-ins that count of these members, by member. */
export async function readArrivals(
  tx: Sql,
  communityId: string,
  shiftId: string,
  memberIds: string[]
): Promise<Map<string, CheckIn>> {
  if (memberIds.length === 0) return new Map();
  const found = await tx
    .select()
    .from(shift_check_ins)
    .where(
      and(
        eq(shift_check_ins.community_id, communityId),
        eq(shift_check_ins.shift_id, shiftId),
        inArray(shift_check_ins.member_id, memberIds),
        isNull(shift_check_ins.undone_at)
      )
    );
  return new Map(found.map((arrival) => [arrival.member_id, arrival]));
}

export interface Arrival {
  communityId: string;
  shiftId: string;
  memberId: string;
  evidence: CheckInEvidence;
  /** When the person was there. */
  arrivedAt: Date;
  /** When the server heard of it, and from which account. */
  recordedAt: Date;
  recordedBy: string;
}

/** Records arrivals; whoever already has one keeps it. Gives the members who are new. */
export async function recordArrivals(tx: Sql, arrivals: Arrival[]): Promise<string[]> {
  if (arrivals.length === 0) return [];
  const added = await tx
    .insert(shift_check_ins)
    .values(
      arrivals.map((arrival) => ({
        community_id: arrival.communityId,
        id: newId(),
        shift_id: arrival.shiftId,
        member_id: arrival.memberId,
        evidence: arrival.evidence,
        arrived_at: arrival.arrivedAt,
        recorded_at: arrival.recordedAt,
        recorded_by: arrival.recordedBy
      }))
    )
    .onConflictDoNothing()
    .returning({ memberId: shift_check_ins.member_id });
  return added.map(({ memberId }) => memberId);
}

export const isCheckIn = (communityId: string, id: string) =>
  and(eq(shift_check_ins.community_id, communityId), eq(shift_check_ins.id, id));
