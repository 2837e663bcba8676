import { dayOfDate } from '../shared/civil-time';
import { m } from '../paraglide/messages';
import { bandText } from './award-text';
import { optionName } from './condition-text';
import { notEntered, unevenMost } from './entry-checks';
import type { Activity, Band, Cap, Condition, Dates, Period, Rule, RuleSet, Test } from './model';
import { pointsLifeChecks } from './points-life-checks';
import { referenceProblems } from './references';
import { eachHolder, everyPeriod, inWords, limitText, type RuleLocale } from './words';

/** What somebody who writes rules should know about them. */
export interface RuleCheck {
  /** Where in the document: `rules.2`, `caps.0`, `activities.1`. */
  path: string;
  /** An error cannot be published; a warning says what may not be meant. */
  severity: 'error' | 'warning';
  text: string;
}

/**
 * Everything that is wrong or looks unintended in a rule set, in words (RULES.md, "Static checks"),
 * in the order of the document. Cost grows with rules times caps of the same rule.
 */
export function checkRuleSet(ruleSet: RuleSet, locale: RuleLocale): RuleCheck[] {
  const errors = referenceProblems(ruleSet, locale).map(({ path, message }): RuleCheck => ({
    path,
    severity: 'error',
    text: message
  }));
  if (errors.length > 0) return errors;
  return [
    ...ruleSet.activities.flatMap((activity, index) =>
      activityChecks(activity, index, ruleSet, locale)
    ),
    ...ruleSet.rules.flatMap((rule, index) => ruleChecks(rule, index, ruleSet, locale)),
    ...ruleSet.groups.flatMap((group, index) => {
      const count = ruleSet.rules.filter((rule) => rule.group === group.id).length;
      if (count > 1 || (count === 1 && group.across)) return [];
      const name = inWords(group.name, locale);
      const say = count === 0 ? m.rules_check_group_empty : m.rules_check_group_single;
      return [warning(`groups.${index}`, say({ group: name }, { locale }))];
    }),
    ...ruleSet.caps.flatMap((cap, index) => capChecks(cap, index, ruleSet, locale)),
    ...pointsLifeChecks(ruleSet, locale),
    ...(ruleSet.deductions && !ruleSet.deductions.vote
      ? [warning('deductions', m.rules_check_deductions_vote({}, { locale }))]
      : [])
  ];
}

const warning = (path: string, text: string): RuleCheck => ({ path, severity: 'warning', text });

function activityChecks(
  activity: Activity,
  index: number,
  { rules }: RuleSet,
  locale: RuleLocale
): RuleCheck[] {
  if (rules.some((rule) => rule.activity === activity.id)) return [];
  const name = inWords(activity.name, locale);
  return [warning(`activities.${index}`, m.rules_check_no_rule({ activity: name }, { locale }))];
}

function ruleChecks(rule: Rule, index: number, ruleSet: RuleSet, locale: RuleLocale): RuleCheck[] {
  const activity = ruleSet.activities.find((each) => each.id === rule.activity);
  if (!activity) return [];
  const { clause } = rule;
  const texts = [
    ...(canMatch(rule, activity) ? [] : [m.rules_check_never({ clause }, { locale })]),
    ...(givesNothing(rule) ? [m.rules_check_zero({ clause }, { locale })] : []),
    ...gaps(rule, activity, locale),
    ...unevenMost(rule, activity, locale),
    ...notEntered(rule, activity, locale),
    ...idleFactors(rule, locale),
    ...shortLife(rule, ruleSet, locale),
    ...rivals(rule, index, ruleSet, locale)
  ];
  return texts.map((text) => warning(`rules.${index}`, text));
}

function givesNothing({ award }: Rule): boolean {
  if (award.kind === 'table') return award.levels.every(({ points }) => points === 0);
  if (award.kind === 'bands') return award.bands.every(({ points }) => points === 0);
  if (award.kind === 'per_unit' && award.most !== undefined) {
    return award.points === 0 || award.most < award.step;
  }
  return award.points === 0;
}

/** Whether some fact meets all conditions and has a place in the award. */
function canMatch({ where, award }: Rule, activity: Activity): boolean {
  const single = where.filter((condition): condition is Test => condition.test !== 'any_of');
  return activity.attributes.every(({ id }) => {
    const tests = single.filter((test) => test.attribute === id);
    const least = Math.max(-Infinity, ...tests.map(lowest));
    const most = Math.min(Infinity, ...tests.map(highest));
    const lists = tests.flatMap((test) => (test.test === 'is_one_of' ? [test.values] : []));
    if (award.kind === 'table' && award.attribute === id) {
      lists.push(award.levels.map(({ value }) => value));
    }
    const [first, ...others] = lists;
    const shared = first?.some((value) => others.every((list) => list.includes(value))) ?? true;
    return least <= most && shared;
  });
}

const lowest = (test: Test): number =>
  test.test === 'at_least' ? test.number : test.test === 'between' ? test.from : -Infinity;
const highest = (test: Test): number =>
  test.test === 'at_most' ? test.number : test.test === 'between' ? test.to : Infinity;

/** Amounts and levels of which the rule says nothing. */
function gaps({ clause, award, where }: Rule, activity: Activity, locale: RuleLocale): string[] {
  if (award.kind === 'bands') {
    return bandGaps(award.bands).map((gap) => {
      const range = bandText({ ...gap, points: 0 }, activity.unit, locale);
      return m.rules_check_gap({ clause, range }, { locale });
    });
  }
  if (award.kind !== 'table') return [];
  const attribute = activity.attributes.find(({ id }) => id === award.attribute);
  if (attribute?.kind !== 'choice') return [];
  const asked = where.find((each) => each.test === 'is_one_of' && each.attribute === attribute.id);
  const expected =
    asked?.test === 'is_one_of' ? asked.values : attribute.options.map(({ value }) => value);
  const missing = expected.filter((value) => !award.levels.some((level) => level.value === value));
  if (missing.length === 0) return [];
  const levels = missing
    .map((value) => optionName(activity, attribute.id, value, locale))
    .join(m.rules_list_comma({}, { locale }));
  return [m.rules_check_levels({ clause, levels }, { locale })];
}

function bandGaps(bands: Band[]): { from: number; below?: number }[] {
  const found: { from: number; below?: number }[] = [];
  let covered: number | undefined = 1;
  for (const { from, below } of bands) {
    if (covered !== undefined && from > covered) found.push({ from: covered, below: from });
    covered = below;
  }
  return covered === undefined ? found : [...found, { from: covered }];
}

function idleFactors({ clause, multiply, during }: Rule, locale: RuleLocale): string[] {
  return (multiply?.factors ?? []).flatMap((factor, index) => {
    const number = index + 1;
    if (factor.by.numerator === factor.by.denominator) {
      return [m.rules_check_factor_one({ clause, number }, { locale })];
    }
    return meets(factor.during, during)
      ? []
      : [m.rules_check_factor_dates({ clause, number }, { locale })];
  });
}

const meets = (one: Dates = {}, other: Dates = {}): boolean =>
  (one.from ?? '') <= (other.until ?? '9999-12-31') &&
  (other.from ?? '') <= (one.until ?? '9999-12-31');

/** The longest that each period lasts, in days; `once` has no end and needs no comparison. */
const DAYS: Record<Period, number> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
  once: 0
};

/** Caps and cooldowns that last longer than the rule itself. */
function shortLife(rule: Rule, { caps }: RuleSet, locale: RuleLocale): string[] {
  const { clause, during, cooldown } = rule;
  if (!during?.from || !during.until) return [];
  const life = dayOfDate(during.until) - dayOfDate(during.from) + 1;
  const periods = caps.filter(
    ({ over, period }) => over.kind === 'rule' && over.rule === rule.id && DAYS[period] > life
  );
  return [
    ...periods.map(({ period }) =>
      m.rules_check_period({ clause, days: life, period: everyPeriod(period, locale) }, { locale })
    ),
    ...(cooldown && cooldown.days > life
      ? [m.rules_check_cooldown({ clause, days: life, cooldown: cooldown.days }, { locale })]
      : [])
  ];
}

/** Another rule for the same activity that may match the same fact, with nothing to decide. */
function rivals(
  rule: Rule,
  index: number,
  { rules, groups }: RuleSet,
  locale: RuleLocale
): string[] {
  const isOpen = ({ group }: Rule): boolean =>
    group === undefined || groups.find(({ id }) => id === group)?.stack === 'add';
  const earlier = rules.slice(0, index).find((other) => {
    if (other.activity !== rule.activity || !meets(other.during, rule.during)) return false;
    const decided = rule.group !== undefined && rule.group === other.group && !isOpen(rule);
    return !decided && !exclude(rule.where, other.where);
  });
  if (!earlier) return [];
  return [m.rules_check_both({ clause: rule.clause, other: earlier.clause }, { locale })];
}

/** Whether no fact can meet both lists of conditions, as far as single tests show. */
function exclude(one: Condition[], other: Condition[]): boolean {
  const tests = [...one, ...other].filter((each): each is Test => each.test !== 'any_of');
  return [...new Set(tests.map(({ attribute }) => attribute))].some((attribute) => {
    const same = tests.filter((test) => test.attribute === attribute);
    const least = Math.max(-Infinity, ...same.map(lowest));
    const most = Math.min(Infinity, ...same.map(highest));
    const [first, ...lists] = same.flatMap((test) =>
      test.test === 'is_one_of' ? [test.values] : []
    );
    const shared = first?.some((value) => lists.every((list) => list.includes(value))) ?? true;
    return least > most || !shared;
  });
}

function capChecks(cap: Cap, index: number, ruleSet: RuleSet, locale: RuleLocale): RuleCheck[] {
  const path = `caps.${index}`;
  const { clause } = cap;
  if (rulesUnder(cap, ruleSet).length === 0) {
    return [warning(path, m.rules_check_cap_empty({ clause }, { locale }))];
  }
  const stricter = ruleSet.caps.find(
    (other, at) => at !== index && covers(other, cap, ruleSet, at < index)
  );
  if (stricter) {
    const limit = `${stricter.clause}${m.rules_list_colon({}, { locale })}${limitText(stricter, ruleSet, locale)}`;
    return [warning(path, m.rules_check_cap_covered({ clause, other: limit }, { locale }))];
  }
  const reach = mostOf(cap, ruleSet);
  const limit = cap.at_most.kind === 'points' ? cap.at_most.points : cap.at_most.times;
  if (reach === null || reach > limit) return [];
  const whose = { holder: eachHolder(cap.holder, locale), period: everyPeriod(cap.period, locale) };
  return [warning(path, m.rules_check_cap_loose({ clause, ...whose }, { locale }))];
}

function rulesUnder({ over }: Cap, { rules }: RuleSet): Rule[] {
  if (over.kind === 'all') return rules;
  return rules.filter((rule) =>
    over.kind === 'rule' ? rule.id === over.rule : rule.group === over.group
  );
}

/** Periods that lie wholly within others; a week may belong to two months. */
const WITHIN: Record<Period, Period[]> = {
  day: ['day', 'week', 'month', 'quarter', 'year', 'once'],
  week: ['week', 'once'],
  month: ['month', 'quarter', 'year', 'once'],
  quarter: ['quarter', 'year', 'once'],
  year: ['year', 'once'],
  once: ['once']
};

/** Whether `other` always stops an award before `cap` could: as strict, as wide and as long. */
function covers(other: Cap, cap: Cap, ruleSet: RuleSet, isEarlier: boolean): boolean {
  if (other.holder !== cap.holder || other.at_most.kind !== cap.at_most.kind) return false;
  if (!WITHIN[cap.period].includes(other.period)) return false;
  const wide = new Set(rulesUnder(other, ruleSet));
  if (!rulesUnder(cap, ruleSet).every((rule) => wide.has(rule))) return false;
  const [limit, own] = [other, cap].map(({ at_most }) =>
    at_most.kind === 'points' ? at_most.points : at_most.times
  );
  if (limit! < own!) return true;
  const isTwin = other.period === cap.period && wide.size === rulesUnder(cap, ruleSet).length;
  return limit === own && (!isTwin || isEarlier);
}

/**
 * The most that a holder could use of a cap in its period, in the cap's own measure, where a
 * cooldown bounds the awards of each rule under it; null where nothing does.
 */
function mostOf({ holder, period, at_most, ...cap }: Cap, ruleSet: RuleSet): number | null {
  if (period === 'once') return null;
  let most = 0;
  for (const rule of rulesUnder({ holder, period, at_most, ...cap }, ruleSet)) {
    if (rule.cooldown?.holder !== holder || rule.multiply) return null;
    const points = fixedPoints(rule);
    if (points === null && at_most.kind === 'points') return null;
    const times = Math.ceil(DAYS[period] / rule.cooldown.days);
    most += times * (at_most.kind === 'points' ? (points ?? 0) : 1);
  }
  return most;
}

function fixedPoints({ award }: Rule): number | null {
  if (award.kind === 'fixed') return award.points;
  if (award.kind === 'table') return Math.max(...award.levels.map(({ points }) => points));
  if (award.kind === 'bands') return Math.max(...award.bands.map(({ points }) => points));
  return null;
}
