import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { readTimeZone } from '../communities/time-zone.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { isActivityAt } from '../rules/read.server';
import { civilDate, isPlausibleDate, weeklyDates } from '../shared/civil-time';
import { newId } from '../shared/id';
import { isRefused, refuse, type Refused } from '../shared/result';
import { coordinatorOfShift, coordinatorOfTeam } from './coordinator.server';
import { isShift, lockShift, moveUp, type Shift } from './places.server';
import { MOST_REPEATS, spanOn } from './plan';
import type { Span } from '../door/window';
import { shift_confirmations, shifts } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

export const MOST_PLACES = 500;

const text = (most: number) => z.string().trim().min(1).max(most);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const Plan = z.object({
  title: text(60),
  activity: text(64),
  place: text(80),
  note: z.string().trim().max(500).default(''),
  date: z.string().max(10),
  from: time,
  to: time,
  capacity: wholeNumberField(1, MOST_PLACES)
});

/**
 * Plans a shift of a team, or the same one on several weeks. Refuses `shift_in_past`,
 * `shift_date_wrong`, `shift_too_long`, `activity_unknown`.
 */
export const createShift = defineCommand({
  name: 'volunteering.create_shift',
  input: Plan.extend({
    team_id: z.uuid(),
    weeks: wholeNumberField(1, MOST_REPEATS).default(1)
  }),
  who: coordinatorOfTeam,
  async run(tx, input, { memberId, teamId }, { communityId, now }) {
    const planned: (typeof shifts.$inferInsert)[] = [];
    const timeZone = await readTimeZone(tx, communityId);
    for (const date of weeklyDates(input.date, input.weeks)) {
      const span = planSpan({ ...input, date }, timeZone, now);
      if (isRefused(span)) return span;
      planned.push({
        community_id: communityId,
        id: newId(),
        team_id: teamId,
        ...described(input, span),
        created_by: memberId,
        created_at: now
      });
    }
    const starts = planned.map(({ starts_at }) => starts_at);
    const unknown = await refuseUnknownActivity(tx, communityId, input.activity, starts);
    if (unknown) return unknown;
    await tx.insert(shifts).values(planned);
    return { ok: true, shift_id: planned[0]?.id ?? '', count: planned.length };
  },
  done: ({ count }) => ({
    text:
      Number(count) > 1
        ? m.volunteering_done_shifts_created({ count: Number(count) })
        : m.volunteering_done_shift_created()
  })
});

/**
 * Changes a shift of which nothing is confirmed yet. More places go to who waits. Refuses
 * `capacity_below_taken`, `shift_has_confirmations`, `shift_cancelled` and what planning refuses.
 */
export const editShift = defineCommand({
  name: 'volunteering.edit_shift',
  input: Plan.extend({ shift_id: z.uuid() }),
  who: coordinatorOfShift,
  async run(tx, input, _coordinator, { communityId, now }) {
    const shift = await lockShift(tx, communityId, input.shift_id);
    if (!shift) return refuse('not_found');
    if (shift.cancelled_at) return refuse('shift_cancelled');
    if (await hasConfirmations(tx, shift)) return refuse('shift_has_confirmations');
    const timeZone = await readTimeZone(tx, communityId);
    const span = planSpan(input, timeZone, now < shift.ends_at ? now : shift.created_at);
    if (isRefused(span)) return span;
    const { startsAt } = span;
    if (input.activity !== shift.activity || startsAt.getTime() !== shift.starts_at.getTime()) {
      const unknown = await refuseUnknownActivity(tx, communityId, input.activity, [startsAt]);
      if (unknown) return unknown;
    }
    const [changed] = await tx
      .update(shifts)
      .set({ ...described(input, span), revision: sql`${shifts.revision} + 1` })
      .where(and(isShift(communityId, shift.id), sql`${shifts.taken} <= ${input.capacity}`))
      .returning();
    if (!changed) {
      return refuse('capacity_below_taken', { field: 'capacity', taken: shift.taken });
    }
    await moveUp(tx, changed, now);
    return { ok: true, shift_id: shift.id };
  },
  done: () => ({ text: m.volunteering_done_shift_edited() })
});

/** Calls a shift off; the sign-ups stay, so that people see why. */
export const cancelShift = defineCommand({
  name: 'volunteering.cancel_shift',
  input: z.object({ shift_id: z.uuid(), reason: text(200) }),
  who: coordinatorOfShift,
  async run(tx, { shift_id, reason }, { memberId }, { communityId, now }) {
    const shift = await lockShift(tx, communityId, shift_id);
    if (!shift) return refuse('not_found');
    if (now >= shift.ends_at) return refuse('shift_over');
    if (await hasConfirmations(tx, shift)) return refuse('shift_has_confirmations');
    const [cancelled] = await tx
      .update(shifts)
      .set({
        cancelled_by: memberId,
        cancelled_at: now,
        cancel_reason: reason,
        revision: sql`${shifts.revision} + 1`
      })
      .where(and(isShift(communityId, shift_id), isNull(shifts.cancelled_at)))
      .returning({ id: shifts.id });
    return cancelled ? { ok: true, shift_id } : refuse('shift_cancelled');
  },
  done: ({ shift_id }) => ({
    text: m.volunteering_done_shift_cancelled(),
    undo: { command: 'volunteering.restore_shift', fields: { shift_id: String(shift_id) } }
  })
});

/** Takes the calling-off back while the shift has not ended. Refuses `shift_not_cancelled`, `shift_over`. */
export const restoreShift = defineCommand({
  name: 'volunteering.restore_shift',
  input: z.object({ shift_id: z.uuid() }),
  who: coordinatorOfShift,
  async run(tx, { shift_id }, _coordinator, { communityId, now }) {
    const shift = await lockShift(tx, communityId, shift_id);
    if (!shift) return refuse('not_found');
    if (!shift.cancelled_at) return refuse('shift_not_cancelled');
    if (now > shift.ends_at) return refuse('shift_over');
    const restored = { ...shift, cancelled_at: null };
    await tx
      .update(shifts)
      .set({
        cancelled_by: null,
        cancelled_at: null,
        cancel_reason: null,
        revision: sql`${shifts.revision} + 1`
      })
      .where(isShift(communityId, shift_id));
    await moveUp(tx, restored, now);
    return { ok: true, shift_id };
  },
  done: () => ({ text: m.volunteering_done_shift_restored() })
});

const described = (input: z.output<typeof Plan>, { startsAt, endsAt }: Span) => ({
  title: input.title,
  activity: input.activity,
  place: input.place,
  note: input.note,
  capacity: input.capacity,
  starts_at: startsAt,
  ends_at: endsAt
});

/** The span of a plan that has not ended at `now`, on a date that can be meant. */
function planSpan(
  day: { date: string; from: string; to: string },
  timeZone: string,
  now: Date
): Span | Refused {
  const span = spanOn(day, timeZone);
  if (isRefused(span)) return span;
  if (!isPlausibleDate(day.date, civilDate(now.getTime(), timeZone))) {
    return refuse('shift_date_wrong', { field: 'date' });
  }
  return span.endsAt <= now ? refuse('shift_in_past', { field: 'date' }) : span;
}

/** The rules of the day of the shift decide, as they will when it is confirmed. */
async function refuseUnknownActivity(
  tx: Sql,
  communityId: string,
  activity: string,
  starts: Date[]
): Promise<Refused | undefined> {
  const isKnown = await isActivityAt(tx, communityId, activity, starts);
  return isKnown ? undefined : refuse('activity_unknown', { field: 'activity' });
}

async function hasConfirmations(tx: Sql, shift: Shift): Promise<boolean> {
  const found = await tx
    .select({ revision: shift_confirmations.revision })
    .from(shift_confirmations)
    .where(
      and(
        eq(shift_confirmations.community_id, shift.community_id),
        eq(shift_confirmations.shift_id, shift.id)
      )
    )
    .limit(1);
  return found.length > 0;
}
