import type { Cap, Rule, RuleSet } from '../rules/model';
import { capFields, fromForm, readCap, scaleOf, toForm } from './form';
import { Reader, type Fields, type FormProblem } from './fields';

/** What one sentence card says: a rule with the limits that are its own. */
export interface RuleCard {
  rule: Rule;
  caps: Cap[];
}

export const isOwnCap = ({ over }: Cap, ruleId: string): boolean =>
  over.kind === 'rule' && over.rule === ruleId;

export const cardOf = (ruleSet: RuleSet, rule: Rule): RuleCard => ({
  rule,
  caps: ruleSet.caps.filter((cap) => isOwnCap(cap, rule.id))
});

/** The fields of a card; the sentence that they form is that of the rule. */
export function cardFields({ rule, caps }: RuleCard, ruleSet: RuleSet): Fields {
  const scale = scaleOf(ruleSet, rule.activity);
  return Object.assign(
    toForm(rule, scale),
    ...caps.map((cap, at) => capFields(`cap_${at}`, cap, scale))
  );
}

export function readCard(
  fields: Fields,
  ruleSet: RuleSet
): { ok: RuleCard } | { problems: FormProblem[] } {
  const scale = scaleOf(ruleSet, fields.activity ?? '');
  const reader = new Reader(fields);
  const caps = reader
    .count('cap', 'id')
    .map((at) => readCap(reader, `cap_${at}`, scale, fields.id ?? ''));
  const read = fromForm(fields, scale);
  if ('problems' in read) return { problems: [...read.problems, ...reader.problems] };
  return reader.problems.length > 0
    ? { problems: reader.problems }
    : { ok: { rule: read.ok, caps } };
}

/** The rule set with what a card says in place of what it said; a new rule comes last. */
export function withCard(ruleSet: RuleSet, { rule, caps }: RuleCard): RuleSet {
  const kept = ruleSet.caps.filter(
    (cap) => !isOwnCap(cap, rule.id) || caps.some(({ id }) => id === cap.id)
  );
  return {
    ...ruleSet,
    rules: put(ruleSet.rules, rule),
    caps: caps.reduce((all, cap) => put(all, cap), kept)
  };
}

/** The list with an item in place of the one with its id, or at the end. */
export function put<Item extends { id: string }>(list: Item[], item: Item): Item[] {
  return list.some(({ id }) => id === item.id)
    ? list.map((each) => (each.id === item.id ? item : each))
    : [...list, item];
}
