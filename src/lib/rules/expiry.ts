import { addDays, monthAfter, startOfPeriod } from '../shared/civil-time';
import { multiplyRounded } from '../shared/fraction';
import type { Carried, EndPeriod, Expiry } from './model';
import { MONTHS } from './redemption';

/** The last civil date of the period that holds `date`. */
export const endOfPeriod = (date: string, period: EndPeriod): string =>
  addDays(monthAfter(startOfPeriod(date, period), MONTHS[period]), -1);

/** The period at whose ends points expire. */
export const periodOf = (expiry: Expiry): EndPeriod =>
  expiry.kind === 'lifetime' ? expiry.until : expiry.every;

/** The last civil date on which a point may be spent that was posted on `date`, if it is not carried over. */
export function lastDate(expiry: Expiry, date: string): string {
  const months = expiry.kind === 'lifetime' ? expiry.months : 0;
  return endOfPeriod(monthAfter(date, months), periodOf(expiry));
}

/** How much of a balance is carried over, in smallest units. */
export function carriedOf(balance: number, carried: Carried | undefined): number {
  if (!carried) return 0;
  if (carried.kind === 'points') return Math.min(balance, carried.points);
  const { numerator, denominator } = carried.share;
  return Math.min(balance, multiplyRounded(balance, numerator, denominator, carried.rounding));
}
