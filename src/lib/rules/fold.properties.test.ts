import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Award, Fact } from './award';
import { civilDay, periodKey } from '../shared/civil-time';
import { foldAll, mergeAwards, startFold } from './fold';
import type { Activity, AwardRule, Cap, Condition, Cooldown, Rule, RuleGroup } from './model';
import type { Rounding, RuleSet, RuleTimeline, Test } from './model';
import { parseRuleSet } from './schema.server';
import { receiptText } from './receipt-text';
import { SHANGHAI, rule, ruleSet } from './rules.examples';
import { holderKey } from './usage';

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
const fixed = fc.record({
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

const anyRuleSet: fc.Arbitrary<RuleSet> = fc
  .record({
    rules: fc.tuple(...RULE_IDS.map(ruleOf)),
    groups: fc.tuple(...GROUP_IDS.map(groupOf)).map((groups) => [...groups, sameHonour]),
    caps: fc.array(cap, { maxLength: 4 }),
    account: fc.constantFrom('member', 'household'),
    smallest_unit: fc.constantFrom('1', '1/2', '1/10')
  })
  .map(({ caps, ...parts }) =>
    ruleSet({ ...parts, caps: caps.map((each, n) => ({ ...each, id: `c${n}`, clause: `9.${n}` })) })
  );

const from2026 = (rule_set: RuleSet): RuleTimeline => ({
  time_zone: SHANGHAI,
  versions: [{ version: 1, in_force_from: '2026-01-01', rule_set }]
});
const oneVersion = anyRuleSet.map(from2026);
const twoVersions = fc.tuple(anyRuleSet, anyRuleSet).map(([first, second]): RuleTimeline => ({
  time_zone: SHANGHAI,
  versions: [
    { version: 1, in_force_from: '2026-01-01', rule_set: first },
    { version: 2, in_force_from: '2026-03-01', rule_set: second }
  ]
}));
const anyTimeline = fc.oneof(oneVersion, twoVersions);

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

const facts: fc.Arbitrary<Fact[]> = fc
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

const nameOf = ({ attributes }: Fact): string =>
  String(attributes['honour-name'] ?? '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();

const runs = { numRuns: 250 };
const all = (final: Map<string, Award[]>) => [...final.values()].flat();

test('the generated rule sets are valid', () => {
  fc.assert(
    fc.property(anyRuleSet, (set) => {
      expect(parseRuleSet(set)).toEqual({ ok: set });
    }),
    runs
  );
});

test('live awarding, fact by fact, equals a replay of every prefix', () => {
  fc.assert(
    fc.property(anyTimeline, facts, (timeline, list) => {
      const fold = startFold(timeline);
      const live = new Map<string, Award[]>();
      list.forEach((fact, n) => {
        mergeAwards(live, fact, fold.accept(fact));
        expect(live).toEqual(foldAll(timeline, list.slice(0, n + 1)));
      });
    }),
    { numRuns: 100 }
  );
});

test('going on from the awards that stand equals going on from the whole history', () => {
  fc.assert(
    fc.property(anyTimeline, facts, fc.nat(25), (timeline, list, at) => {
      const whole = foldAll(timeline, list);
      const resumed = startFold(timeline);
      const final = foldAll(timeline, list.slice(0, at));
      for (const fact of list.slice(0, at)) resumed.recall(fact, final.get(fact.id) ?? []);
      for (const fact of list.slice(at)) mergeAwards(final, fact, resumed.accept(fact));
      const points = (awards: Map<string, Award[]>) =>
        all(awards).map((award) => [award.fact_id, award.rule_id, award.points]);
      expect(points(final)).toEqual(points(whole));
    }),
    runs
  );
});

test('a later fact never lowers an earlier award, unless a higher one of its group replaces it', () => {
  fc.assert(
    fc.property(anyTimeline, facts, (timeline, list) => {
      const fold = startFold(timeline);
      const live = new Map<string, Award[]>();
      for (const fact of list) {
        const accepted = fold.accept(fact);
        const earlier = accepted.filter((award) => award.fact_id !== fact.id);
        for (const lowered of earlier) {
          const before = live
            .get(lowered.fact_id)
            ?.find((each) => each.rule_id === lowered.rule_id);
          const stack = lowered.receipt.stack;
          expect(lowered.points).toBe(0);
          expect(stack).toMatchObject({ outcome: 'replaced', by_fact_id: fact.id });
          expect(stack?.by_points).toBeGreaterThan(before?.points ?? Infinity);
        }
        mergeAwards(live, fact, accepted);
      }
    }),
    runs
  );
});

test('no cap is ever exceeded', () => {
  fc.assert(
    fc.property(oneVersion, facts, (timeline, list) => {
      const set = timeline.versions[0]?.rule_set ?? ruleSet({});
      const byId = new Map(list.map((fact) => [fact.id, fact]));
      const groups = new Map(set.rules.map((rule) => [rule.id, rule.group]));
      const awards = all(foldAll(timeline, list)).filter((award) => award.points > 0);
      for (const { over, at_most, holder, period } of set.caps) {
        const used = new Map<string, number>();
        for (const award of awards) {
          const fact = byId.get(award.fact_id);
          if (!fact) continue;
          if (over.kind === 'rule' && over.rule !== award.rule_id) continue;
          if (over.kind === 'group' && over.group !== groups.get(award.rule_id)) continue;
          const key = `${holderKey(holder, fact)} ${periodKey(civilDay(fact.occurred_at, SHANGHAI), period)}`;
          const amount = at_most.kind === 'points' ? award.points : 1;
          used.set(key, (used.get(key) ?? 0) + amount);
        }
        const limit = at_most.kind === 'points' ? at_most.points : at_most.times;
        for (const amount of used.values()) expect(amount).toBeLessThanOrEqual(limit);
      }
    }),
    runs
  );
});

test('evaluation is total: whole points, never more than computed, and a receipt that agrees', () => {
  fc.assert(
    fc.property(anyTimeline, facts, (timeline, list) => {
      for (const award of all(foldAll(timeline, list))) {
        const { points, receipt } = award;
        expect(Number.isSafeInteger(points) && points >= 0).toBe(true);
        expect(receipt.points).toBe(points);
        expect(Number.isSafeInteger(receipt.computed)).toBe(true);
        expect(points).toBeLessThanOrEqual(receipt.computed);
        const explained =
          receipt.caps.length > 0 || receipt.stack !== null || receipt.cooldown !== undefined;
        expect(explained).toBe(points < receipt.computed || receipt.stack !== null);
        expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
        expect(receiptText(receipt, 'zh')).not.toMatch(/NaN|undefined|\{/);
      }
    }),
    runs
  );
});

test('between two awards of a rule with a cooldown lie at least its days, both ways', () => {
  fc.assert(
    fc.property(oneVersion, facts, (timeline, list) => {
      const byId = new Map(list.map((fact) => [fact.id, fact]));
      const awarded = all(foldAll(timeline, list)).filter((award) => award.points > 0);
      for (const { id, cooldown } of timeline.versions[0]?.rule_set.rules ?? []) {
        if (!cooldown) continue;
        const days = new Map<string, number[]>();
        for (const award of awarded) {
          const fact = byId.get(award.fact_id);
          if (award.rule_id !== id || !fact) continue;
          const key = holderKey(cooldown.holder, fact);
          const day = civilDay(fact.occurred_at, SHANGHAI);
          for (const other of days.get(key) ?? []) {
            expect(Math.abs(day - other)).toBeGreaterThanOrEqual(cooldown.days);
          }
          days.set(key, [...(days.get(key) ?? []), day]);
        }
      }
    }),
    runs
  );
});

test('of a group that keeps one award across a period, one at most gives points', () => {
  fc.assert(
    fc.property(oneVersion, facts, (timeline, list) => {
      const set = timeline.versions[0]?.rule_set ?? ruleSet({});
      const byId = new Map(list.map((fact) => [fact.id, fact]));
      const groups = new Map(set.groups.map((group) => [group.id, group]));
      const standing = new Set<string>();
      for (const award of all(foldAll(timeline, list))) {
        const group = groups.get(set.rules.find((each) => each.id === award.rule_id)?.group ?? '');
        const fact = byId.get(award.fact_id);
        if (!fact || !group || group.stack === 'add' || award.points === 0) continue;
        const day = civilDay(fact.occurred_at, SHANGHAI);
        const where = group.across
          ? [
              holderKey(group.across.holder, fact),
              periodKey(day, group.across.period),
              group.across.same ? nameOf(fact) : ''
            ]
          : [fact.id];
        const key = [group.id, ...where].join(' ');
        expect(standing.has(key)).toBe(false);
        standing.add(key);
      }
    }),
    runs
  );
});

test('a rule for another activity changes nothing', () => {
  const singing: Activity = {
    id: 'singing',
    family: 'civic',
    name: { zh: '唱歌' },
    unit: 'times',
    attributes: []
  };
  fc.assert(
    fc.property(anyRuleSet, facts, fixed, (set, list, award) => {
      const sung: Rule = { ...rule('sung', 'singing'), award, group: 'g0' };
      const activities = [singing, ...set.activities];
      const wider = { ...set, activities, rules: [sung, ...set.rules] };
      expect(foldAll(from2026(wider), list)).toEqual(foldAll(from2026(set), list));
    }),
    runs
  );
});

test('withdrawing facts gives what would have been without them, and withdrawing all gives zero', () => {
  fc.assert(
    fc.property(anyTimeline, facts, fc.func(fc.boolean()), (timeline, list, isWithdrawn) => {
      const rest = list.filter((fact) => !isWithdrawn(fact.id));
      const never = startFold(timeline);
      const final = new Map<string, Award[]>();
      for (const fact of rest) mergeAwards(final, fact, never.accept(fact));
      expect(foldAll(timeline, rest)).toEqual(final);
      expect(all(foldAll(timeline, []))).toEqual([]);
    }),
    { numRuns: 50 }
  );
});
