import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { shift_signups, shifts } from './tables.server';

export type Shift = typeof shifts.$inferSelect;
export type Signup = typeof shift_signups.$inferSelect;

/** The shift, locked before anything below it. Undefined when the community has no such shift. */
export async function lockShift(
  tx: Sql,
  communityId: string,
  shiftId: string,
  strength: 'update' | 'share' = 'update'
): Promise<Shift | undefined> {
  const [shift] = await tx.select().from(shifts).where(isShift(communityId, shiftId)).for(strength);
  return shift;
}

/** The shift as it is now, without waiting for others. */
export async function findShift(
  tx: Sql,
  communityId: string,
  shiftId: string
): Promise<Shift | undefined> {
  const [shift] = await tx.select().from(shifts).where(isShift(communityId, shiftId));
  return shift;
}

export const isShift = (communityId: string, shiftId: string) =>
  and(eq(shifts.community_id, communityId), eq(shifts.id, shiftId));

/** Takes one of the places that are left; undefined when none is, or `also` does not hold. */
export async function takePlace(
  tx: Sql,
  communityId: string,
  shiftId: string,
  also?: ReturnType<typeof and>
): Promise<Shift | undefined> {
  const [shift] = await tx
    .update(shifts)
    .set({ taken: sql`${shifts.taken} + 1` })
    .where(
      and(
        isShift(communityId, shiftId),
        isNull(shifts.cancelled_at),
        lt(shifts.taken, shifts.capacity),
        also
      )
    )
    .returning();
  return shift;
}

/** Only shifts that have not begun. */
export const notBegun = (now: Date) => gt(shifts.starts_at, now);

/** Gives back a place of a locked shift; one that is free afterwards goes to who waits first. */
export async function givePlaceBack(tx: Sql, shift: Shift, now: Date): Promise<void> {
  await tx
    .update(shifts)
    .set({ taken: sql`${shifts.taken} - 1` })
    .where(isShift(shift.community_id, shift.id));
  await moveUp(tx, { ...shift, taken: shift.taken - 1 }, now);
}

/** Gives the free places of a locked shift to those who wait, first come first served. */
export async function moveUp(tx: Sql, shift: Shift, now: Date): Promise<void> {
  const free = shift.capacity - shift.taken;
  if (free <= 0 || now >= shift.starts_at || shift.cancelled_at) return;
  const waiting = await tx
    .select({ id: shift_signups.id })
    .from(shift_signups)
    .where(and(isLiveSignup(shift.community_id, shift.id), isNotNull(shift_signups.waiting_seq)))
    .orderBy(asc(shift_signups.waiting_seq))
    .limit(free);
  if (waiting.length === 0) return;
  await tx
    .update(shift_signups)
    .set({ waiting_seq: null })
    .where(
      and(
        eq(shift_signups.community_id, shift.community_id),
        sql`${shift_signups.id} in ${waiting.map(({ id }) => id)}`
      )
    );
  await tx
    .update(shifts)
    .set({ taken: sql`${shifts.taken} + ${waiting.length}` })
    .where(isShift(shift.community_id, shift.id));
}

export const isLiveSignup = (communityId: string, shiftId: string) =>
  and(
    eq(shift_signups.community_id, communityId),
    eq(shift_signups.shift_id, shiftId),
    isNull(shift_signups.cancelled_at)
  );

export async function findSignup(
  tx: Sql,
  communityId: string,
  shiftId: string,
  memberId: string
): Promise<Signup | undefined> {
  return (await findSignups(tx, communityId, shiftId, [memberId])).get(memberId);
}

/** The sign-ups of these members, by member. */
export async function findSignups(
  tx: Sql,
  communityId: string,
  shiftId: string,
  memberIds: string[]
): Promise<Map<string, Signup>> {
  const found = await tx
    .select()
    .from(shift_signups)
    .where(and(isLiveSignup(communityId, shiftId), inArray(shift_signups.member_id, memberIds)));
  return new Map(found.map((signup) => [signup.member_id, signup]));
}

/** Signs a member up for a place, or for the waiting list. False when they already are. */
export async function addSignup(
  tx: Sql,
  shift: Shift,
  signup: { memberId: string; waitingSeq: number | null; by: string; at: Date }
): Promise<boolean> {
  assert(signup.waitingSeq === null || signup.waitingSeq > 0, 'waiting numbers begin with 1');
  const added = await tx
    .insert(shift_signups)
    .values({
      community_id: shift.community_id,
      id: newId(),
      shift_id: shift.id,
      member_id: signup.memberId,
      waiting_seq: signup.waitingSeq,
      signed_up_by: signup.by,
      signed_up_at: signup.at
    })
    .onConflictDoNothing()
    .returning({ id: shift_signups.id });
  return added.length > 0;
}

/** Gives a place that is left to somebody who has none or only waits. False when none is left. */
export async function seat(
  tx: Sql,
  shift: Shift,
  signup: Signup | undefined,
  person: { memberId: string; by: string; at: Date }
): Promise<boolean> {
  if (!(await takePlace(tx, shift.community_id, shift.id))) return false;
  if (signup) await setWaiting(tx, shift.community_id, signup.id, null);
  else await addSignup(tx, shift, { ...person, waitingSeq: null });
  return true;
}

/** With null the sign-up has a place. */
export const setWaiting = (
  tx: Sql,
  communityId: string,
  signupId: string,
  waiting_seq: number | null
) =>
  tx
    .update(shift_signups)
    .set({ waiting_seq })
    .where(and(eq(shift_signups.community_id, communityId), eq(shift_signups.id, signupId)));

/** Which number somebody has on the waiting list: 1 is the next to move up. */
export async function waitingPosition(tx: Sql, shift: Shift, seq: number): Promise<number> {
  const [ahead] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(shift_signups)
    .where(and(isLiveSignup(shift.community_id, shift.id), lt(shift_signups.waiting_seq, seq)));
  return (ahead?.count ?? 0) + 1;
}
