import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multiplyRounded, roundToStep } from './fraction';

test.each([
  [0, 30, 'down', 0],
  [29, 30, 'down', 0],
  [30, 30, 'down', 30],
  [59, 30, 'down', 30],
  [1, 30, 'up', 30],
  [30, 30, 'up', 30],
  [31, 30, 'up', 60],
  [14, 30, 'nearest', 0],
  [15, 30, 'nearest', 30],
  [44, 30, 'nearest', 30],
  [45, 30, 'nearest', 60]
] as const)('%i in steps of %i going %s is %i', (quantity, step, direction, expected) => {
  expect(roundToStep(quantity, step, direction)).toBe(expected);
});

test('three halves of five are 7, 8 or 8 as the direction says', () => {
  expect(multiplyRounded(5, 3, 2, 'down')).toBe(7);
  expect(multiplyRounded(5, 3, 2, 'up')).toBe(8);
  expect(multiplyRounded(5, 3, 2, 'nearest')).toBe(8);
});

test('a product is always an integer within one of the exact value', () => {
  const part = fc.integer({ min: 0, max: 1_000_000 });
  const direction = fc.constantFrom('down', 'up', 'nearest');
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1, max: 1000 }), direction, (amount, n, d, way) => {
      const rounded = multiplyRounded(amount, n, d, way);
      expect(Number.isSafeInteger(rounded)).toBe(true);
      expect(Math.abs(rounded - (amount * n) / d)).toBeLessThan(1);
    })
  );
});
