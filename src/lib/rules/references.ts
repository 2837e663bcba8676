import type { Activity, Attribute, AwardRule, Band, Condition, Dates } from './model';
import type { Rule, RuleSet, Test } from './model';

export interface RuleSetProblem {
  /** Where in the document: `rules.2.award.step`. */
  path: string;
  message: string;
}

/** What does not hang together in a rule set of the right shape; empty when it can be run. */
export function referenceProblems(ruleSet: RuleSet): RuleSetProblem[] {
  const activities = new Map(ruleSet.activities.map((activity) => [activity.id, activity]));
  return [
    ...repeated('activities', ruleSet.activities),
    ...repeated('groups', ruleSet.groups),
    ...repeated('rules', ruleSet.rules),
    ...repeated('caps', ruleSet.caps),
    ...repeatedClauses(ruleSet),
    ...ruleSet.activities.flatMap((activity, index) => activityProblems(activity, index)),
    ...ruleSet.rules.flatMap((rule, index) => ruleProblems(rule, index, activities, ruleSet)),
    ...capProblems(ruleSet),
    ...groupProblems(ruleSet)
  ];
}

function repeated(place: string, items: { id: string }[]): RuleSetProblem[] {
  return repeatedValues(items.map((item) => item.id)).map(({ index, value }) => ({
    path: `${place}.${index}.id`,
    message: `The id ${value} is used twice`
  }));
}

function repeatedClauses({ rules, caps }: RuleSet): RuleSetProblem[] {
  const common = caps.filter((cap) => cap.over.kind !== 'rule');
  const clauses = [...rules, ...common].map((item) => item.clause);
  return repeatedValues(clauses).map(({ index, value }) => ({
    path: index < rules.length ? `rules.${index}.clause` : 'caps',
    message: `The clause ${value} is used twice`
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

function activityProblems({ attributes }: Activity, index: number): RuleSetProblem[] {
  const path = `activities.${index}.attributes`;
  const ranges = attributes.flatMap((attribute, at) =>
    attribute.kind === 'scores' && attribute.from > attribute.to
      ? [{ path: `${path}.${at}`, message: 'The scores end before they begin' }]
      : []
  );
  const options = attributes.flatMap((attribute, at) =>
    attribute.kind !== 'choice'
      ? []
      : repeatedValues(attribute.options.map((option) => option.value)).map((repeat) => ({
          path: `${path}.${at}.options.${repeat.index}.value`,
          message: `The option ${repeat.value} is listed twice`
        }))
  );
  return [...repeated(path, attributes), ...ranges, ...options];
}

function ruleProblems(
  rule: Rule,
  index: number,
  activities: Map<string, Activity>,
  ruleSet: RuleSet
): RuleSetProblem[] {
  const path = `rules.${index}`;
  const problems: RuleSetProblem[] = [];
  if (endsBeforeItBegins(rule.during)) {
    problems.push({ path: `${path}.during`, message: 'The rule ends before it begins' });
  }
  if (rule.group !== undefined && !ruleSet.groups.some((group) => group.id === rule.group)) {
    problems.push({ path: `${path}.group`, message: `There is no group ${rule.group}` });
  }
  const activity = activities.get(rule.activity);
  if (!activity) {
    const message = `There is no activity ${rule.activity}`;
    return [...problems, { path: `${path}.activity`, message }];
  }
  const factors = (rule.multiply?.factors ?? []).flatMap((factor, at) => {
    const place = `${path}.multiply.factors.${at}`;
    const dates = endsBeforeItBegins(factor.during)
      ? [{ path: `${place}.during`, message: 'The dates end before they begin' }]
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

const conditionProblems = (
  where: Condition[],
  activity: Activity,
  path: string
): RuleSetProblem[] =>
  where.flatMap((condition, at) =>
    condition.test === 'any_of'
      ? condition.tests.flatMap((test, nth) =>
          testProblems(test, activity, `${path}.${at}.tests.${nth}`)
        )
      : testProblems(condition, activity, `${path}.${at}`)
  );

const TESTED_KIND = {
  is_one_of: 'choice',
  at_least: 'number',
  at_most: 'number',
  between: 'number',
  is_true: 'yes_no'
} as const;

function testProblems(test: Test, activity: Activity, path: string): RuleSetProblem[] {
  const attribute = attributeOf(activity, test.attribute);
  if (!attribute) return [noAttribute(test.attribute, activity, path)];
  if (attribute.kind !== TESTED_KIND[test.test]) {
    return [{ path, message: `${attribute.id} is of kind ${attribute.kind}` }];
  }
  if (test.test === 'between' && test.from > test.to) {
    return [{ path, message: 'The range ends before it begins' }];
  }
  return test.test === 'is_one_of' ? valueProblems(test.values, attribute, path) : [];
}

function awardProblems(award: AwardRule, activity: Activity, path: string): RuleSetProblem[] {
  if (award.kind === 'fixed') return [];
  if (award.kind === 'per_unit') {
    if ((award.points * award.step) % award.per === 0) return [];
    const message = 'A step would be worth a fraction of the smallest unit';
    return [{ path: `${path}.step`, message }];
  }
  if (award.kind === 'bands') return bandProblems(award.bands, path);
  const attribute = attributeOf(activity, award.attribute);
  if (award.kind === 'mean') {
    return attribute?.kind === 'scores' ? [] : [noAttribute(award.attribute, activity, path)];
  }
  if (attribute?.kind !== 'choice') return [noAttribute(award.attribute, activity, path)];
  const values = award.levels.map((level) => level.value);
  const repeats = repeatedValues(values).map(({ index, value }) => ({
    path: `${path}.levels.${index}`,
    message: `The level ${value} is listed twice`
  }));
  return [...repeats, ...valueProblems(values, attribute, path)];
}

/** Bands come in order and do not overlap; a gap between them is for the checks in words. */
function bandProblems(bands: Band[], path: string): RuleSetProblem[] {
  return bands.flatMap(({ from, below }, index) => {
    const place = `${path}.bands.${index}`;
    if (below !== undefined && below <= from) {
      return [{ path: place, message: 'The band ends before it begins' }];
    }
    const before = bands[index - 1];
    const overlaps = before && (before.below === undefined || before.below > from);
    return overlaps ? [{ path: place, message: 'The band overlaps the one before it' }] : [];
  });
}

function valueProblems(values: string[], attribute: Attribute, path: string): RuleSetProblem[] {
  if (attribute.kind !== 'choice') return [];
  const known = new Set(attribute.options.map((option) => option.value));
  return values
    .filter((value) => !known.has(value))
    .map((value) => ({ path, message: `${attribute.id} has no option ${value}` }));
}

function capProblems({ caps, groups, rules }: RuleSet): RuleSetProblem[] {
  return caps.flatMap(({ over }, index) => {
    const path = `caps.${index}.over`;
    if (over.kind === 'group' && !groups.some((group) => group.id === over.group)) {
      return [{ path, message: `There is no group ${over.group}` }];
    }
    if (over.kind === 'rule' && !rules.some((rule) => rule.id === over.rule)) {
      return [{ path, message: `There is no rule ${over.rule}` }];
    }
    return [];
  });
}

function groupProblems({ groups, rules, activities }: RuleSet): RuleSetProblem[] {
  return groups.flatMap((group, index) => {
    const path = `groups.${index}.across`;
    if (group.stack === 'add' && group.across) {
      return [{ path, message: 'A group that adds has nothing to compare' }];
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

const COMPARED = new Set<string | undefined>(['choice', 'text']);

function attributeOf(activity: Activity, id: string): Attribute | undefined {
  return activity.attributes.find((attribute) => attribute.id === id);
}

function noAttribute(id: string, activity: Activity, path: string): RuleSetProblem {
  return { path, message: `${activity.id} has no attribute ${id} of the needed kind` };
}
