import { plannedMinutes, type Span } from '../door/window';

/** How far a coordinator may go beyond the planned length of a shift. */
export const OVERTIME_MINUTES = 30;
/** A shift lasts half a day at most, also when it goes past midnight. */
export const LONGEST_SHIFT_MINUTES = 12 * 60;

const MS_PER_MINUTE = 60_000;

export const mostMinutes = (shift: Span): number => plannedMinutes(shift) + OVERTIME_MINUTES;

/**
 * The whole minutes that a coordinator is offered to confirm: from the arrival, but not before the
 * start, until the check-out or else the end of the shift. From 0 to the planned length and 30.
 */
export function servedMinutes(shift: Span, arrivedAt: Date | null, leftAt: Date | null): number {
  const from = Math.max(shift.startsAt.getTime(), arrivedAt?.getTime() ?? 0);
  const until = leftAt?.getTime() ?? shift.endsAt.getTime();
  const minutes = Math.round((until - from) / MS_PER_MINUTE);
  return Math.min(Math.max(minutes, 0), mostMinutes(shift));
}
