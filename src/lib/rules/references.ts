import type { Activity, Attribute, AwardRule, Rule, RuleSet, Test } from './model';

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
  const options = attributes.flatMap((attribute, at) =>
    attribute.kind !== 'choice'
      ? []
      : repeatedValues(attribute.options.map((option) => option.value)).map((repeat) => ({
          path: `${path}.${at}.options.${repeat.index}.value`,
          message: `The option ${repeat.value} is listed twice`
        }))
  );
  return [...repeated(path, attributes), ...options];
}

function ruleProblems(
  rule: Rule,
  index: number,
  activities: Map<string, Activity>,
  ruleSet: RuleSet
): RuleSetProblem[] {
  const path = `rules.${index}`;
  const problems: RuleSetProblem[] = [];
  const { from, until } = rule.during ?? {};
  if (from && until && from > until) {
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
  const tests = rule.where.flatMap((condition, at) =>
    condition.test === 'any_of'
      ? condition.tests.flatMap((test, nth) =>
          testProblems(test, activity, `${path}.where.${at}.tests.${nth}`)
        )
      : testProblems(condition, activity, `${path}.where.${at}`)
  );
  return [...problems, ...tests, ...awardProblems(rule.award, activity, `${path}.award`)];
}

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
  const attribute = attributeOf(activity, award.attribute);
  if (attribute?.kind !== 'choice') return [noAttribute(award.attribute, activity, path)];
  const values = award.levels.map((level) => level.value);
  const repeats = repeatedValues(values).map(({ index, value }) => ({
    path: `${path}.levels.${index}`,
    message: `The level ${value} is listed twice`
  }));
  return [...repeats, ...valueProblems(values, attribute, path)];
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

function groupProblems({ groups }: RuleSet): RuleSetProblem[] {
  return groups.flatMap((group, index) =>
    group.stack === 'add' && group.across
      ? [{ path: `groups.${index}.across`, message: 'A group that adds has nothing to compare' }]
      : []
  );
}

function attributeOf(activity: Activity, id: string): Attribute | undefined {
  return activity.attributes.find((attribute) => attribute.id === id);
}

function noAttribute(id: string, activity: Activity, path: string): RuleSetProblem {
  return { path, message: `${activity.id} has no attribute ${id} of the needed kind` };
}
