import { and, asc, eq, gte, isNull, lte } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { CLOSES_AFTER_MINUTES, OPENS_BEFORE_MINUTES } from '../door/window';
import { shift_signups, shifts } from './tables.server';

const AT_MOST = 100;
/** A shift is at most 12 hours long: older ones need not be looked at. */
const LONGEST_HOURS = 24;

/** The shifts whose check-in is open at `at`: those in which the member has a place first. */
export async function listShiftsToCheckInto(
  tx: Sql,
  communityId: string,
  memberId: string,
  at: Date
): Promise<string[]> {
  const found = await tx
    .select({ id: shifts.id })
    .from(shifts)
    .leftJoin(
      shift_signups,
      and(
        eq(shift_signups.community_id, shifts.community_id),
        eq(shift_signups.shift_id, shifts.id),
        eq(shift_signups.member_id, memberId),
        isNull(shift_signups.cancelled_at),
        isNull(shift_signups.waiting_seq)
      )
    )
    .where(
      and(
        eq(shifts.community_id, communityId),
        isNull(shifts.cancelled_at),
        lte(shifts.starts_at, new Date(at.getTime() + OPENS_BEFORE_MINUTES * 60_000)),
        gte(shifts.starts_at, new Date(at.getTime() - LONGEST_HOURS * 3_600_000)),
        gte(shifts.ends_at, new Date(at.getTime() - CLOSES_AFTER_MINUTES * 60_000))
      )
    )
    .orderBy(asc(isNull(shift_signups.id)), asc(shifts.starts_at))
    .limit(AT_MOST);
  return found.map(({ id }) => id);
}
