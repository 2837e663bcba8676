import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { resident } from '../communities/authority.server';
import { checkInWords } from '../door/words';
import { Members, refuseStrangers } from '../door/party.server';
import { ProofInput, readProof } from '../door/proof.server';
import { scannedAt } from '../door/scan.server';
import { actedAt, checkInWindow, judgeArrival } from '../door/window';
import { hasGuessedTooOften } from '../door/wrong-codes.server';
import { m } from '../paraglide/messages';
import { isRefused, refuse, type Refused } from '../shared/result';
import { findCheckIn, isCheckIn, recordArrivals } from './arrivals.server';
import { findSignups, lockShift, seat, type Shift, type Signup } from './places.server';
import { shift_check_ins } from './tables.server';

/**
 * Checks in at the place with the token of a code or the six digits: those of one's own who are
 * named, or oneself. Needs a sign-up with a place, or with `join=yes` takes one that is left, also
 * once the shift has begun, but not by what a phone sends long afterwards; `judgeArrival` says which
 * time counts, and as what. A second check-in changes nothing and says so. Refuses
 * `check_in_code_wrong`, `check_in_forged`, `check_in_tries`, `check_in_stale`,
 * `check_in_late_stranger`, `not_of_household`, `not_signed_up`, `not_signed_up_of`,
 * `still_waiting`, `full_at_door`, `check_in_early`, `check_in_over`, `shift_cancelled`.
 */
export const checkIn = defineCommand({
  name: 'volunteering.check_in',
  input: z.object({ shift_id: z.uuid(), member: Members, ...ProofInput }),
  who: resident,
  async run(tx, input, { memberId }, context) {
    const { communityId, caller, now, phoneAt } = context;
    const occasion = { communityId, occasionId: input.shift_id };
    if (!input.token && (await hasGuessedTooOften(tx, context))) return refuse('check_in_tries');
    const shown = readProof(input, occasion, context);
    if (!shown) {
      if (input.token) return refuse('check_in_forged');
      return refuse('check_in_code_wrong', { field: 'code' });
    }
    const joins = input.join === 'yes';
    const shift = await lockShift(tx, communityId, input.shift_id, joins ? 'update' : 'share');
    if (!shift) return refuse('not_found');
    if (shift.cancelled_at) return refuse('shift_cancelled');
    const arriving = input.member.length > 0 ? input.member : [memberId];
    const names = await refuseStrangers(tx, arriving, memberId, context);
    if (!(names instanceof Map)) return names;
    const times = { now, phoneAt, scannedAt: scannedAt(occasion, input.scan) };
    const judged = judgeArrival(spanOf(shift), shown, times);
    const signups = await findSignups(tx, communityId, shift.id, arriving);
    const strangers = arriving.filter((id) => signups.get(id)?.waiting_seq !== null);
    if (strangers.length > 0) {
      if (!joins) return whyNoPlace(strangers, signups, memberId, names);
      if (isRefused(judged)) return judged;
      if (judged.evidence === 'late') return refuse('check_in_late_stranger');
      for (const id of strangers) {
        const person = { memberId: id, by: caller.accountId, at: now };
        if (!(await seat(tx, shift, signups.get(id), person))) return refuse('full_at_door');
      }
    }
    if (isRefused(judged)) return judged;
    const of = { communityId, shiftId: shift.id, recordedAt: now, recordedBy: caller.accountId };
    const added = await recordArrivals(
      tx,
      arriving.map((id) => ({ ...of, memberId: id, ...judged }))
    );
    return { ok: true, shift_id: shift.id, title: shift.title, already: added.length === 0 };
  },
  done: ({ title, already }) => ({ text: checkInWords(String(title), Boolean(already)) })
});

function whyNoPlace(
  strangers: string[],
  signups: Map<string, Signup>,
  memberId: string,
  names: Map<string, string>
): Refused {
  const unknown = strangers.find((id) => !signups.has(id));
  if (!unknown) return refuse('still_waiting');
  if (unknown === memberId) return refuse('not_signed_up');
  return refuse('not_signed_up_of', { name: names.get(unknown) ?? '' });
}

/**
 * Says that one has left; from then on no more minutes count. Refuses `not_checked_in`,
 * `already_checked_out`.
 */
export const checkOut = defineCommand({
  name: 'volunteering.check_out',
  input: z.object({ shift_id: z.uuid() }),
  who: resident,
  async run(tx, { shift_id }, { memberId }, { communityId, now, phoneAt }) {
    const shift = await lockShift(tx, communityId, shift_id, 'share');
    if (!shift) return refuse('not_found');
    const arrival = await findCheckIn(tx, communityId, shift_id, memberId);
    if (!arrival) return refuse('not_checked_in');
    if (arrival.left_at) return refuse('already_checked_out');
    const { closes } = checkInWindow(spanOf(shift));
    const left = Math.min(actedAt(now, phoneAt).getTime(), closes.getTime());
    const left_at = new Date(Math.max(left, arrival.arrived_at.getTime()));
    await tx.update(shift_check_ins).set({ left_at }).where(isCheckIn(communityId, arrival.id));
    return { ok: true, shift_id };
  },
  done: ({ shift_id }) => ({
    text: m.volunteering_done_checked_out(),
    undo: { command: 'volunteering.stay', fields: { shift_id: String(shift_id) } }
  })
});

/** Takes a check-out back: one stays after all. Refuses `not_checked_in`, `shift_over`. */
export const stay = defineCommand({
  name: 'volunteering.stay',
  input: z.object({ shift_id: z.uuid() }),
  who: resident,
  async run(tx, { shift_id }, { memberId }, { communityId, now }) {
    const shift = await lockShift(tx, communityId, shift_id, 'share');
    if (!shift) return refuse('not_found');
    const arrival = await findCheckIn(tx, communityId, shift_id, memberId);
    if (!arrival?.left_at) return refuse('not_checked_in');
    if (now > checkInWindow(spanOf(shift)).closes) return refuse('shift_over');
    await tx
      .update(shift_check_ins)
      .set({ left_at: null })
      .where(isCheckIn(communityId, arrival.id));
    return { ok: true, shift_id };
  },
  done: () => ({ text: m.volunteering_done_stay() })
});

export const spanOf = (shift: Pick<Shift, 'starts_at' | 'ends_at'>) => ({
  startsAt: shift.starts_at,
  endsAt: shift.ends_at
});
