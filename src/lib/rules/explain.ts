import { dateOfDay } from '../shared/civil-time';
import type { Award, AwardReceipt, Fact, Multiplied, Rate, Unmet } from './award';
import type { CompiledActivity, CompiledRule } from './compile';
import {
  bandOf,
  computeAwardOf,
  countedIn,
  countedQuantity,
  factorsFor,
  scoresOf
} from './compute';
import { attributeOf, checkOf } from './conditions';
import { spanOf, type Day } from './days';
import type { Judgement } from './judgement';
import type { Attribute, Factor, Words } from './model';

/** A judgement as plain data, with the receipt that the ledger keeps. */
export function awardOf(judgement: Judgement): Award {
  const { rule, fact, points } = judgement;
  return {
    fact_id: fact.id,
    rule_id: rule.stated.id,
    version: rule.version.version,
    account: rule.version.rule_set.account,
    points,
    receipt: receiptOf(judgement)
  };
}

/** How a judgement was reached: found again from the rule and the fact, only when it is needed. */
export function receiptOf(judgement: Judgement): AwardReceipt {
  const { rule, fact, day, computed, points, bites, cooldown, loss } = judgement;
  const { smallest_unit, unit_name } = rule.version.rule_set;
  const multiplied = multipliedOf(rule, fact, day);
  return {
    kind: 'award',
    rule_id: rule.stated.id,
    clause: rule.stated.clause,
    version: rule.version.version,
    activity: rule.activity.onReceipt,
    occurred_on: dateOfDay(day.day),
    quantity: countedQuantity(fact),
    rate: rateOf(rule, fact),
    ...(multiplied && { multiplied }),
    computed,
    ...(cooldown && { cooldown }),
    caps: [...bites],
    stack: loss,
    points,
    smallest_unit,
    unit_name
  };
}

/** What a rule that gave nothing asked for; null when it matches. */
export function unmetBy(rule: CompiledRule, fact: Fact, { day }: Day): Unmet | null {
  const { clause, during, where, award } = rule.stated;
  const { first, last } = spanOf(during);
  if (day < first || day > last) {
    const { from = null, until = null } = during ?? {};
    return { clause, because: 'dates', from, until };
  }
  for (const condition of where) {
    if (checkOf(condition)(fact)) continue;
    const tests = condition.test === 'any_of' ? condition.tests : [condition];
    const asked = [...new Set(tests.map((test) => test.attribute))];
    const attributes = asked.map((id) => attributeName(rule.activity, id));
    return { clause, because: 'condition', attributes };
  }
  if (computeAwardOf(award)(fact, countedQuantity(fact)) >= 0) return null;
  if (award.kind === 'bands') return { clause, because: 'band' };
  if (award.kind !== 'table' && award.kind !== 'mean') return null;
  const attributes = [attributeName(rule.activity, award.attribute)];
  return { clause, because: award.kind === 'mean' ? 'scores' : 'level', attributes };
}

function rateOf({ stated, activity }: CompiledRule, fact: Fact): Rate {
  const { award } = stated;
  const quantity = countedQuantity(fact);
  switch (award.kind) {
    case 'fixed':
      return award;
    case 'per_unit':
      return { ...award, counted: countedIn(award, quantity) };
    case 'table': {
      const value = String(attributeOf(fact, award.attribute));
      return {
        kind: 'table',
        attribute: attributeName(activity, award.attribute),
        level: levelName(activity, award.attribute, value),
        points: award.levels.find((each) => each.value === value)?.points ?? 0
      };
    }
    case 'bands':
      return { kind: 'bands', ...(bandOf(award.bands, quantity) ?? { from: 0, points: 0 }) };
    case 'mean': {
      const { points, per, rounding } = award;
      const attribute = attributeName(activity, award.attribute);
      return {
        kind: 'mean',
        attribute,
        scores: scoresOf(award, fact) ?? [],
        points,
        per,
        rounding
      };
    }
  }
}

function multipliedOf(
  { stated, activity }: CompiledRule,
  fact: Fact,
  { day }: Day
): Multiplied | null {
  const { multiply, award } = stated;
  if (!multiply) return null;
  const base = computeAwardOf(award)(fact, countedQuantity(fact));
  const factors = base > 0 ? factorsFor(multiply, fact, day) : [];
  if (factors.length === 0) return null;
  const because = factors.map((factor) => reasonsOf(factor, activity, fact));
  return {
    base,
    by: factors.map(({ by }) => by),
    ...(because.some(({ length }) => length > 0) && { because }),
    rounding: multiply.rounding
  };
}

/** What a factor found in the fact: the value that was asked for, or what it is called. */
function reasonsOf({ where }: Factor, activity: CompiledActivity, fact: Fact): Words[] {
  const met = where
    .flatMap((condition) => (condition.test === 'any_of' ? condition.tests : [condition]))
    .filter((test) => checkOf(test)(fact));
  return [...new Set(met.map(({ attribute }) => attribute))].map((id) =>
    declared(activity, id)?.kind === 'choice'
      ? levelName(activity, id, String(attributeOf(fact, id)))
      : attributeName(activity, id)
  );
}

const attributeName = (activity: CompiledActivity, id: string): Words =>
  declared(activity, id)?.name ?? { zh: id };

function levelName(activity: CompiledActivity, attributeId: string, value: string): Words {
  const attribute = declared(activity, attributeId);
  if (attribute?.kind !== 'choice') return { zh: value };
  return attribute.options.find((option) => option.value === value)?.name ?? { zh: value };
}

const declared = (activity: CompiledActivity, id: string): Attribute | undefined =>
  activity.stated.attributes.find((attribute) => attribute.id === id);
