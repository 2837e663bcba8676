import { m } from '../paraglide/messages';
import { awardText, eachTimePoints } from './award-text';
import { attributeName, conditionsText, datesText } from './condition-text';
import { deductionSentence } from './deduction-text';
import type { Activity, Cap, Factor, Rule } from './model';
import type { RuleGroup, RuleSet } from './model';
import { expirySentence, redemptionSentence } from './points-life-text';
import { activityWords } from './triggers';
import {
  eachHolder,
  everyPeriod,
  fractionText,
  inWords,
  limitText,
  pointsText,
  roundingText
} from './words';
import type { RuleLocale } from './words';

/** A rule as neighbours say it: 「参加巡逻，每满 1 小时得 5 分；每户每月最多 60 分。」「做一件好事得 10 分。」 */
export function ruleSentence(rule: Rule, ruleSet: RuleSet, locale: RuleLocale): string {
  const activity = ruleSet.activities.find((each) => each.id === rule.activity);
  const conditions = conditionsText(rule.where, activity, locale);
  const parts = {
    dates: datesText(rule.during ?? {}, locale),
    activity: activity ? activityWords(activity, locale) : rule.activity,
    conditions: conditions && m.rules_sentence_conditions({ conditions }, { locale }),
    award: awardText(rule.award, activity, ruleSet, locale),
    limits: limitsText(rule, activity, ruleSet, locale)
  };
  const each = eachTimePoints(rule.award, activity?.unit ?? 'times');
  const isBounded = rule.award.kind === 'per_unit' && rule.award.most !== undefined;
  if (each !== null && !isBounded && !conditions) {
    const points = pointsText(each, ruleSet, locale);
    const deed = deedText(parts.activity, locale);
    return m.rules_sentence_once({ ...parts, deed, points }, { locale });
  }
  return m.rules_sentence(parts, { locale });
}

/** Once of an activity: 做好人好事 → 做一件好人好事, 参加巡逻 → 参加巡逻一次. */
function deedText(activity: string, locale: RuleLocale): string {
  const thing = locale === 'zh' && /^做(.*事)$/u.exec(activity)?.[1];
  if (thing) return m.rules_deed_thing({ thing }, { locale });
  return m.rules_deed_once({ activity }, { locale });
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

/** The whole rule set for a public page: rules, common caps, then what becomes of points. */
export function ruleText(ruleSet: RuleSet, locale: RuleLocale): RuleTextLine[] {
  const rules = ruleSet.rules.map((rule) => ({
    clause: rule.clause,
    sentence: ruleSentence(rule, ruleSet, locale)
  }));
  const caps = ruleSet.caps
    .filter((cap) => cap.over.kind !== 'rule')
    .map((cap) => ({ clause: cap.clause, sentence: capSentence(cap, ruleSet, locale) }));
  return [...rules, ...caps, ...pointsLifeText(ruleSet, locale)];
}

/** How long points live, when they may be redeemed, and for what they are taken, as far as the rules say so. */
export function pointsLifeText(ruleSet: RuleSet, locale: RuleLocale): RuleTextLine[] {
  const { expiry, redemption, deductions } = ruleSet;
  const lines: RuleTextLine[] = [];
  if (expiry) {
    lines.push({ clause: expiry.clause, sentence: expirySentence(expiry, ruleSet, locale) });
  }
  if (redemption) {
    const sentence = redemptionSentence(redemption, ruleSet, locale);
    lines.push({ clause: redemption.clause, sentence });
  }
  for (const item of deductions?.items ?? []) {
    lines.push({ clause: item.clause, sentence: deductionSentence(item, ruleSet, locale) });
  }
  return lines;
}

function limitsText(
  rule: Rule,
  activity: Activity | undefined,
  ruleSet: RuleSet,
  locale: RuleLocale
): string {
  const limits: string[] = [];
  if (rule.multiply) {
    const factors = rule.multiply.factors
      .map((factor) => factorText(factor, activity, locale))
      .join(m.rules_list_clauses({}, { locale }));
    const rounding = roundingText(rule.multiply.rounding, locale);
    limits.push(m.rules_sentence_multiply({ factors, rounding }, { locale }));
  }
  for (const cap of ruleSet.caps) {
    const isOwn = cap.over.kind === 'rule' && cap.over.rule === rule.id;
    if (isOwn) limits.push(limitText(cap, ruleSet, locale));
  }
  if (rule.cooldown) {
    const { days, holder } = rule.cooldown;
    const whose = { days, holder: eachHolder(holder, locale) };
    limits.push(m.rules_sentence_cooldown(whose, { locale }));
  }
  const group = ruleSet.groups.find((each) => each.id === rule.group);
  if (group && group.stack !== 'add') {
    limits.push(stackText(group, group.stack, activity, locale));
  }
  return limits.map((limit) => m.rules_sentence_limit({ limit }, { locale })).join('');
}

/** 2026-10-01 至 2026-10-07 期间、夜间时按 1.5 倍计. */
function factorText(
  { by, during, where }: Factor,
  activity: Activity | undefined,
  locale: RuleLocale
): string {
  const dates = datesText(during ?? {}, locale);
  const conditions = conditionsText(where, activity, locale);
  const when = conditions && m.rules_factor_when({ conditions }, { locale });
  return m.rules_factor({ dates, when, by: fractionText(by) }, { locale });
}

function stackText(
  group: RuleGroup,
  stack: 'highest' | 'first',
  activity: Activity | undefined,
  locale: RuleLocale
): string {
  const name = { group: inWords(group.name, locale) };
  if (!group.across) {
    const within = { highest: m.rules_stack_highest, first: m.rules_stack_first };
    return within[stack](name, { locale });
  }
  const { holder, period, same } = group.across;
  const across = { highest: m.rules_stack_highest_across, first: m.rules_stack_first_across };
  const attribute = same === undefined ? '' : attributeName(activity, same, locale);
  const whose = {
    holder: eachHolder(holder, locale),
    period: everyPeriod(period, locale),
    same: attribute && m.rules_stack_same({ attribute }, { locale })
  };
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
