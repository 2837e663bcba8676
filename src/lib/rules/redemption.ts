import { addDays, monthAfter, startOfPeriod } from '../shared/civil-time';
import type { DayOfPeriod, EndPeriod, Redemption, RedemptionWindow } from './model';

/** How many months each period has. */
export const MONTHS: Record<EndPeriod, number> = { month: 1, quarter: 3, year: 12 };

/** The days of a window in the period that holds a date, both included. */
export interface Opening {
  from: string;
  until: string;
}

/** When a window is open in the period that holds `date`. */
export function openingOf({ every, from, until }: RedemptionWindow, date: string): Opening {
  const start = startOfPeriod(date, every);
  return { from: dateIn(start, from), until: dateIn(start, until) };
}

/** Whether points may be redeemed on a civil date. */
export function isOpen({ windows }: Pick<Redemption, 'windows'>, date: string): boolean {
  if (windows.length === 0) return true;
  return windows.some((window) => {
    const { from, until } = openingOf(window, date);
    return from <= date && date <= until;
  });
}

/**
 * The earliest opening that is not over on `date`: the one that is open, or the next to come. Null
 * where points may be redeemed always.
 */
export function nextOpening(
  { windows }: Pick<Redemption, 'windows'>,
  date: string
): Opening | null {
  const ahead = windows.map((window) => {
    const now = openingOf(window, date);
    if (now.until >= date) return now;
    return openingOf(window, monthAfter(startOfPeriod(date, window.every), MONTHS[window.every]));
  });
  ahead.sort((one, other) => (one.from < other.from ? -1 : 1));
  return ahead[0] ?? null;
}

/** A day that the month lacks is its last. */
function dateIn(start: string, { month, day }: DayOfPeriod): string {
  const first = monthAfter(start, month - 1);
  const last = addDays(monthAfter(first, 1), -1);
  const date = addDays(first, day - 1);
  return date < last ? date : last;
}
