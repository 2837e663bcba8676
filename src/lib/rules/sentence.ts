import { m } from '../paraglide/messages';
import type { Activity, ActivityUnit, AwardRule, Cap, Condition, Rule } from './model';
import type { RuleGroup, RuleSet, Test } from './model';
import { eachHolder, everyPeriod, inWords, limitText, pointsText, quantityText } from './words';
import type { Denomination, RuleLocale } from './words';

/** A rule as people read it: 「每当参加巡逻，每满 1 小时得 5 分；每户每月最多 60 分。」 */
export function ruleSentence(rule: Rule, ruleSet: RuleSet, locale: RuleLocale): string {
  const activity = ruleSet.activities.find((each) => each.id === rule.activity);
  const award =
    rule.award.kind === 'table'
      ? tableText(rule.award, activity, ruleSet, locale)
      : awardText(rule.award, activity?.unit ?? 'times', ruleSet, locale);
  const parts = {
    dates: datesText(rule.during ?? {}, locale),
    activity: activity ? inWords(activity.name, locale) : rule.activity,
    conditions: conditionsText(rule.where, activity, locale),
    award,
    limits: limitsText(rule, ruleSet, locale)
  };
  return m.rules_sentence(parts, { locale });
}

/** A cap over a group or over everything, as a sentence of its own. */
export function capSentence(cap: Cap, ruleSet: RuleSet, locale: RuleLocale): string {
  const limit = limitText(cap, ruleSet, locale);
  return m.rules_sentence_cap({ over: capTarget(cap, ruleSet, locale), limit }, { locale });
}

export interface RuleTextLine {
  clause: string;
  sentence: string;
}

/** The whole rule set for a public page, in the order of the document: rules, then common caps. */
export function ruleText(ruleSet: RuleSet, locale: RuleLocale): RuleTextLine[] {
  const rules = ruleSet.rules.map((rule) => ({
    clause: rule.clause,
    sentence: ruleSentence(rule, ruleSet, locale)
  }));
  const caps = ruleSet.caps
    .filter((cap) => cap.over.kind !== 'rule')
    .map((cap) => ({ clause: cap.clause, sentence: capSentence(cap, ruleSet, locale) }));
  return [...rules, ...caps];
}

/** 每次得 20 分; 每满 1 小时得 5 分; with its rounding where one can happen. */
export function awardText(
  award: Exclude<AwardRule, { kind: 'table' }>,
  unit: ActivityUnit,
  scale: Denomination,
  locale: RuleLocale
): string {
  const points = pointsText(award.points, scale, locale);
  const eachTime = award.kind === 'fixed' || (unit === 'times' && award.per === 1);
  if (eachTime) return m.rules_award_fixed({ points }, { locale });
  const quantity = perText(award.per, unit, locale);
  if (award.step === 1) return m.rules_award_per({ quantity, points }, { locale });
  if (award.step === award.per && award.rounding === 'down') {
    return m.rules_award_per_full({ quantity, points }, { locale });
  }
  const round = {
    down: m.rules_award_round_down,
    up: m.rules_award_round_up,
    nearest: m.rules_award_round_nearest
  }[award.rounding];
  const plain = m.rules_award_per({ quantity, points }, { locale });
  return round({ award: plain, step: stepText(award.step, unit, locale) }, { locale });
}

/** What stands after 每 or per: 1 小时, hour; 30 分钟, 30 minutes. */
function perText(per: number, unit: ActivityUnit, locale: RuleLocale): string {
  if (unit === 'minutes' && per === 60) return m.rules_one_hour({}, { locale });
  if (unit === 'pieces' && per === 1) return m.rules_one_piece({}, { locale });
  return quantityText(per, unit, locale);
}

/** What a rounding goes by: 半小时, otherwise as after 每. */
function stepText(step: number, unit: ActivityUnit, locale: RuleLocale): string {
  const halfHour = unit === 'minutes' && step === 30;
  return halfHour ? m.rules_half_hour({}, { locale }) : perText(step, unit, locale);
}

function tableText(
  award: Extract<AwardRule, { kind: 'table' }>,
  activity: Activity | undefined,
  ruleSet: RuleSet,
  locale: RuleLocale
): string {
  const levels = award.levels
    .map(({ value, points }) => {
      const level = optionName(activity, award.attribute, value, locale);
      return m.rules_award_level(
        { level, points: pointsText(points, ruleSet, locale) },
        { locale }
      );
    })
    .join(m.rules_list_comma({}, { locale }));
  const attribute = attributeName(activity, award.attribute, locale);
  return m.rules_award_table({ attribute, levels }, { locale });
}

function datesText({ from, until }: { from?: string; until?: string }, locale: RuleLocale): string {
  if (from && until) return m.rules_sentence_between({ from, until }, { locale });
  if (from) return m.rules_sentence_from({ from }, { locale });
  if (until) return m.rules_sentence_until({ until }, { locale });
  return '';
}

function conditionsText(
  where: Condition[],
  activity: Activity | undefined,
  locale: RuleLocale
): string {
  if (where.length === 0) return '';
  const conditions = where
    .map((condition) => {
      const tests = condition.test === 'any_of' ? condition.tests : [condition];
      const texts = tests.map((test) => testText(test, activity, locale));
      return texts.join(m.rules_list_or({}, { locale }));
    })
    .join(m.rules_list_and({}, { locale }));
  return m.rules_sentence_conditions({ conditions }, { locale });
}

function testText(test: Test, activity: Activity | undefined, locale: RuleLocale): string {
  const attribute = attributeName(activity, test.attribute, locale);
  switch (test.test) {
    case 'is_one_of': {
      const values = test.values
        .map((value) => optionName(activity, test.attribute, value, locale))
        .join(m.rules_list_or({}, { locale }));
      return m.rules_test_is_one_of({ attribute, values }, { locale });
    }
    case 'at_least':
      return m.rules_test_at_least({ attribute, number: test.number }, { locale });
    case 'at_most':
      return m.rules_test_at_most({ attribute, number: test.number }, { locale });
    case 'between':
      return m.rules_test_between({ attribute, from: test.from, to: test.to }, { locale });
    case 'is_true':
      return m.rules_test_is_true({ attribute }, { locale });
  }
}

function limitsText(rule: Rule, ruleSet: RuleSet, locale: RuleLocale): string {
  const limits = ruleSet.caps
    .filter((cap) => cap.over.kind === 'rule' && cap.over.rule === rule.id)
    .map((cap) => limitText(cap, ruleSet, locale));
  const group = ruleSet.groups.find((each) => each.id === rule.group);
  if (group && group.stack !== 'add') limits.push(stackText(group, group.stack, locale));
  return limits.map((limit) => m.rules_sentence_limit({ limit }, { locale })).join('');
}

function stackText(group: RuleGroup, stack: 'highest' | 'first', locale: RuleLocale): string {
  const name = { group: inWords(group.name, locale) };
  if (!group.across) {
    const within = { highest: m.rules_stack_highest, first: m.rules_stack_first };
    return within[stack](name, { locale });
  }
  const { holder, period } = group.across;
  const across = { highest: m.rules_stack_highest_across, first: m.rules_stack_first_across };
  const whose = { holder: eachHolder(holder, locale), period: everyPeriod(period, locale) };
  return across[stack]({ ...name, ...whose }, { locale });
}

function capTarget(cap: Cap, ruleSet: RuleSet, locale: RuleLocale): string {
  const { over } = cap;
  if (over.kind === 'all') return m.rules_sentence_over_all({}, { locale });
  if (over.kind === 'group') {
    const group = ruleSet.groups.find((each) => each.id === over.group);
    const name = group ? inWords(group.name, locale) : over.group;
    return m.rules_sentence_over_group({ name }, { locale });
  }
  const rule = ruleSet.rules.find((each) => each.id === over.rule);
  const activity = ruleSet.activities.find((each) => each.id === rule?.activity);
  return activity ? inWords(activity.name, locale) : over.rule;
}

function attributeName(activity: Activity | undefined, id: string, locale: RuleLocale): string {
  const attribute = activity?.attributes.find((each) => each.id === id);
  return attribute ? inWords(attribute.name, locale) : id;
}

function optionName(
  activity: Activity | undefined,
  attributeId: string,
  value: string,
  locale: RuleLocale
): string {
  const attribute = activity?.attributes.find((each) => each.id === attributeId);
  if (attribute?.kind !== 'choice') return value;
  const option = attribute.options.find((each) => each.value === value);
  return option ? inWords(option.name, locale) : value;
}
