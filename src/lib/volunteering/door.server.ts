import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { refuse, type Refused } from '../shared/result';
import { findCheckIn, isCheckIn, recordArrivals } from './arrivals.server';
import { spanOf } from './check-in.server';
import { standingConfirmation } from './confirmed.server';
import { coordinatorOfShift } from './coordinator.server';
import {
  findSignup,
  givePlaceBack,
  lockShift,
  seat,
  setWaiting,
  type Shift
} from './places.server';
import { checkInWindow } from '../door/window';
import { shift_check_ins, shift_signups } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

const Person = z.object({ shift_id: z.uuid(), member_id: z.uuid() });

/**
 * The coordinator saw the person. Marked afterwards, the start of the shift counts as arrival.
 * Whoever is checked in already stays so, and there is nothing to undo. Refuses `not_signed_up`,
 * `still_waiting`, `shift_cancelled`, `check_in_early`.
 */
export const markPresent = defineCommand({
  name: 'volunteering.mark_present',
  input: Person,
  who: coordinatorOfShift,
  async run(tx, { shift_id, member_id }, _coordinator, { communityId, caller, now }) {
    const shift = await lockShift(tx, communityId, shift_id, 'share');
    if (!shift) return refuse('not_found');
    const closed = refuseUnopened(shift, now);
    if (closed) return closed;
    const signup = await findSignup(tx, communityId, shift_id, member_id);
    if (!signup) return refuse('not_signed_up');
    if (signup.waiting_seq !== null) return refuse('still_waiting');
    const added = await mark(tx, shift, member_id, caller.accountId, now);
    const name = await nameOf(tx, communityId, member_id);
    return { ok: true, shift_id, member_id, name, added };
  },
  done: ({ shift_id, member_id, name, added }) => ({
    text: m.volunteering_done_marked_present({ name: String(name) }),
    ...(added === true && {
      undo: {
        command: 'volunteering.mark_absent',
        fields: { shift_id: String(shift_id), member_id: String(member_id) }
      }
    })
  })
});

/** Takes a check-in back, however it came about. Refuses `not_checked_in`, `already_confirmed`. */
export const markAbsent = defineCommand({
  name: 'volunteering.mark_absent',
  input: Person,
  who: coordinatorOfShift,
  async run(tx, { shift_id, member_id }, _coordinator, { communityId, caller, now }) {
    const shift = await lockShift(tx, communityId, shift_id);
    const arrival = shift && (await findCheckIn(tx, communityId, shift_id, member_id));
    if (!arrival) return refuse('not_checked_in');
    const name = await nameOf(tx, communityId, member_id);
    if (await standingConfirmation(tx, communityId, shift_id, member_id)) {
      return refuse('already_confirmed', { name });
    }
    await undoArrival(tx, communityId, arrival.id, { by: caller.accountId, at: now });
    return { ok: true, shift_id, check_in_id: arrival.id, name };
  },
  done: ({ shift_id, check_in_id, name }) => ({
    text: m.volunteering_done_marked_absent({ name: String(name) }),
    undo: {
      command: 'volunteering.restore_mark',
      fields: { shift_id: String(shift_id), check_in_id: String(check_in_id) }
    }
  })
});

/**
 * Brings back a check-in that was taken back, with its own time and evidence. Refuses
 * `not_signed_up`, `still_waiting`.
 */
export const restoreMark = defineCommand({
  name: 'volunteering.restore_mark',
  input: z.object({ shift_id: z.uuid(), check_in_id: z.uuid() }),
  who: coordinatorOfShift,
  async run(tx, { shift_id, check_in_id }, _coordinator, { communityId }) {
    await lockShift(tx, communityId, shift_id);
    const [undone] = await tx
      .select()
      .from(shift_check_ins)
      .where(and(isCheckIn(communityId, check_in_id), eq(shift_check_ins.shift_id, shift_id)));
    if (!undone) return refuse('not_found');
    const signup = await findSignup(tx, communityId, shift_id, undone.member_id);
    if (!signup) return refuse('not_signed_up');
    if (signup.waiting_seq !== null) return refuse('still_waiting');
    const name = await nameOf(tx, communityId, undone.member_id);
    if (!(await findCheckIn(tx, communityId, shift_id, undone.member_id))) {
      await tx
        .update(shift_check_ins)
        .set({ undone_by: null, undone_at: null })
        .where(isCheckIn(communityId, check_in_id));
    }
    return { ok: true, name };
  },
  done: ({ name }) => ({ text: m.volunteering_done_marked_present({ name: String(name) }) })
});

/**
 * Somebody came without having signed up: gives them a place and marks them present. Who waits in
 * vain or only forgot to check in is taken the same way. Undoing brings back what was before: no
 * sign-up, the number on the waiting list, or a place without a check-in. Refuses
 * `shift_full_at_door`, `check_in_early`, `shift_cancelled`.
 */
export const addWalkIn = defineCommand({
  name: 'volunteering.add_walk_in',
  input: Person,
  who: coordinatorOfShift,
  async run(tx, { shift_id, member_id }, _coordinator, { communityId, caller, now }) {
    const shift = await lockShift(tx, communityId, shift_id);
    if (!shift) return refuse('not_found');
    const closed = refuseUnopened(shift, now);
    if (closed) return closed;
    const [member] = await tx
      .select({ name: members.name })
      .from(members)
      .where(
        and(
          eq(members.community_id, communityId),
          eq(members.id, member_id),
          isNull(members.left_at)
        )
      );
    if (!member) return refuse('not_found');
    const signup = await findSignup(tx, communityId, shift_id, member_id);
    if (signup?.waiting_seq !== null) {
      const person = { memberId: member_id, by: caller.accountId, at: now };
      if (!(await seat(tx, shift, signup, person))) return refuse('shift_full_at_door');
    }
    const added = await mark(tx, shift, member_id, caller.accountId, now);
    const undo = !signup || signup.waiting_seq !== null ? 'undo_walk_in' : 'mark_absent';
    return {
      ok: true,
      shift_id,
      member_id,
      name: member.name,
      undo: added ? undo : '',
      waiting_seq: signup?.waiting_seq ?? ''
    };
  },
  done: ({ shift_id, member_id, name, undo, waiting_seq }) => ({
    text: m.volunteering_done_walk_in({ name: String(name) }),
    ...(undo && {
      undo: {
        command: `volunteering.${String(undo)}`,
        fields: {
          shift_id: String(shift_id),
          member_id: String(member_id),
          ...(waiting_seq && { waiting_seq: String(waiting_seq) })
        }
      }
    })
  })
});

/**
 * Takes back a walk-in: check-in, place and sign-up. With `waiting_seq`, the number that the person
 * had, they wait under it again. Refuses `not_signed_up`, `already_confirmed`.
 */
export const undoWalkIn = defineCommand({
  name: 'volunteering.undo_walk_in',
  input: Person.extend({ waiting_seq: wholeNumberField(1).optional() }),
  who: coordinatorOfShift,
  async run(tx, { shift_id, member_id, waiting_seq }, _coordinator, { communityId, caller, now }) {
    const shift = await lockShift(tx, communityId, shift_id);
    const signup = shift && (await findSignup(tx, communityId, shift_id, member_id));
    if (!signup) return refuse('not_signed_up');
    const name = await nameOf(tx, communityId, member_id);
    if (await standingConfirmation(tx, communityId, shift_id, member_id)) {
      return refuse('already_confirmed', { name });
    }
    const undone = { by: caller.accountId, at: now };
    const arrival = await findCheckIn(tx, communityId, shift_id, member_id);
    if (arrival) await undoArrival(tx, communityId, arrival.id, undone);
    if (waiting_seq && waiting_seq <= shift.waiting_seq) {
      await setWaiting(tx, communityId, signup.id, waiting_seq);
    } else {
      await cancel(tx, communityId, signup.id, undone);
    }
    if (signup.waiting_seq === null) await givePlaceBack(tx, shift, now);
    return { ok: true, shift_id, member_id, name };
  },
  done: ({ shift_id, member_id, name }) => ({
    text: m.volunteering_done_walk_in_undone({ name: String(name) }),
    undo: {
      command: 'volunteering.add_walk_in',
      fields: { shift_id: String(shift_id), member_id: String(member_id) }
    }
  })
});

/** Presence is marked from the opening of the door on; there is no latest time for paper lists. */
function refuseUnopened(shift: Shift, now: Date): Refused | undefined {
  if (shift.cancelled_at) return refuse('shift_cancelled');
  if (now < checkInWindow(spanOf(shift)).opens) return refuse('check_in_early');
}

/** Whether it is new: somebody who checked in before keeps that. */
async function mark(
  tx: Sql,
  shift: Shift,
  memberId: string,
  by: string,
  now: Date
): Promise<boolean> {
  const isOpen = now <= checkInWindow(spanOf(shift)).closes;
  const added = await recordArrivals(tx, [
    {
      communityId: shift.community_id,
      shiftId: shift.id,
      memberId,
      evidence: 'coordinator',
      arrivedAt: isOpen ? now : shift.starts_at,
      recordedAt: now,
      recordedBy: by
    }
  ]);
  return added.length > 0;
}

interface Undone {
  by: string;
  at: Date;
}

const undoArrival = (tx: Sql, communityId: string, id: string, { by, at }: Undone) =>
  tx
    .update(shift_check_ins)
    .set({ undone_by: by, undone_at: at })
    .where(isCheckIn(communityId, id));

const cancel = (tx: Sql, communityId: string, signupId: string, { by, at }: Undone) =>
  tx
    .update(shift_signups)
    .set({ cancelled_by: by, cancelled_at: at })
    .where(and(eq(shift_signups.community_id, communityId), eq(shift_signups.id, signupId)));

async function nameOf(tx: Sql, communityId: string, memberId: string): Promise<string> {
  const [member] = await tx
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.community_id, communityId), eq(members.id, memberId)));
  return member?.name ?? '';
}
