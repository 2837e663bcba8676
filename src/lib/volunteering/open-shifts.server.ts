import { and, asc, eq, gte, isNull, lte } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { CLOSES_AFTER_MINUTES, OPENS_BEFORE_MINUTES } from '../door/window';
import { shift_signups, shifts } from './tables.server';

const AT_MOST = 10;

/** The shifts in which the member has a place and whose check-in is open at `at`, soonest first. */
export async function listShiftsToCheckInto(
  tx: Sql,
  communityId: string,
  memberId: string,
  at: Date
): Promise<string[]> {
  const found = await tx
    .select({ id: shifts.id })
    .from(shift_signups)
    .innerJoin(
      shifts,
      and(
        eq(shifts.community_id, shift_signups.community_id),
        eq(shifts.id, shift_signups.shift_id)
      )
    )
    .where(
      and(
        eq(shift_signups.community_id, communityId),
        eq(shift_signups.member_id, memberId),
        isNull(shift_signups.cancelled_at),
        isNull(shift_signups.waiting_seq),
        isNull(shifts.cancelled_at),
        lte(shifts.starts_at, new Date(at.getTime() + OPENS_BEFORE_MINUTES * 60_000)),
        gte(shifts.ends_at, new Date(at.getTime() - CLOSES_AFTER_MINUTES * 60_000))
      )
    )
    .orderBy(asc(shifts.starts_at))
    .limit(AT_MOST);
  return found.map(({ id }) => id);
}
