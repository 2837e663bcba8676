import { m } from '../paraglide/messages';
import type { Activity, Attribute, AwardRule, Band, Condition, Dates } from './model';
import type { Rule, RuleSet, Test } from './model';
import { EVIDENCE, isRecorded } from './recorded';
import { MONTHS } from './redemption';
import { triggerKey } from './triggers';
import type { RuleLocale } from './words';

export interface RuleSetProblem {
  /** Where in the document: `rules.2.award.step`. */
  path: string;
  message: string;
}

/** A problem whose words wait for a language. */
interface Problem {
  path: string;
  say: (options: { locale?: RuleLocale }) => string;
}

/** What does not hang together in a rule set of the right shape; empty when it can be run. */
export function referenceProblems(ruleSet: RuleSet, locale?: RuleLocale): RuleSetProblem[] {
  return problemsOf(ruleSet).map(({ path, say }) => ({ path, message: say({ locale }) }));
}

function problemsOf(ruleSet: RuleSet): Problem[] {
  const activities = new Map(ruleSet.activities.map((activity) => [activity.id, activity]));
  return [
    ...repeated('activities', ruleSet.activities),
    ...repeated('groups', ruleSet.groups),
    ...repeated('rules', ruleSet.rules),
    ...repeated('caps', ruleSet.caps),
    ...repeated('deductions.items', ruleSet.deductions?.items ?? []),
    ...repeatedClauses(ruleSet),
    ...ruleSet.activities.flatMap((activity, index) => activityProblems(activity, index)),
    ...triggerProblems(ruleSet.activities),
    ...ruleSet.rules.flatMap((rule, index) => ruleProblems(rule, index, activities, ruleSet)),
    ...capProblems(ruleSet),
    ...groupProblems(ruleSet),
    ...expiryProblems(ruleSet),
    ...redemptionProblems(ruleSet)
  ];
}

function repeated(place: string, items: { id: string }[]): Problem[] {
  return repeatedValues(items.map((item) => item.id)).map(({ index, value }) => ({
    path: `${place}.${index}.id`,
    say: (o) => m.rules_problem_id_twice({ id: value }, o)
  }));
}

function repeatedClauses({ rules, caps, expiry, redemption, deductions }: RuleSet): Problem[] {
  const common = caps.filter((cap) => cap.over.kind !== 'rule');
  const last = [expiry, redemption, ...(deductions?.items ?? [])].filter(
    (each) => each !== undefined
  );
  const clauses = [...rules, ...common, ...last].map((item) => item.clause);
  return repeatedValues(clauses).map(({ index, value }) => ({
    path: index < rules.length ? `rules.${index}.clause` : 'caps',
    say: (o) => m.rules_problem_clause_twice({ clause: value }, o)
  }));
}

function repeatedValues(values: string[]): { index: number; value: string }[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (seen.has(value)) return [{ index, value }];
    seen.add(value);
    return [];
  });
}

function activityProblems({ attributes }: Activity, index: number): Problem[] {
  const path = `activities.${index}.attributes`;
  const recorded = attributes.flatMap((attribute, at): Problem[] => {
    if (!isRecorded(attribute.id) || isRecordedRight(attribute)) return [];
    return [
      {
        path: `${path}.${at}`,
        say: (o) => m.rules_problem_recorded({ attribute: attribute.id }, o)
      }
    ];
  });
  const ranges = attributes.flatMap((attribute, at): Problem[] =>
    attribute.kind === 'scores' && attribute.from > attribute.to
      ? [{ path: `${path}.${at}`, say: (o) => m.rules_problem_scores_reversed({}, o) }]
      : []
  );
  const options = attributes.flatMap((attribute, at) =>
    attribute.kind !== 'choice'
      ? []
      : repeatedValues(attribute.options.map((option) => option.value)).map((repeat): Problem => ({
          path: `${path}.${at}.options.${repeat.index}.value`,
          say: (o) => m.rules_problem_option_twice({ option: repeat.value }, o)
        }))
  );
  return [...repeated(path, attributes), ...recorded, ...ranges, ...options];
}

/** What the product records counts in times, is claimed by nobody, and is one activity only. */
function triggerProblems(activities: Activity[]): Problem[] {
  const known = new Set<string>();
  return activities.flatMap(({ trigger, unit, claimable }, index): Problem[] => {
    if (!trigger) return [];
    const key = triggerKey(trigger);
    const path = `activities.${index}.trigger`;
    if (known.has(key)) return [{ path, say: (o) => m.rules_problem_trigger_twice({}, o) }];
    known.add(key);
    if (unit === 'times' && !claimable) return [];
    return [{ path, say: (o) => m.rules_problem_trigger_unit({}, o) }];
  });
}

/** Teams are offered by their ids, which only their community knows; the evidence is a closed list. */
const isRecordedRight = (attribute: Attribute): boolean =>
  attribute.kind === 'choice' &&
  (attribute.id !== 'evidence' ||
    attribute.options.every(({ value }) => EVIDENCE.some((each) => each === value)));

function ruleProblems(
  rule: Rule,
  index: number,
  activities: Map<string, Activity>,
  ruleSet: RuleSet
): Problem[] {
  const path = `rules.${index}`;
  const problems: Problem[] = [];
  if (endsBeforeItBegins(rule.during)) {
    problems.push({ path: `${path}.during`, say: (o) => m.rules_problem_rule_reversed({}, o) });
  }
  if (rule.group !== undefined && !ruleSet.groups.some((group) => group.id === rule.group)) {
    problems.push({
      path: `${path}.group`,
      say: (o) => m.rules_problem_no_group({ group: rule.group ?? '' }, o)
    });
  }
  const activity = activities.get(rule.activity);
  if (!activity) {
    const say: Problem['say'] = (o) => m.rules_problem_no_activity({ activity: rule.activity }, o);
    return [...problems, { path: `${path}.activity`, say }];
  }
  const factors = (rule.multiply?.factors ?? []).flatMap((factor, at) => {
    const place = `${path}.multiply.factors.${at}`;
    const dates: Problem[] = endsBeforeItBegins(factor.during)
      ? [{ path: `${place}.during`, say: (o) => m.rules_problem_dates_reversed({}, o) }]
      : [];
    return [...dates, ...conditionProblems(factor.where, activity, `${place}.where`)];
  });
  return [
    ...problems,
    ...conditionProblems(rule.where, activity, `${path}.where`),
    ...awardProblems(rule.award, activity, `${path}.award`),
    ...factors
  ];
}

const endsBeforeItBegins = ({ from, until }: Dates = {}): boolean =>
  from !== undefined && until !== undefined && from > until;

const conditionProblems = (where: Condition[], activity: Activity, path: string): Problem[] =>
  where.flatMap((condition, at) =>
    condition.test === 'any_of'
      ? condition.tests.flatMap((test, nth) =>
          testProblems(test, activity, `${path}.${at}.tests.${nth}`)
        )
      : testProblems(condition, activity, `${path}.${at}`)
  );

export const TESTED_KIND = {
  is_one_of: 'choice',
  at_least: 'number',
  at_most: 'number',
  between: 'number',
  is_true: 'yes_no'
} as const;

function testProblems(test: Test, activity: Activity, path: string): Problem[] {
  const attribute = attributeOf(activity, test.attribute);
  if (!attribute) return [noAttribute(test.attribute, activity, path)];
  if (attribute.kind !== TESTED_KIND[test.test]) {
    return [{ path, say: (o) => m.rules_problem_attribute_kind({ attribute: attribute.id }, o) }];
  }
  if (test.test === 'between' && test.from > test.to) {
    return [{ path, say: (o) => m.rules_problem_range_reversed({}, o) }];
  }
  return test.test === 'is_one_of' ? valueProblems(test.values, attribute, path) : [];
}

function awardProblems(award: AwardRule, activity: Activity, path: string): Problem[] {
  if (award.kind === 'fixed') return [];
  if (award.kind === 'per_unit') {
    if ((award.points * award.step) % award.per === 0) return [];
    return [{ path: `${path}.step`, say: (o) => m.rules_problem_step({}, o) }];
  }
  if (award.kind === 'bands') return bandProblems(award.bands, path);
  const attribute = attributeOf(activity, award.attribute);
  if (award.kind === 'mean') {
    return attribute?.kind === 'scores' ? [] : [noAttribute(award.attribute, activity, path)];
  }
  if (attribute?.kind !== 'choice') return [noAttribute(award.attribute, activity, path)];
  const values = award.levels.map((level) => level.value);
  const repeats = repeatedValues(values).map(({ index, value }): Problem => ({
    path: `${path}.levels.${index}`,
    say: (o) => m.rules_problem_level_twice({ level: value }, o)
  }));
  return [...repeats, ...valueProblems(values, attribute, path)];
}

/** Bands come in order and do not overlap; a gap between them is for the checks in words. */
function bandProblems(bands: Band[], path: string): Problem[] {
  return bands.flatMap(({ from, below }, index) => {
    const place = `${path}.bands.${index}`;
    if (below !== undefined && below <= from) {
      return [{ path: place, say: (o) => m.rules_problem_band_reversed({}, o) }];
    }
    const before = bands[index - 1];
    const overlaps = before && (before.below === undefined || before.below > from);
    return overlaps ? [{ path: place, say: (o) => m.rules_problem_band_overlaps({}, o) }] : [];
  });
}

function valueProblems(values: string[], attribute: Attribute, path: string): Problem[] {
  if (attribute.kind !== 'choice') return [];
  const known = new Set(attribute.options.map((option) => option.value));
  return values
    .filter((value) => !known.has(value))
    .map((value) => ({
      path,
      say: (o) => m.rules_problem_no_option({ attribute: attribute.id, option: value }, o)
    }));
}

function capProblems({ caps, groups, rules }: RuleSet): Problem[] {
  return caps.flatMap(({ over }, index) => {
    const path = `caps.${index}.over`;
    if (over.kind === 'group' && !groups.some((group) => group.id === over.group)) {
      return [{ path, say: (o) => m.rules_problem_no_group({ group: over.group }, o) }];
    }
    if (over.kind === 'rule' && !rules.some((rule) => rule.id === over.rule)) {
      return [{ path, say: (o) => m.rules_problem_no_rule({ rule: over.rule }, o) }];
    }
    return [];
  });
}

function groupProblems({ groups, rules, activities }: RuleSet): Problem[] {
  return groups.flatMap((group, index) => {
    const path = `groups.${index}.across`;
    if (group.stack === 'add' && group.across) {
      return [{ path, say: (o) => m.rules_problem_group_adds({}, o) }];
    }
    const { same } = group.across ?? {};
    if (same === undefined) return [];
    const compared = new Set(
      rules.filter((rule) => rule.group === group.id).map((rule) => rule.activity)
    );
    return activities
      .filter((each) => compared.has(each.id) && !COMPARED.has(attributeOf(each, same)?.kind))
      .map((each) => noAttribute(same, each, path));
  });
}

function expiryProblems({ expiry }: RuleSet): Problem[] {
  if (expiry?.kind !== 'clearing' || expiry.carried?.kind !== 'share') return [];
  const { numerator, denominator } = expiry.carried.share;
  if (numerator <= denominator) return [];
  return [{ path: 'expiry.carried.share', say: (o) => m.rules_problem_carried({}, o) }];
}

function redemptionProblems({ redemption }: RuleSet): Problem[] {
  return (redemption?.windows ?? []).flatMap(({ every, from, until }, index): Problem[] => {
    const path = `redemption.windows.${index}`;
    if (Math.max(from.month, until.month) > MONTHS[every]) {
      return [{ path, say: (o) => m.rules_problem_window_month({ months: MONTHS[every] }, o) }];
    }
    const isReversed =
      from.month > until.month || (from.month === until.month && from.day > until.day);
    return isReversed ? [{ path, say: (o) => m.rules_problem_dates_reversed({}, o) }] : [];
  });
}

const COMPARED = new Set<string | undefined>(['choice', 'text']);

function attributeOf(activity: Activity, id: string): Attribute | undefined {
  return activity.attributes.find((attribute) => attribute.id === id);
}

function noAttribute(id: string, activity: Activity, path: string): Problem {
  return {
    path,
    say: (o) => m.rules_problem_no_attribute({ activity: activity.id, attribute: id }, o)
  };
}
