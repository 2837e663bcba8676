import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareShare, multiplyRounded, readFraction, roundToStep } from './fraction';

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

test.each([
  ['2/3', { numerator: 2, denominator: 3 }],
  [' 1 ／ 2 ', { numerator: 1, denominator: 2 }],
  ['0/1', { numerator: 0, denominator: 1 }],
  ['3/2', null],
  ['1/0', null],
  ['0.5', null],
  ['', null]
])('%s is read as a share or not at all', (text, expected) => {
  expect(readFraction(text)).toEqual(expected);
});

const figure = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const share = fc
  .record({ numerator: fc.nat({ max: 999 }), denominator: fc.integer({ min: 1, max: 999 }) })
  .filter(({ numerator, denominator }) => numerator <= denominator);

test('a share is compared exactly: k times n is n of d of k times d, one more is more', () => {
  const times = fc.integer({ min: 1, max: 1_000_000_000 });
  fc.assert(
    fc.property(times, share, (k, { numerator, denominator }) => {
      const whole = k * denominator;
      expect(compareShare(k * numerator, whole, { numerator, denominator })).toBe(0);
      expect(compareShare(k * numerator + 1, whole, { numerator, denominator })).toBe(1);
      if (numerator > 0)
        expect(compareShare(k * numerator - 1, whole, { numerator, denominator })).toBe(-1);
    })
  );
});

test('the same fraction in other figures compares alike', () => {
  fc.assert(
    fc.property(figure, figure, share, fc.integer({ min: 1, max: 999 }), (part, whole, one, k) => {
      const other = { numerator: one.numerator * k, denominator: one.denominator * k };
      expect(compareShare(part, whole, other)).toBe(compareShare(part, whole, one));
    })
  );
});
