import { multiplyRounded, roundToStep } from '../shared/fraction';
import { MAX_QUANTITY, type AttributeValue, type Fact, type Rate, type Unmet } from './award';
import type { CompiledActivity, CompiledRule } from './compile';
import type { Attribute, AwardRule, Condition, Test, Words } from './model';

/** What a rule gives for a fact before caps and stacking. */
export interface Computed {
  rate: Rate;
  /** Smallest units. */
  points: number;
}

/** Judges one rule on one fact of the given civil day; null when the rule does not match. */
export function compute(rule: CompiledRule, fact: Fact, day: number): Computed | null {
  if (day < rule.firstDay || day > rule.lastDay) return null;
  for (const condition of rule.stated.where) if (!holds(condition, fact)) return null;
  return computeAward(rule.stated.award, rule.activity, fact);
}

/** The quantity that counts: a whole number from 0 to `MAX_QUANTITY`. */
export function countedQuantity(fact: Fact): number {
  return Math.min(MAX_QUANTITY, Math.max(0, Math.trunc(fact.quantity))) || 0;
}

/** What a rule that gave nothing asked for; null when it matches. */
export function unmetBy(rule: CompiledRule, fact: Fact, day: number): Unmet | null {
  const clause = rule.stated.clause;
  if (day < rule.firstDay || day > rule.lastDay) {
    const { from = null, until = null } = rule.stated.during ?? {};
    return { clause, because: 'dates', from, until };
  }
  for (const condition of rule.stated.where) {
    if (holds(condition, fact)) continue;
    const tests = condition.test === 'any_of' ? condition.tests : [condition];
    const asked = [...new Set(tests.map((test) => test.attribute))];
    const attributes = asked.map((id) => attributeName(rule.activity, id));
    return { clause, because: 'condition', attributes };
  }
  const award = rule.stated.award;
  if (award.kind !== 'table' || computeAward(award, rule.activity, fact)) return null;
  const attributes = [attributeName(rule.activity, award.attribute)];
  return { clause, because: 'level', attributes };
}

function computeAward(award: AwardRule, activity: CompiledActivity, fact: Fact): Computed | null {
  const quantity = countedQuantity(fact);
  switch (award.kind) {
    case 'fixed':
      return { rate: award, points: quantity > 0 ? award.points : 0 };
    case 'per_unit': {
      const counted = roundToStep(quantity, award.step, award.rounding);
      const points = multiplyRounded(counted, award.points, award.per, award.rounding);
      return { rate: { ...award, counted }, points };
    }
    case 'table': {
      const value = attributeOf(fact, award.attribute);
      const level = award.levels.find((each) => each.value === value);
      if (!level) return null;
      const rate: Rate = {
        kind: 'table',
        attribute: attributeName(activity, award.attribute),
        level: levelName(activity, award.attribute, level.value),
        points: level.points
      };
      return { rate, points: quantity > 0 ? level.points : 0 };
    }
  }
}

function holds(condition: Condition, fact: Fact): boolean {
  if (condition.test !== 'any_of') return passes(condition, fact);
  for (const test of condition.tests) if (passes(test, fact)) return true;
  return false;
}

function passes(test: Test, fact: Fact): boolean {
  const value = attributeOf(fact, test.attribute);
  switch (test.test) {
    case 'is_one_of':
      return typeof value === 'string' && test.values.includes(value);
    case 'at_least':
      return typeof value === 'number' && value >= test.number;
    case 'at_most':
      return typeof value === 'number' && value <= test.number;
    case 'between':
      return typeof value === 'number' && value >= test.from && value <= test.to;
    case 'is_true':
      return value === true;
  }
}

/** Own properties only: an attribute called `constructor` is missing unless the fact states it. */
function attributeOf(fact: Fact, id: string): AttributeValue | undefined {
  return Object.hasOwn(fact.attributes, id) ? fact.attributes[id] : undefined;
}

function attributeName(activity: CompiledActivity, id: string): Words {
  return declared(activity, id)?.name ?? { zh: id };
}

function levelName(activity: CompiledActivity, attributeId: string, value: string): Words {
  const attribute = declared(activity, attributeId);
  if (attribute?.kind !== 'choice') return { zh: value };
  return attribute.options.find((option) => option.value === value)?.name ?? { zh: value };
}

function declared(activity: CompiledActivity, id: string): Attribute | undefined {
  return activity.stated.attributes.find((attribute) => attribute.id === id);
}
