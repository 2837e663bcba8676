import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedIn } from './compute';
import type { AwardRule } from './model';

type PerUnit = Extract<AwardRule, { kind: 'per_unit' }>;
const byTheHour = (most: number, rounding: PerUnit['rounding']): PerUnit => ({
  kind: 'per_unit',
  points: 5,
  per: 60,
  step: 60,
  rounding,
  most
});

test('5 for an hour, rounded up, for 90 minutes at most: 100 minutes count as one hour', () => {
  expect(countedIn(byTheHour(90, 'up'), 100)).toBe(60);
  expect(countedIn(byTheHour(120, 'up'), 100)).toBe(120);
  expect(countedIn(byTheHour(120, 'up'), 190)).toBe(120);
});

test('whatever the rounding is, a whole number of steps counts and never more than the maximum', () => {
  const rounding = fc.constantFrom<PerUnit['rounding']>('up', 'down', 'nearest');
  const amount = fc.integer({ min: 0, max: 2000 });
  const step = fc.integer({ min: 1, max: 90 });
  fc.assert(
    fc.property(rounding, amount, amount, step, (direction, quantity, most, size) => {
      const counted = countedIn({ ...byTheHour(most, direction), step: size }, quantity);
      expect(counted).toBeLessThanOrEqual(most);
      expect(counted % size).toBe(0);
    })
  );
});
