import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { resident } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { assert, refuse, type Refused } from '../shared/result';
import { findCheckIn } from './arrivals.server';
import {
  addSignup,
  findShift,
  findSignup,
  givePlaceBack,
  isShift,
  lockShift,
  notBegun,
  takePlace,
  waitingPosition,
  type Shift
} from './places.server';
import { shift_signups, shifts } from './tables.server';

/**
 * Takes a place in a shift that has not begun, or with `waiting=yes` a number on its waiting list
 * when it is full. Refuses `already_signed_up`, `shift_full`, `shift_started`, `shift_over`,
 * `shift_cancelled`.
 */
export const signUp = defineCommand({
  name: 'volunteering.sign_up',
  input: z.object({ shift_id: z.uuid(), waiting: z.enum(['yes', '']).default('') }),
  who: resident,
  async run(tx, { shift_id, waiting }, { memberId }, { communityId, caller, now }) {
    const person = { memberId, by: caller.accountId, at: now };
    const free = await takePlace(tx, communityId, shift_id, notBegun(now));
    // Who wants to wait must hold the shift, so that no place comes back unseen in between.
    const look = waiting === 'yes' ? lockShift : findShift;
    const shift = free ?? (await look(tx, communityId, shift_id));
    if (!shift) return refuse('not_found');
    const mayRetry = !free && shift.taken < shift.capacity;
    const taken = mayRetry ? await takePlace(tx, communityId, shift_id, notBegun(now)) : free;
    if (taken) {
      const added = await addSignup(tx, taken, { ...person, waitingSeq: null });
      return added ? { ok: true, shift_id, position: 0 } : refuse('already_signed_up');
    }
    const known = await findSignup(tx, communityId, shift_id, memberId);
    if (known) return refuse('already_signed_up');
    const closed = refuseClosed(shift, now);
    if (closed) return closed;
    if (waiting !== 'yes') return refuse('shift_full');
    const seq = await nextWaitingSeq(tx, shift);
    const added = await addSignup(tx, shift, { ...person, waitingSeq: seq });
    if (!added) return refuse('already_signed_up');
    return { ok: true, shift_id, position: await waitingPosition(tx, shift, seq) };
  },
  done: ({ shift_id, position }) => ({
    text:
      Number(position) > 0
        ? m.volunteering_done_waiting({ position: Number(position) })
        : m.volunteering_done_signed_up(),
    undo: { command: 'volunteering.cancel', fields: { shift_id: String(shift_id) } }
  })
});

/**
 * Gives up a place or a number on the waiting list before the start; a place goes to who waits
 * first, in the same transaction. Refuses `not_signed_up`, `already_checked_in`, `cancel_too_late`,
 * `shift_cancelled`.
 */
export const cancelSignup = defineCommand({
  name: 'volunteering.cancel',
  input: z.object({ shift_id: z.uuid() }),
  who: resident,
  async run(tx, { shift_id }, { memberId }, { communityId, caller, now }) {
    const shift = await lockShift(tx, communityId, shift_id);
    if (!shift) return refuse('not_found');
    const signup = await findSignup(tx, communityId, shift_id, memberId);
    if (!signup) return refuse('not_signed_up');
    if (shift.cancelled_at) return refuse('shift_cancelled');
    if (now >= shift.starts_at) return refuse('cancel_too_late');
    if (await findCheckIn(tx, communityId, shift_id, memberId)) return refuse('already_checked_in');
    await tx
      .update(shift_signups)
      .set({ cancelled_by: caller.accountId, cancelled_at: now })
      .where(and(eq(shift_signups.community_id, communityId), eq(shift_signups.id, signup.id)));
    if (signup.waiting_seq === null) await givePlaceBack(tx, shift, now);
    return { ok: true, shift_id };
  },
  done: ({ shift_id }) => ({
    text: m.volunteering_done_cancelled(),
    undo: {
      command: 'volunteering.sign_up',
      fields: { shift_id: String(shift_id), waiting: 'yes' }
    }
  })
});

function refuseClosed(shift: Shift, now: Date): Refused | undefined {
  if (shift.cancelled_at) return refuse('shift_cancelled');
  if (now >= shift.ends_at) return refuse('shift_over');
  if (now >= shift.starts_at) return refuse('shift_started');
}

/** Numbers are given out once: who leaves the list and comes back stands at its end. */
async function nextWaitingSeq(tx: Sql, shift: Shift): Promise<number> {
  const [numbered] = await tx
    .update(shifts)
    .set({ waiting_seq: sql`${shifts.waiting_seq} + 1` })
    .where(isShift(shift.community_id, shift.id))
    .returning({ seq: shifts.waiting_seq });
  assert(numbered, 'the shift is locked');
  return numbered.seq;
}
