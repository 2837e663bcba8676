import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { CommandContext } from '../commands/command.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { recordArrivals } from './arrivals.server';
import { isLiveSignup, type Shift } from './places.server';
import { shift_check_ins, shift_signups } from './tables.server';

/** What decides whether somebody's service can be confirmed. */
export interface Person {
  name: string;
  householdId: string | null;
}

/** Those of the list who have a place in the shift. */
export async function readPlaced(
  tx: Sql,
  shift: Shift,
  ids: string[]
): Promise<Map<string, Person>> {
  const placed = await tx
    .select({ memberId: shift_signups.member_id })
    .from(shift_signups)
    .where(
      and(
        isLiveSignup(shift.community_id, shift.id),
        isNull(shift_signups.waiting_seq),
        inArray(shift_signups.member_id, ids)
      )
    );
  return readPeople(
    tx,
    shift.community_id,
    placed.map(({ memberId }) => memberId)
  );
}

/** Members of the community by id. */
export async function readPeople(
  tx: Sql,
  communityId: string,
  memberIds: string[]
): Promise<Map<string, Person>> {
  if (memberIds.length === 0) return new Map();
  const found = await tx
    .select({
      id: members.id,
      name: members.name,
      householdId: members.household_id
    })
    .from(members)
    .where(and(eq(members.community_id, communityId), inArray(members.id, memberIds)));
  return new Map(found.map(({ id, ...person }) => [id, person]));
}

/** Who has checked out: they can be confirmed before the shift is over. */
export async function readLeft(tx: Sql, shift: Shift): Promise<Set<string>> {
  const left = await tx
    .select({ memberId: shift_check_ins.member_id })
    .from(shift_check_ins)
    .where(
      and(
        eq(shift_check_ins.community_id, shift.community_id),
        eq(shift_check_ins.shift_id, shift.id),
        isNull(shift_check_ins.undone_at),
        isNotNull(shift_check_ins.left_at)
      )
    );
  return new Set(left.map(({ memberId }) => memberId));
}

/** Every minute has its evidence: here the coordinator's word. */
export async function markUnmarked(
  tx: Sql,
  shift: Shift,
  list: { memberId: string }[],
  { caller, now }: CommandContext
): Promise<void> {
  await recordArrivals(
    tx,
    list.map(({ memberId }) => ({
      communityId: shift.community_id,
      shiftId: shift.id,
      memberId,
      evidence: 'coordinator' as const,
      arrivedAt: shift.starts_at,
      recordedAt: now,
      recordedBy: caller.accountId
    }))
  );
}
