import fc from 'fast-check';
import { addDays } from '../shared/civil-time';
import { anyRuleSet } from '../rules/fold.examples';
import type { Activity, Attribute, AwardRule, Condition, Dates, Multiply } from '../rules/model';
import type { Rule, RuleGroup, RuleSet, Test } from '../rules/model';
import { HOLDERS, PERIODS, ROUNDINGS } from '../rules/model';

/**
 * Rule sets that say everything the model can say, whether it makes sense together or not: what the
 * fold needs is in `fold.examples.ts`.
 */
const words = fc
  .record({
    zh: fc.constantFrom('夜间', '人数', '级别', '评分', '「名称」', 'A / B 组', '3.5%'),
    en: fc.option(fc.constantFrom('at night', 'people "present"', '<level>'), { nil: undefined })
  })
  .map(({ zh, en }) => (en === undefined ? { zh } : { zh, en }));

const KINDS = ['choice', 'number', 'yes_no', 'text', 'scores'] as const;

const attributeOf = (id: string): fc.Arbitrary<Attribute> =>
  fc
    .tuple(words, fc.constantFrom(...KINDS), fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 4 }))
    .map(([name, kind, from, more, many]): Attribute => {
      if (kind === 'scores') return { id, name, kind, from, to: from + more };
      if (kind !== 'choice') return { id, name, kind };
      const options = Array.from({ length: many }, (_, nth) => ({
        value: `${id}-${nth}`,
        name: { zh: `第${nth}等` }
      }));
      return { id, name, kind, options };
    });

const activityOf = (id: string): fc.Arbitrary<Activity> =>
  fc.record({
    id: fc.constant(id),
    family: fc.constantFrom('civic', 'safety', 'building'),
    name: words,
    unit: fc.constantFrom('times', 'minutes', 'pieces'),
    attributes: fc
      .nat(5)
      .chain((many) =>
        fc.tuple(...Array.from({ length: many }, (_, nth) => attributeOf(`about-${nth}`)))
      )
  });

const figure = fc.oneof(
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.integer({ min: -400, max: 400 }).map((each) => each / 8)
);
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.constantFrom(1, 30, 60, 90, 480)
);
const points = fc.integer({ min: 0, max: 1_000_000 });
const rounding = fc.constantFrom(...ROUNDINGS);
const date = fc.nat(1000).map((days) => addDays('2026-01-01', days));
const dates: fc.Arbitrary<Dates> = fc.oneof(
  date.map((from) => ({ from })),
  date.map((until) => ({ until })),
  fc.record({ from: date, until: date })
);
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

function testOf({ id, kind, ...rest }: Attribute): fc.Arbitrary<Test>[] {
  if (kind === 'yes_no') return [fc.constant({ test: 'is_true', attribute: id })];
  if (kind === 'choice' && 'options' in rest) {
    const values = rest.options.map(({ value }) => value);
    return [
      fc
        .subarray(values, { minLength: 1 })
        .map((chosen) => ({ test: 'is_one_of', attribute: id, values: chosen }))
    ];
  }
  if (kind !== 'number') return [];
  return [
    fc.record({
      test: fc.constantFrom('at_least', 'at_most'),
      attribute: fc.constant(id),
      number: figure
    }),
    fc.record({
      test: fc.constant('between'),
      attribute: fc.constant(id),
      from: figure,
      to: figure
    })
  ];
}

function conditionsOn({ attributes }: Activity): fc.Arbitrary<Condition[]> {
  const tests = attributes.flatMap(testOf);
  const [first, ...others] = tests;
  if (!first) return fc.constant([]);
  const test = fc.oneof(first, ...others);
  const anyOf = fc
    .array(test, { minLength: 1, maxLength: 3 })
    .map((each): Condition => ({ test: 'any_of', tests: each }));
  return fc.array(fc.oneof(test, anyOf), { maxLength: 3 });
}

function awardOf({ attributes }: Activity): fc.Arbitrary<AwardRule> {
  const named = (kind: Attribute['kind']) => attributes.filter((each) => each.kind === kind);
  const bands = fc.array(fc.record({ from: quantity, points }), { minLength: 1, maxLength: 4 });
  const tables = named('choice').map((each) => {
    const values = each.kind === 'choice' ? each.options.map(({ value }) => value) : [];
    return fc
      .subarray(values, { minLength: 1 })
      .chain((chosen) =>
        fc.tuple(...chosen.map((value) => fc.record({ value: fc.constant(value), points })))
      )
      .map((levels): AwardRule => ({ kind: 'table', attribute: each.id, levels }));
  });
  const means = named('scores').map(({ id }) =>
    fc.record({
      kind: fc.constant('mean' as const),
      attribute: fc.constant(id),
      least: fc.integer({ min: 1, max: 9 }),
      points,
      per: quantity,
      rounding
    })
  );
  return fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), points }),
    fc
      .record({ points, per: quantity, step: quantity, rounding, most: maybe(quantity) })
      .map(({ most, ...each }): AwardRule => ({
        kind: 'per_unit',
        ...each,
        ...(most !== undefined && { most })
      })),
    bands.chain((each) =>
      fc
        .tuple(
          ...each.map((band) =>
            maybe(quantity).map((below) => (below === undefined ? band : { ...band, below }))
          )
        )
        .map((all): AwardRule => ({ kind: 'bands', bands: all }))
    ),
    ...tables,
    ...means
  );
}

const multiplyOn = (activity: Activity): fc.Arbitrary<Multiply> =>
  fc.record({
    rounding,
    factors: fc.array(
      fc
        .record({
          by: fc.record({
            numerator: fc.integer({ min: 0, max: 100 }),
            denominator: fc.integer({ min: 1, max: 100 })
          }),
          during: maybe(dates),
          where: conditionsOn(activity)
        })
        .map(({ during, ...factor }) => (during ? { ...factor, during } : factor)),
      { minLength: 1, maxLength: 3 }
    )
  });

const ruleOn = (activity: Activity, id: string, groups: string[]): fc.Arbitrary<Rule> =>
  fc
    .record({
      where: conditionsOn(activity),
      award: awardOf(activity),
      multiply: maybe(multiplyOn(activity)),
      cooldown: maybe(
        fc.record({
          days: fc.integer({ min: 1, max: 3660 }),
          holder: fc.constantFrom('member', 'household')
        })
      ),
      during: maybe(dates),
      group: maybe(fc.constantFrom(...groups))
    })
    .map((each) => {
      const said = Object.entries(each).filter(([, value]) => value !== undefined);
      const { where, award, ...rest } = Object.fromEntries(said) as typeof each;
      return { id, clause: `3.${id}`, activity: activity.id, where, award, ...rest };
    });

const groupOf = (id: string, same: string[]): fc.Arbitrary<RuleGroup> =>
  fc
    .record({
      name: words,
      stack: fc.constantFrom('add', 'highest', 'first'),
      holder: fc.constantFrom(...HOLDERS),
      period: fc.constantFrom(...PERIODS),
      isAcross: fc.boolean(),
      same: maybe(fc.constantFrom(...same))
    })
    .map(({ name, stack, isAcross, same: attribute, ...across }) => ({
      id,
      name,
      stack,
      ...(isAcross &&
        stack !== 'add' && {
          across: { ...across, ...(attribute !== undefined && { same: attribute }) }
        })
    }));

/** Everything that a card of the editor can say. */
export const anyDraft: fc.Arbitrary<RuleSet> = fc
  .tuple(anyRuleSet, fc.tuple(activityOf('one'), activityOf('other')))
  .chain(([set, activities]) => {
    const compared = ['about-0', 'about-1'];
    const groups = fc.tuple(groupOf('g0', compared), groupOf('g1', compared));
    const rules = fc.tuple(
      ...['a', 'b', 'c'].map((id, nth) => ruleOn(activities[nth % 2]!, id, ['g0', 'g1']))
    );
    return fc.tuple(groups, rules).map(([each, all]) => ({
      ...set,
      activities,
      groups: each,
      rules: all,
      caps: set.caps.map((cap) =>
        cap.over.kind === 'rule'
          ? { ...cap, over: { kind: 'rule' as const, rule: 'a' } }
          : cap.over.kind === 'group'
            ? { ...cap, over: { kind: 'group' as const, group: 'g0' } }
            : cap
      )
    }));
  });
