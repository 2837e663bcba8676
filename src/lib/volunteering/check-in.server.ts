import { and, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { command_receipts } from '../commands/tables.server';
import { resident } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { isRefused, refuse, type Refused } from '../shared/result';
import { findCheckIn, isCheckIn, recordArrivals } from './arrivals.server';
import { isSame, posterToken, readScanStamp, sixDigitCode } from './check-in-code.server';
import { checkInKey } from './check-in-key.server';
import { findSignup, lockShift, type Shift } from './places.server';
import { listShiftsToCheckInto } from './open-shifts.server';
import { actedAt, arrivalTime, checkInWindow } from './shift';
import { shift_check_ins, type CheckInEvidence } from './tables.server';

const WRONG_CODES_ALLOWED = 10;
const WRONG_CODES_WITHIN_MINUTES = 10;

const CheckInInput = z.object({
  /** Left out where only the code was typed: then it is one of the person's own shifts. */
  shift_id: z.union([z.uuid(), z.literal('')]).default(''),
  token: z.string().max(64).default(''),
  code: z.string().max(20).default(''),
  /** The signed time of the scan, from the poster's page. */
  scan: z.string().max(80).default('')
});

/**
 * Checks in at the place with the poster's token or the six-digit code. Needs a sign-up with a
 * place; `arrivalTime` says which time counts. A second check-in changes nothing and says so.
 * Refuses `check_in_code_wrong`, `check_in_forged`, `check_in_tries`, `not_signed_up`,
 * `still_waiting`, `check_in_early`, `check_in_over`, `shift_cancelled`.
 */
export const checkIn = defineCommand({
  name: 'volunteering.check_in',
  input: CheckInInput,
  who: resident,
  async run(tx, input, { memberId }, context) {
    const { communityId, caller, now, phoneAt } = context;
    if (!input.token && (await wrongCodes(tx, context)) >= WRONG_CODES_ALLOWED) {
      return refuse('check_in_tries');
    }
    const shown = await shownShift(tx, input, memberId, context);
    if (isRefused(shown)) return shown;
    const { shift, evidence } = shown;
    if (shift.cancelled_at) return refuse('shift_cancelled');
    const signup = await findSignup(tx, communityId, shift.id, memberId);
    if (!signup) return refuse('not_signed_up');
    if (signup.waiting_seq !== null) return refuse('still_waiting');
    const scannedAt = readScanStamp(checkInKey(), { communityId, shiftId: shift.id }, input.scan);
    const arrivedAt = arrivalTime(spanOf(shift), { now, phoneAt, scannedAt });
    if (!(arrivedAt instanceof Date)) return arrivedAt;
    const added = await recordArrivals(tx, [
      {
        communityId,
        shiftId: shift.id,
        memberId,
        evidence,
        arrivedAt,
        recordedAt: now,
        recordedBy: caller.accountId
      }
    ]);
    return { ok: true, shift_id: shift.id, title: shift.title, already: added.length === 0 };
  },
  done: ({ title, already }) => ({
    text: already
      ? m.volunteering_done_already_checked_in({ title: String(title) })
      : m.volunteering_done_checked_in({ title: String(title) })
  })
});

/** Says that one has left; from then on no more minutes count. Refuses `not_checked_in`. */
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

/** The shift that the token or the code proves the person to be at. */
async function shownShift(
  tx: Sql,
  input: z.output<typeof CheckInInput>,
  memberId: string,
  { communityId, now, phoneAt }: CommandContext
): Promise<{ shift: Shift; evidence: CheckInEvidence } | Refused> {
  const shiftIds = input.shift_id
    ? [input.shift_id]
    : await listShiftsToCheckInto(tx, communityId, memberId, actedAt(now, phoneAt));
  const shown = shiftIds.find((shiftId) => proves(input, { communityId, shiftId }));
  const shift = shown && (await lockShift(tx, communityId, shown, 'share'));
  if (shift) return { shift, evidence: input.token ? 'poster' : 'code' };
  if (input.token) return refuse('check_in_forged');
  if (shiftIds.length === 0) return refuse('no_shift_now');
  return refuse('check_in_code_wrong', { field: 'code' });
}

function proves(
  { token, code }: { token: string; code: string },
  shift: { communityId: string; shiftId: string }
): boolean {
  if (token) return isSame(token, posterToken(checkInKey(), shift));
  return isSame(digitsOf(code), sixDigitCode(checkInKey(), shift));
}

/** Full-width digits and spaces as phones type them. */
const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '');

/** How many wrong codes this account sent in the last minutes: guessing must not pay. */
async function wrongCodes(tx: Sql, { communityId, caller, now }: CommandContext): Promise<number> {
  const since = new Date(now.getTime() - WRONG_CODES_WITHIN_MINUTES * 60_000);
  const [wrong] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(command_receipts)
    .where(
      and(
        eq(command_receipts.community_id, communityId),
        gt(command_receipts.at, since),
        eq(command_receipts.actor, caller.accountId),
        eq(command_receipts.name, 'volunteering.check_in'),
        sql`${command_receipts.outcome} ->> 'refused' = 'check_in_code_wrong'`
      )
    );
  return wrong?.count ?? 0;
}
