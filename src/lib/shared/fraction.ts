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
