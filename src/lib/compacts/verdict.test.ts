import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Count, type Thresholds } from './verdict';

const HALF_OF_TWO_THIRDS: Thresholds = {
  turnout: { numerator: 2, denominator: 3 },
  approval: { numerator: 1, denominator: 2 },
  approvalRule: 'more_than',
  approvalOf: 'for_and_against'
};

const count = (onRoll: number, in_favour: number, against: number, abstaining = 0): Count => ({
  onRoll,
  turnedOut: in_favour + against + abstaining,
  in_favour,
  against,
  abstaining
});

test('200 of 300 households are two thirds exactly, and 199 are not', () => {
  expect(decide(count(300, 150, 50), HALF_OF_TWO_THIRDS).verdict).toBe('adopted');
  expect(decide(count(300, 199, 0), HALF_OF_TWO_THIRDS)).toEqual({
    verdict: 'failed',
    reason: 'too_few_took_part'
  });
});

test('half is not more than half, but it is at least half', () => {
  expect(decide(count(100, 50, 50), HALF_OF_TWO_THIRDS).verdict).toBe('rejected');
  const atLeast = { ...HALF_OF_TWO_THIRDS, approvalRule: 'at_least' } as const;
  expect(decide(count(100, 50, 50), atLeast).verdict).toBe('adopted');
});

test('abstentions weigh only where the share is taken of all who voted, or of the roll', () => {
  const result = count(100, 45, 30, 25);
  expect(decide(result, HALF_OF_TWO_THIRDS).verdict).toBe('adopted');
  expect(decide(result, { ...HALF_OF_TWO_THIRDS, approvalOf: 'cast' }).verdict).toBe('rejected');
  expect(decide(result, { ...HALF_OF_TWO_THIRDS, approvalOf: 'roll' }).verdict).toBe('rejected');
});

test('when all abstain nothing is adopted, and an empty roll decides nothing', () => {
  const lenient = {
    ...HALF_OF_TWO_THIRDS,
    approvalRule: 'at_least',
    approval: { numerator: 0, denominator: 1 }
  } as const;
  expect(decide(count(3, 0, 0, 3), lenient).verdict).toBe('rejected');
  expect(decide(count(0, 0, 0), lenient).verdict).toBe('failed');
});

test('a count that differs from the marks on the roll is never certified', () => {
  const wrong = { ...count(10, 9, 0), turnedOut: 10 };
  expect(decide(wrong, HALF_OF_TWO_THIRDS)).toEqual({ verdict: 'failed', reason: 'counts_differ' });
});

const anything = fc.record({
  onRoll: fc.integer({ min: 1, max: 3000 }),
  in_favour: fc.nat(1000),
  against: fc.nat(1000),
  abstaining: fc.nat(1000)
});

test('one more in favour in place of one against never turns an adoption around', () => {
  fc.assert(
    fc.property(anything, ({ onRoll, in_favour, against, abstaining }) => {
      const before = decide(count(onRoll, in_favour, against + 1, abstaining), HALF_OF_TWO_THIRDS);
      const after = decide(count(onRoll, in_favour + 1, against, abstaining), HALF_OF_TWO_THIRDS);
      if (before.verdict === 'adopted') expect(after.verdict).toBe('adopted');
    })
  );
});
