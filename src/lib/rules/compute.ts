import { multiplyRounded, roundToStep, type Fraction } from '../shared/fraction';
import { MAX_POINTS, MAX_QUANTITY, type Fact } from './award';
import { attributeOf, checkAll, type Check } from './conditions';
import { spanOf, type Span } from './days';
import type { AwardRule, Band, Factor, Multiply, Rule } from './model';

/**
 * What a rule gives for a fact of a civil day before cooldown, caps and stacking, in smallest
 * units; -1 when the rule does not match.
 */
export type Compute = (fact: Fact, day: number) => number;

/** The award of a fact that meets the rule's conditions; -1 when it has no place in the award. */
type ComputeAward = (fact: Fact, quantity: number) => number;

/** Turns a rule into the function that judges facts by it. Its cost is linear in the rule's size. */
export function computeOf(rule: Rule): Compute {
  const { first, last } = spanOf(rule.during);
  const check = checkAll(rule.where);
  const award = computeAwardOf(rule.award);
  const multiply = rule.multiply && multiplyOf(rule.multiply);
  return (fact, day) => {
    if (day < first || day > last) return -1;
    if (check && !check(fact)) return -1;
    const points = award(fact, countedQuantity(fact));
    return multiply ? multiply(points, fact, day) : points;
  };
}

/** The quantity that counts: a whole number from 0 to `MAX_QUANTITY`. */
export function countedQuantity({ quantity }: Fact): number {
  if (quantity > 0) return quantity < MAX_QUANTITY ? Math.trunc(quantity) : MAX_QUANTITY;
  return 0;
}

/** The award alone, without dates, conditions and factors. */
export function computeAwardOf(award: AwardRule): ComputeAward {
  switch (award.kind) {
    case 'fixed': {
      const { points } = award;
      return (_, quantity) => (quantity > 0 ? points : 0);
    }
    case 'per_unit': {
      const { points, per, rounding } = award;
      return (_, quantity) =>
        atMost(multiplyRounded(countedIn(award, quantity), points, per, rounding));
    }
    case 'table': {
      const levels = new Map<unknown, number>(
        award.levels.map((each) => [each.value, each.points])
      );
      const { attribute } = award;
      return (fact, quantity) => {
        const points = levels.get(attributeOf(fact, attribute));
        return points === undefined ? -1 : quantity > 0 ? points : 0;
      };
    }
    case 'bands':
      return (_, quantity) => (quantity > 0 ? (bandOf(award.bands, quantity)?.points ?? -1) : 0);
    case 'mean': {
      const { points, per, rounding } = award;
      return (fact, quantity) => {
        const scores = scoresOf(award, fact);
        if (!scores) return -1;
        if (quantity === 0) return 0;
        const sum = scores.reduce((total, score) => total + score, 0);
        return atMost(multiplyRounded(sum, points, scores.length * per, rounding));
      };
    }
  }
}

/**
 * What counts of a quantity under an award by the unit: in whole steps, and after rounding as before
 * no more than `most`.
 */
export function countedIn(
  { step, rounding, most }: Extract<AwardRule, { kind: 'per_unit' }>,
  quantity: number
): number {
  const counted = roundToStep(quantity, step, rounding);
  return most !== undefined && counted > most ? roundToStep(most, step, 'down') : counted;
}

/** The band that a quantity lies in; of several the first. */
export function bandOf(bands: Band[], quantity: number): Band | undefined {
  for (const band of bands) {
    if (quantity >= band.from && (band.below === undefined || quantity < band.below)) return band;
  }
  return undefined;
}

/** The scores of a fact, when enough assessors have given one. */
export function scoresOf(
  { attribute, least }: Extract<AwardRule, { kind: 'mean' }>,
  fact: Fact
): number[] | null {
  const scores = attributeOf(fact, attribute);
  if (!Array.isArray(scores) || scores.length < Math.max(1, least)) return null;
  return scores.every((score) => Number.isInteger(score) && score >= 0 && score <= MAX_SCORE)
    ? scores
    : null;
}

/** No score is higher, so that the sum of many stays exact. */
export const MAX_SCORE = 10_000;

/** The stated factors that apply to a fact, for its receipt. */
export function factorsFor(multiply: Multiply, fact: Fact, day: number): Factor[] {
  return multiply.factors.filter((factor) => {
    const { span, check } = factorOf(factor);
    return day >= span.first && day <= span.last && (!check || check(fact));
  });
}

/** Which factors apply to a fact, in the order of the document. */
function factorsOf(multiply: Multiply): (fact: Fact, day: number) => Fraction[] {
  const factors = multiply.factors.map(factorOf);
  return (fact, day) => {
    const applied: Fraction[] = [];
    for (const { by, span, check } of factors) {
      if (day >= span.first && day <= span.last && (!check || check(fact))) applied.push(by);
    }
    return applied;
  };
}

/** `points` times all of the factors, exact until it is rounded once. */
export function timesAll(points: number, by: Fraction[], { rounding }: Multiply): number {
  let [numerator, denominator] = [1, 1];
  for (const factor of by) {
    numerator *= factor.numerator;
    denominator *= factor.denominator;
  }
  return atMost(multiplyRounded(points, numerator, denominator, rounding));
}

function multiplyOf(multiply: Multiply) {
  const applying = factorsOf(multiply);
  return (points: number, fact: Fact, day: number): number => {
    if (points <= 0) return points;
    const by = applying(fact, day);
    return by.length === 0 ? points : timesAll(points, by, multiply);
  };
}

function factorOf({ by, during, where }: Factor): {
  by: Fraction;
  span: Span;
  check: Check | null;
} {
  return { by, span: spanOf(during), check: checkAll(where) };
}

const atMost = (points: number): number => (points < MAX_POINTS ? points : MAX_POINTS);
