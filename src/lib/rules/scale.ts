import type { SmallestUnit } from './model';

/** Smallest units that make a point. */
export const PER_POINT: Record<SmallestUnit, number> = { '1': 1, '1/2': 2, '1/10': 10 };

/** Smallest units as points for showing: 9 halves are 4.5. Never calculate with the result. */
export const inPoints = (units: number, smallestUnit: SmallestUnit): number =>
  units / PER_POINT[smallestUnit];
