import { and, eq, inArray, isNull } from 'drizzle-orm';
import { listCompanions, type Companion } from '../communities/companions.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { shift_check_ins, shift_signups } from './tables.server';

/** One of those whom the viewer may check in, and how they stand to the shift. */
export interface ShiftPartyMember extends Companion {
  state: 'none' | 'place' | 'waiting';
  arrivedAt: Date | null;
}

/** The people whom an account may check in to a shift, the person acted for first. */
export async function readShiftParty(
  tx: Sql,
  communityId: string,
  shiftId: string,
  viewer: { accountId: string; memberId: string }
): Promise<ShiftPartyMember[]> {
  const people = await listCompanions(tx, communityId, viewer.accountId, viewer.memberId);
  const ids = people.map(({ id }) => id);
  const found = await tx
    .select({
      id: members.id,
      signup: shift_signups.id,
      waitingSeq: shift_signups.waiting_seq,
      arrivedAt: shift_check_ins.arrived_at
    })
    .from(members)
    .leftJoin(
      shift_signups,
      and(
        eq(shift_signups.community_id, members.community_id),
        eq(shift_signups.shift_id, shiftId),
        eq(shift_signups.member_id, members.id),
        isNull(shift_signups.cancelled_at)
      )
    )
    .leftJoin(
      shift_check_ins,
      and(
        eq(shift_check_ins.community_id, members.community_id),
        eq(shift_check_ins.shift_id, shiftId),
        eq(shift_check_ins.member_id, members.id),
        isNull(shift_check_ins.undone_at)
      )
    )
    .where(and(eq(members.community_id, communityId), inArray(members.id, ids)));
  const byId = new Map(found.map((row) => [row.id, row]));
  return people.map((person) => {
    const row = byId.get(person.id);
    const state = !row?.signup ? 'none' : row.waitingSeq === null ? 'place' : 'waiting';
    return { ...person, state, arrivedAt: row?.arrivedAt ?? null };
  });
}
