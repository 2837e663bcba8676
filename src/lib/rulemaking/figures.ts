import type { Fraction } from '../shared/fraction';
import type { ActivityUnit, SmallestUnit } from '../rules/model';
import { readNumber } from '../shared/number';
import { PER_POINT } from '../rules/scale';
import { formatPoints } from '../rules/words';

/** Figures as they stand in the fields of a form, and back. What is no such figure gives null. */

/** 9 half points stand as 4.5. */
export const pointsField = (units: number, smallest_unit: SmallestUnit): string =>
  formatPoints(units, { smallest_unit });

/** Smallest units; null for what is no number of them, such as 4.25 where half points are the smallest. */
export function readPoints(text: string, smallest_unit: SmallestUnit): number | null {
  const typed = readNumber(text);
  if (typed === null || typed < 0) return null;
  const units = typed * PER_POINT[smallest_unit];
  const whole = Math.round(units);
  return Math.abs(units - whole) < 1e-9 ? whole : null;
}

/** How minutes stand in a field: 60 as 1 hour, 90 as 1.5 hours, 45 as minutes. */
export function quantityField(
  quantity: number,
  unit: ActivityUnit
): { figure: string; in: string } {
  const inHours = unit === 'minutes' && quantity >= 60 && quantity % 30 === 0;
  return inHours
    ? { figure: String(quantity / 60), in: 'hours' }
    : { figure: String(quantity), in: unit };
}

/** Whole minutes, times or pieces. */
export function readQuantity(text: string, unit: string | undefined): number | null {
  const typed = readNumber(text);
  if (typed === null) return null;
  const quantity = unit === 'hours' ? Math.round(typed * 60 * 1e6) / 1e6 : typed;
  return Number.isSafeInteger(quantity) && quantity > 0 ? quantity : null;
}

/** 3/2 as 1.5; 1/3 and unreduced fractions as they are. */
export function factorField({ numerator, denominator }: Fraction): string {
  const decimal = String(numerator / denominator);
  const back = readDecimal(decimal);
  const isShort = /^\d+(\.\d{1,2})?$/.test(decimal);
  const isSame = back?.numerator === numerator && back.denominator === denominator;
  return isShort && isSame ? decimal : `${numerator}/${denominator}`;
}

export function readFactor(text: string): Fraction | null {
  const typed = text.normalize('NFKC').trim();
  const [, numerator, denominator] = /^(\d{1,3})\s*\/\s*(\d{1,3})$/.exec(typed) ?? [];
  if (numerator === undefined || denominator === undefined) return readDecimal(typed);
  const fraction = { numerator: Number(numerator), denominator: Number(denominator) };
  return fraction.denominator > 0 ? fraction : null;
}

function readDecimal(text: string): Fraction | null {
  const [, whole, decimals = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const denominator = 10 ** decimals.length;
  const numerator = Number(whole + decimals);
  const shared = commonDivisor(numerator, denominator);
  return { numerator: numerator / shared, denominator: denominator / shared };
}

const commonDivisor = (one: number, other: number): number =>
  other === 0 ? one : commonDivisor(other, one % other);
