export type Direction = 'down' | 'up' | 'nearest';

/**
 * The multiple of `step` next to `quantity` in the given direction; exact halves go up. Both are
 * integers, `quantity` 0 or more, `step` 1 or more.
 */
export function roundToStep(quantity: number, step: number, direction: Direction): number {
  const rest = quantity % step;
  if (rest === 0) return quantity;
  const below = quantity - rest;
  if (direction === 'down') return below;
  if (direction === 'up') return below + step;
  return rest * 2 >= step ? below + step : below;
}

/**
 * `amount × numerator ÷ denominator` as an integer, rounded in the given direction. All are
 * integers, `amount` and `numerator` 0 or more, `denominator` 1 or more. Exact while the product
 * is a safe integer.
 */
export function multiplyRounded(
  amount: number,
  numerator: number,
  denominator: number,
  direction: Direction
): number {
  return roundToStep(amount * numerator, denominator, direction) / denominator;
}

/** An exact share, such as two thirds: whole numbers, `denominator` 1 or more. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

/** Reads `2/3`; null for anything that is no share between 0 and 1, with three digits at most. */
export function readFraction(text: string): Fraction | null {
  const [, numerator, denominator] =
    /^\s*(\d{1,3})\s*[/／]\s*(\d{1,3})\s*$/.exec(text.normalize('NFKC')) ?? [];
  const fraction = { numerator: Number(numerator), denominator: Number(denominator) };
  const isShare = fraction.denominator > 0 && fraction.numerator <= fraction.denominator;
  return numerator && isShare ? fraction : null;
}

/**
 * Whether `part` of `whole` is less than (-1), exactly (0) or more than (1) the fraction, without
 * any rounding. All are whole numbers, 0 or more.
 */
export function compareShare(part: number, whole: number, share: Fraction): -1 | 0 | 1 {
  const left = BigInt(part) * BigInt(share.denominator);
  const right = BigInt(whole) * BigInt(share.numerator);
  return left < right ? -1 : left > right ? 1 : 0;
}
