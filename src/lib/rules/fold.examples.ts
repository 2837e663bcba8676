import fc from 'fast-check';
import type { Fact } from './award';
import { END_PERIODS, ROUNDINGS } from './model';
import type { AwardRule, Cap, Carried, Condition, Cooldown, DayOfPeriod, Expiry } from './model';
import type { Redemption, RedemptionWindow, Rule, RuleGroup } from './model';
import type { Rounding, RuleSet, RuleTimeline, Test } from './model';
import { MONTHS } from './redemption';
import { SHANGHAI, ruleSet } from './rules.examples';

/** Generators of rule sets that use everything the model has, and of facts that they judge. */
const RULE_IDS = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'];
const GROUP_IDS = ['g0', 'g1', 'g2'];

const holder = fc.constantFrom('member', 'household', 'grid');
const period = fc.constantFrom('day', 'week', 'month', 'quarter', 'year', 'once');
const some: Test = { test: 'between', attribute: 'people', from: 2, to: 4 };
const atNight: Test = { test: 'is_true', attribute: 'night' };
const nightOrSome: Condition = { test: 'any_of', tests: [atNight, some] };
const isCounty: Test = { test: 'is_one_of', attribute: 'level', values: ['county'] };

const wholeSteps = fc.record({
  kind: fc.constant('per_unit' as const),
  points: fc.integer({ min: 0, max: 10 }).map((each) => each * 4),
  per: fc.constantFrom(1, 60, 120),
  step: fc.constant(0),
  rounding: fc.constantFrom('down', 'up', 'nearest')
});
const perUnit = fc.tuple(wholeSteps, fc.constantFrom(1, 2, 4)).chain(([award, parts]) =>
  fc.option(fc.integer({ min: 1, max: 240 }), { nil: undefined }).map((most): AwardRule => ({
    ...award,
    step: Math.max(1, award.per / parts),
    ...(most !== undefined && { most })
  }))
);
export const fixed = fc.record({
  kind: fc.constant('fixed' as const),
  points: fc.integer({ min: 0, max: 50 })
});
const byLevel = fc.record({
  kind: fc.constant('table' as const),
  attribute: fc.constant('level'),
  levels: fc.constant<{ value: string; points: number }[]>([
    { value: 'community', points: 5 },
    { value: 'county', points: 15 }
  ])
});

const byBands = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 30 })), {
    minLength: 1,
    maxLength: 3
  })
  .chain((steps) =>
    fc.boolean().map((isOpen): AwardRule => {
      let from = 1;
      const bands = steps.map(([width, points], n) => {
        const band = { from, below: from + width, points };
        from += width;
        return isOpen && n === steps.length - 1 ? { from: band.from, points } : band;
      });
      return { kind: 'bands', bands };
    })
  );
const mean = fc.record({
  kind: fc.constant('mean' as const),
  attribute: fc.constant('scores'),
  least: fc.integer({ min: 1, max: 3 }),
  points: fc.integer({ min: 0, max: 5 }),
  per: fc.integer({ min: 1, max: 3 }),
  rounding: fc.constantFrom('down', 'up', 'nearest')
});

/** Factors of 0 to 5/2, for dates or at night; `night` is known of patrols alone. */
const multiplyBy = (where: Condition[]) =>
  fc.record({
    rounding: fc.constantFrom<Rounding[]>('down', 'up', 'nearest'),
    factors: fc.array(
      fc.record({
        by: fc.record({
          numerator: fc.integer({ min: 0, max: 5 }),
          denominator: fc.integer({ min: 1, max: 3 })
        }),
        during: fc.option(fc.constant({ from: '2026-02-01' }), { nil: undefined }),
        where: fc.constantFrom<Condition[][]>([], where)
      }),
      { minLength: 1, maxLength: 3 }
    )
  });
const cooldown = fc.record({
  days: fc.constantFrom(1, 2, 7, 30, 400),
  holder: fc.constantFrom<Cooldown['holder'][]>('member', 'household')
});
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

function ruleOf(id: string): fc.Arbitrary<Rule> {
  const rest = {
    id: fc.constant(id),
    clause: fc.constant(id),
    group: fc.option(fc.constantFrom(...GROUP_IDS), { nil: undefined }),
    during: fc.option(fc.constant({ from: '2026-02-10', until: '2026-03-20' }), { nil: undefined }),
    cooldown: maybe(cooldown)
  };
  const patrol = fc.record({
    ...rest,
    activity: fc.constant('patrol'),
    where: fc.constantFrom<Condition[][]>([], [], [atNight], [nightOrSome]),
    award: fc.oneof(fixed, perUnit, byBands),
    multiply: maybe(multiplyBy([atNight]))
  });
  const honour = fc.record({
    ...rest,
    group: maybe(fc.constantFrom(...GROUP_IDS, sameHonour.id)),
    activity: fc.constant('honour'),
    where: fc.constantFrom<Condition[][]>([], [isCounty]),
    award: fc.oneof(fixed, byLevel, mean),
    multiply: maybe(multiplyBy([isCounty]))
  });
  const plain = fc.record({
    ...rest,
    activity: fc.constantFrom('good-deed', 'bottles'),
    where: fc.constant<Condition[]>([]),
    award: fixed
  });
  return fc.oneof(patrol, honour, plain);
}

const across = fc.option(fc.record({ holder, period }), { nil: undefined });
/** The group of rules for honours alone, which compares honours of the same name. */
const sameHonour: RuleGroup = {
  id: 'same-honour',
  name: { zh: '荣誉' },
  stack: 'highest',
  across: { holder: 'household', period: 'once', same: 'honour-name' }
};
const groupOf = (id: string): fc.Arbitrary<RuleGroup> => {
  const name = { zh: id };
  return fc.oneof(
    fc.constant({ id, name, stack: 'add' as const }),
    fc.record({
      id: fc.constant(id),
      name: fc.constant(name),
      stack: fc.constantFrom('highest', 'first'),
      across
    })
  );
};

const cap: fc.Arbitrary<Omit<Cap, 'id' | 'clause'>> = fc.record({
  over: fc.oneof(
    fc.constant({ kind: 'all' as const }),
    fc.record({ kind: fc.constant('group' as const), group: fc.constantFrom(...GROUP_IDS) }),
    fc.record({ kind: fc.constant('rule' as const), rule: fc.constantFrom(...RULE_IDS) })
  ),
  at_most: fc.oneof(
    fc.record({ kind: fc.constant('points' as const), points: fc.integer({ min: 0, max: 90 }) }),
    fc.record({ kind: fc.constant('times' as const), times: fc.integer({ min: 0, max: 4 }) })
  ),
  holder,
  period
});

const end = fc.constantFrom(...END_PERIODS);
const rounding = fc.constantFrom(...ROUNDINGS);
const carried: fc.Arbitrary<Carried> = fc.oneof(
  fc.record({ kind: fc.constant('points' as const), points: fc.integer({ min: 0, max: 200 }) }),
  fc.record({
    kind: fc.constant('share' as const),
    share: fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
      .map(([part, rest]) => ({ numerator: part, denominator: Math.max(1, part + rest) })),
    rounding
  })
);
export const anyExpiry: fc.Arbitrary<Expiry> = fc.oneof(
  fc.record({
    kind: fc.constant('lifetime' as const),
    clause: fc.constant('8.1'),
    months: fc.integer({ min: 0, max: 30 }),
    until: end
  }),
  fc.record(
    { kind: fc.constant('clearing' as const), clause: fc.constant('8.1'), every: end, carried },
    { requiredKeys: ['kind', 'clause', 'every'] }
  )
);
const orderOf = ({ month, day }: DayOfPeriod): number => month * 100 + day;
const window: fc.Arbitrary<RedemptionWindow> = end.chain((every) => {
  const month = fc.integer({ min: 1, max: MONTHS[every] });
  const day = fc.record({ month, day: fc.integer({ min: 1, max: 31 }) });
  return fc.tuple(day, day).map(([one, other]) => {
    const isInOrder = orderOf(one) <= orderOf(other);
    return { every, from: isInOrder ? one : other, until: isInOrder ? other : one };
  });
});
export const anyRedemption: fc.Arbitrary<Redemption> = fc.record(
  {
    clause: fc.constant('8.2'),
    windows: fc.array(window, { maxLength: 3 }),
    least: fc.integer({ min: 1, max: 99 })
  },
  { requiredKeys: ['clause', 'windows'] }
);

export const anyRuleSet: fc.Arbitrary<RuleSet> = fc
  .record({
    rules: fc.tuple(...RULE_IDS.map(ruleOf)),
    groups: fc.tuple(...GROUP_IDS.map(groupOf)).map((groups) => [...groups, sameHonour]),
    caps: fc.array(cap, { maxLength: 4 }),
    account: fc.constantFrom('member', 'household'),
    smallest_unit: fc.constantFrom('1', '1/2', '1/10'),
    expiry: maybe(anyExpiry),
    redemption: maybe(anyRedemption)
  })
  .map(({ caps, ...parts }) =>
    ruleSet({ ...parts, caps: caps.map((each, n) => ({ ...each, id: `c${n}`, clause: `9.${n}` })) })
  );

export const from2026 = (rule_set: RuleSet): RuleTimeline => ({
  time_zone: SHANGHAI,
  versions: [{ version: 1, in_force_from: '2026-01-01', rule_set }]
});
export const oneVersion = anyRuleSet.map(from2026);
const twoVersions = fc.tuple(anyRuleSet, anyRuleSet).map(([first, second]): RuleTimeline => ({
  time_zone: SHANGHAI,
  versions: [
    { version: 1, in_force_from: '2026-01-01', rule_set: first },
    { version: 2, in_force_from: '2026-03-01', rule_set: second }
  ]
}));
export const anyTimeline = fc.oneof(oneVersion, twoVersions);

const attributes: fc.Arbitrary<Fact['attributes']> = fc.constantFrom<Fact['attributes'][]>(
  {},
  { night: true },
  { people: 3 },
  { night: false, people: 9 },
  { level: 'community' },
  { level: 'county', scores: [8, 9, 9] },
  { level: 'county', 'honour-name': 'Good neighbour', scores: [10] },
  { level: 'community', 'honour-name': ' good  neighbour', scores: [3, -1] },
  { level: 'unheard of' }
);

export const facts: fc.Arbitrary<Fact[]> = fc
  .array(
    fc.record({
      activity: fc.constantFrom('patrol', 'patrol', 'honour', 'good-deed', 'bottles', 'unknown'),
      member_id: fc.constantFrom('mei', 'wei', '__proto__'),
      household_id: fc.constantFrom('h1', 'h2'),
      grid_id: fc.constantFrom('grid', null),
      occurred_at: fc.integer({
        min: Date.parse('2025-12-28T00:00:00Z'),
        max: Date.parse('2026-04-20T00:00:00Z')
      }),
      quantity: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant(20_000_000)),
      attributes
    }),
    { maxLength: 25 }
  )
  .map((list) => list.map((each, n) => ({ ...each, id: `f${n}` })));
