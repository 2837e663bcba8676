import type { SmallestUnit } from '../rules/model';
import { PER_POINT } from '../rules/scale';

/** An amount in another smallest unit; null when it would not be whole. */
export function rescaled(units: number, from: SmallestUnit, to: SmallestUnit): number | null {
  const scaled = (units * PER_POINT[to]) / PER_POINT[from];
  return Number.isInteger(scaled) ? scaled : null;
}
