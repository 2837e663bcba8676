import { describe, expect, test } from 'vitest';
import type { Fact } from './award';
import { explainNothing, foldAll, startFold, versionInForce } from './fold';
import type { Condition, RuleTimeline } from './model';
import {
  BROTHER_OF_MEI,
  HONOUR_BY_LEVEL,
  PATROL_BY_THE_HOUR,
  SHANGHAI,
  WEI,
  always,
  cap,
  fact,
  group,
  rule,
  ruleSet
} from './rules.examples';

const deed = (points: number, id = 'deed') =>
  rule(id, 'good-deed', { award: { kind: 'fixed', points } });
const bottle = rule('bottle', 'bottles', {
  award: { kind: 'per_unit', points: 1, per: 1, step: 1, rounding: 'down' }
});
const bottles = (id: string, pieces: number, when?: string, changes?: Partial<Fact>) =>
  fact(id, 'bottles', pieces, when, changes);

/** The points of each fact in order, over all its rules. */
function points(timeline: RuleTimeline, facts: Fact[]): number[] {
  return [...foldAll(timeline, facts).values()].map((awards) =>
    awards.reduce((sum, award) => sum + award.points, 0)
  );
}

describe('household caps', () => {
  const upTo60 = always({ rules: [bottle], caps: [cap('month', 60)] });
  const first = bottles('first', 50);
  const rest = [bottles('second', 30), bottles('third', 20)];

  test("Mei's 50, 30 and 20 under 60 a month give 50, 10 and 0", () => {
    expect(points(upTo60, [first, ...rest])).toEqual([50, 10, 0]);
  });

  test('once the 50 is withdrawn, the other two give 30 and 20', () => {
    expect(points(upTo60, rest)).toEqual([30, 20]);
  });

  test('an award of 0 keeps a receipt that says what was used', () => {
    const awards = foldAll(upTo60, [first, ...rest]).get('third');
    expect(awards).toHaveLength(1);
    expect(awards?.[0]).toMatchObject({ points: 0, receipt: { computed: 20, points: 0 } });
    expect(awards?.[0]?.receipt.caps).toEqual([
      {
        cap_id: 'month',
        clause: 'c-month',
        over: { kind: 'all' },
        at_most: { kind: 'points', points: 60 },
        holder: 'household',
        period: 'month',
        period_key: '2026-03',
        used: 60,
        remained: 0
      }
    ]);
  });

  test('Mei and her brother at the same minute share the cap of their household', () => {
    const facts = [bottles('mei', 50), bottles('brother', 30, undefined, BROTHER_OF_MEI)];
    expect(points(upTo60, facts)).toEqual([50, 10]);
  });

  test("Wei's household has a cap of its own", () => {
    expect(points(upTo60, [first, bottles('wei', 50, undefined, WEI)])).toEqual([50, 50]);
  });

  test('Mei moves house: the new household has its cap to itself, the old one stays used', () => {
    const moved = { ...WEI, member_id: 'mei' };
    const facts = [
      first,
      bottles('moved', 50, undefined, moved),
      bottles('brother', 50, undefined, BROTHER_OF_MEI)
    ];
    expect(points(upTo60, facts)).toEqual([50, 50, 10]);
  });

  test('a late claim gets what is left of its own month and lowers nobody', () => {
    const facts = [bottles('april', 60, '2026-04-02 09:00'), first, bottles('late', 30)];
    expect(points(upTo60, facts)).toEqual([60, 50, 10]);
  });
});

test("a member's cap follows Mei into another household", () => {
  const timeline = always({ rules: [bottle], caps: [cap('week', 20, { holder: 'member' })] });
  const moved = { ...WEI, member_id: 'mei' };
  const facts = [bottles('before', 15), bottles('after', 15, undefined, moved)];
  expect(points(timeline, facts)).toEqual([15, 5]);
});

test('a grid has one cap for all who live in it; who lives in none is under no cap of grids', () => {
  const timeline = always({ rules: [bottle], caps: [cap('grid', 20, { holder: 'grid' })] });
  const nowhere = { grid_id: null };
  const facts = [
    bottles('mei', 15),
    bottles('wei', 15, undefined, WEI),
    bottles('elsewhere', 15, undefined, nowhere),
    bottles('elsewhere too', 15, undefined, { ...WEI, ...nowhere })
  ];
  expect(points(timeline, facts)).toEqual([15, 5, 15, 15]);
});

describe('rounding', () => {
  test.each([
    [0, 'down', 0],
    [59, 'down', 5],
    [60, 'down', 10],
    [89, 'down', 10],
    [90, 'down', 15],
    [29, 'down', 0],
    [1, 'up', 5],
    [90, 'up', 15],
    [91, 'up', 20],
    [14, 'nearest', 0],
    [15, 'nearest', 5],
    [105, 'nearest', 20],
    [-30, 'down', 0],
    [Number.NaN, 'up', 0]
  ] as const)('%i minutes at 10 an hour in half hours going %s give %i', (minutes, way, given) => {
    const award = { kind: 'per_unit', points: 10, per: 60, step: 30, rounding: way } as const;
    const timeline = always({ rules: [rule('patrol', 'patrol', { award })] });
    expect(points(timeline, [fact('f', 'patrol', minutes)])).toEqual([given]);
  });

  test('half points are whole numbers of the smallest unit', () => {
    const award = { kind: 'per_unit', points: 9, per: 60, step: 20, rounding: 'down' } as const;
    const rules = [rule('patrol', 'patrol', { award })];
    const timeline = always({ smallest_unit: '1/2', rules });
    expect(points(timeline, [fact('f', 'patrol', 100)])).toEqual([15]);
  });
});

describe('borders of periods in Shanghai', () => {
  test.each([
    ['day', '2026-03-10 23:59', '2026-03-11 00:00'],
    ['week', '2026-03-08 23:59', '2026-03-09 00:00'],
    ['week', '2027-01-03 23:59', '2027-01-04 00:00'],
    ['month', '2026-02-28 23:59', '2026-03-01 00:00'],
    ['quarter', '2026-03-31 23:59', '2026-04-01 00:00'],
    ['year', '2026-12-31 23:59', '2027-01-01 00:00']
  ] as const)('a new %s begins between %s and %s', (period, last, first) => {
    const timeline = always({ rules: [bottle], caps: [cap('c', 10, { period })] });
    const facts = [bottles('1', 10, last), bottles('2', 10, last), bottles('3', 10, first)];
    expect(points(timeline, facts)).toEqual([10, 0, 10]);
  });

  test.each([
    ['week', '2026-12-28 00:00', '2027-01-03 23:59'],
    ['quarter', '2026-01-01 00:00', '2026-03-31 23:59'],
    ['once', '2020-01-01 00:00', '2030-12-31 23:59']
  ] as const)('one %s holds both %s and %s', (period, first, last) => {
    const timeline = always({ rules: [bottle], caps: [cap('c', 10, { period })] });
    expect(points(timeline, [bottles('1', 10, first), bottles('2', 10, last)])).toEqual([10, 0]);
  });
});

describe('caps by times and over groups', () => {
  test('the third good deed of a month gives nothing when two are rewarded', () => {
    const twice = cap('twice', 0, { at_most: { kind: 'times', times: 2 } });
    const timeline = always({ rules: [deed(50)], caps: [twice] });
    const facts = ['1', '2', '3'].map((id) => fact(id, 'good-deed', 1));
    expect(points(timeline, facts)).toEqual([50, 50, 0]);
  });

  test('a patrol too short to give points does not count as a time', () => {
    const once = cap('once', 0, { at_most: { kind: 'times', times: 1 } });
    const timeline = always({ rules: [PATROL_BY_THE_HOUR], caps: [once] });
    const facts = [fact('short', 'patrol', 40), fact('long', 'patrol', 60)];
    expect(points(timeline, facts)).toEqual([0, 5]);
  });

  test('caps over one rule, its group and everything are applied one after the other', () => {
    const timeline = always({
      groups: [group('service', 'add')],
      rules: [{ ...bottle, group: 'service' }, deed(10)],
      caps: [
        cap('everything', 14),
        cap('service', 8, { over: { kind: 'group', group: 'service' } }),
        cap('bottles', 9, { over: { kind: 'rule', rule: 'bottle' } })
      ]
    });
    const facts = [bottles('bottles', 20), fact('deed', 'good-deed', 1)];
    expect(points(timeline, facts)).toEqual([8, 6]);
    const bites = foldAll(timeline, facts).get('bottles')?.[0]?.receipt.caps;
    expect(bites?.map((bite) => bite.cap_id)).toEqual(['bottles', 'service']);
  });
});

describe('versions', () => {
  const version = (
    number: number,
    in_force_from: string,
    parts: Parameters<typeof ruleSet>[0]
  ) => ({
    version: number,
    in_force_from,
    rule_set: ruleSet(parts)
  });

  test('a late claim is judged by the version of the day of the activity', () => {
    const timeline: RuleTimeline = {
      time_zone: SHANGHAI,
      versions: [
        version(1, '2026-01-01', { rules: [deed(50)] }),
        version(2, '2026-04-01', { rules: [deed(30)] })
      ]
    };
    const facts = [
      fact('april', 'good-deed', 1, '2026-04-01 00:00'),
      fact('late', 'good-deed', 1, '2026-03-31 23:59'),
      fact('too early', 'good-deed', 1, '2025-12-31 23:59')
    ];
    expect(points(timeline, facts)).toEqual([30, 50, 0]);
    expect(foldAll(timeline, facts).get('late')?.[0]).toMatchObject({ version: 1 });
    expect(versionInForce(timeline, facts[2]?.occurred_at ?? 0)).toBeNull();
    expect(versionInForce(timeline, facts[0]?.occurred_at ?? 0)?.version).toBe(2);
  });

  test('what was used of a cap stays used under the next version, even by another period', () => {
    const timeline: RuleTimeline = {
      time_zone: SHANGHAI,
      versions: [
        version(1, '2026-01-01', { rules: [bottle], caps: [cap('limit', 60)] }),
        version(2, '2026-03-15', { rules: [bottle], caps: [cap('limit', 40)] }),
        version(3, '2026-03-20', {
          rules: [bottle],
          caps: [cap('limit', 100, { period: 'quarter' })]
        })
      ]
    };
    const facts = [
      bottles('v1', 30, '2026-03-14 09:00'),
      bottles('v2', 30, '2026-03-15 09:00'),
      bottles('v3', 90, '2026-03-21 09:00'),
      bottles('late', 90, '2026-03-01 09:00')
    ];
    expect(points(timeline, facts)).toEqual([30, 10, 60, 0]);
  });

  test('of two versions from one date the higher number is in force', () => {
    const timeline: RuleTimeline = {
      time_zone: SHANGHAI,
      versions: [
        version(3, '2026-01-01', { rules: [deed(3)] }),
        version(2, '2026-01-01', { rules: [deed(2)] })
      ]
    };
    expect(points(timeline, [fact('f', 'good-deed', 1)])).toEqual([3]);
  });
});

describe('groups', () => {
  const inGroup = (id: string, given: number) => ({ ...deed(given, id), group: 'g' });
  const rules = [inGroup('a', 10), inGroup('b', 30), inGroup('c', 20)];

  test.each([
    ['add', [10, 30, 20]],
    ['highest', [0, 30, 0]],
    ['first', [10, 0, 0]]
  ] as const)('three rules for one deed in a group of kind %s give %j', (stack, expected) => {
    const timeline = always({ groups: [group('g', stack)], rules });
    const awards = startFold(timeline).accept(fact('f', 'good-deed', 1));
    const given = new Map(awards.map((award) => [award.rule_id, award.points]));
    expect(['a', 'b', 'c'].map((id) => given.get(id))).toEqual(expected);
  });

  test('two rules without a group both count', () => {
    const timeline = always({ rules: [deed(10, 'a'), deed(30, 'b')] });
    expect(points(timeline, [fact('f', 'good-deed', 1)])).toEqual([40]);
  });

  describe('an honour counted once a year at its highest level', () => {
    const across = { holder: 'household', period: 'year' } as const;
    const honoured = (id: string, level: string, when?: string, changes?: Partial<Fact>) =>
      fact(id, 'honour', 1, when, { attributes: { level }, ...changes });
    const timeline = always({
      groups: [group('honours', 'highest', across)],
      rules: [{ ...HONOUR_BY_LEVEL, group: 'honours' }],
      caps: [cap('year', 55, { period: 'year' })]
    });

    test('the county honour replaces that of the community, which is returned as lowered', () => {
      const fold = startFold(timeline);
      expect(fold.accept(honoured('small', 'community'))).toMatchObject([{ points: 5 }]);
      const awards = fold.accept(honoured('county', 'county', '2026-05-01 09:00', BROTHER_OF_MEI));
      expect(awards.map((award) => [award.fact_id, award.points])).toEqual([
        ['small', 0],
        ['county', 15]
      ]);
      expect(awards[0]?.receipt.stack).toMatchObject({ outcome: 'replaced', by_points: 15 });
    });

    test('the replaced award frees its share of the cap, and another year starts anew', () => {
      const facts = [
        honoured('county', 'county'),
        honoured('national', 'national'),
        honoured('again', 'community'),
        honoured('next year', 'community', '2027-01-01 00:00')
      ];
      expect(points(timeline, facts)).toEqual([0, 50, 0, 5]);
    });

    test('a higher honour that a full cap would lower does not replace what stands', () => {
      const capped = always({
        groups: [group('honours', 'highest', { holder: 'household', period: 'once' })],
        rules: [{ ...HONOUR_BY_LEVEL, group: 'honours' }, bottle],
        caps: [cap('month', 15)]
      });
      const facts = [
        honoured('march', 'county'),
        bottles('april', 10, '2026-04-01 09:00'),
        honoured('april honour', 'national', '2026-04-02 09:00')
      ];
      expect(points(capped, facts)).toEqual([15, 10, 0]);
    });

    test('after recalling what stands, the next honour is judged as in the whole history', () => {
      const history = [honoured('county', 'county'), honoured('small', 'community')];
      const next = honoured('national', 'national');
      const whole = startFold(timeline);
      const resumed = startFold(timeline);
      const final = foldAll(timeline, history);
      for (const past of history) {
        whole.accept(past);
        resumed.recall(past, final.get(past.id) ?? []);
      }
      expect(resumed.accept(next)).toEqual(whole.accept(next));
    });

    test('an honour that a limit had lowered names the limit when it is replaced, also after recalling', () => {
      const capped = always({
        groups: [group('honours', 'highest', across)],
        rules: [{ ...HONOUR_BY_LEVEL, group: 'honours' }, bottle],
        caps: [cap('month', 10)]
      });
      const history = [bottles('march', 4), honoured('county', 'county')];
      const final = foldAll(capped, history);
      const resumed = startFold(capped);
      for (const past of history) resumed.recall(past, final.get(past.id) ?? []);
      const [replaced, won] = resumed.accept(honoured('april', 'national', '2026-04-02 09:00'));
      expect(final.get('county')).toMatchObject([{ points: 6 }]);
      expect(won).toMatchObject({ fact_id: 'april', points: 10 });
      expect(replaced?.receipt).toMatchObject({
        points: 0,
        stack: { outcome: 'replaced' },
        caps: [{ cap_id: 'month', used: 4, remained: 6 }]
      });
    });
  });

  test('the first good deed of a month that gives points closes the group', () => {
    const first = group('g', 'first', { holder: 'member', period: 'month' });
    const timeline = always({ groups: [first], rules: [{ ...PATROL_BY_THE_HOUR, group: 'g' }] });
    const facts = [40, 60, 120].map((minutes) => fact(`${minutes}`, 'patrol', minutes));
    expect(points(timeline, facts)).toEqual([0, 5, 0]);
  });
});

describe('conditions', () => {
  const night = { test: 'is_true', attribute: 'night' } as const;
  const pair = { test: 'at_least', attribute: 'people', number: 2 } as const;
  const few = { test: 'at_most', attribute: 'people', number: 4 } as const;
  const some = { test: 'between', attribute: 'people', from: 2, to: 4 } as const;

  test.each([
    [[night], { night: true }, true],
    [[night], { night: false }, false],
    [[night], { night: 'true' }, false],
    [[night], {}, false],
    [[pair], { people: 2 }, true],
    [[pair], { people: 1 }, false],
    [[few], {}, false],
    [[few], { people: 4 }, true],
    [[few], { people: '4' }, false],
    [[some], { people: 2 }, true],
    [[some], { people: 4 }, true],
    [[some], { people: 5 }, false],
    [[some], { people: Number.NaN }, false],
    [[night, pair], { night: true }, false],
    [[night, pair], { night: true, people: 3 }, true],
    [[{ test: 'any_of' as const, tests: [night, pair] }], { people: 3 }, true],
    [[{ test: 'any_of' as const, tests: [night, pair] }], { night: false, people: 1 }, false]
  ])('%j on a patrol with %j: %s', (where, attributes: Fact['attributes'], matches) => {
    const timeline = always({ rules: [{ ...PATROL_BY_THE_HOUR, where }] });
    const patrol = fact('f', 'patrol', 60, undefined, { attributes });
    expect(foldAll(timeline, [patrol]).get('f')).toHaveLength(matches ? 1 : 0);
    expect(explainNothing(timeline, patrol) === null).toBe(matches);
  });

  test('a level that is missing, unknown or of another kind gives nothing', () => {
    const timeline = always({ rules: [HONOUR_BY_LEVEL] });
    const strange: Fact['attributes'][] = [
      {},
      { level: 'galactic' },
      { level: true },
      { level: [1] }
    ];
    for (const attributes of strange) {
      const honour = fact('f', 'honour', 1, undefined, { attributes });
      expect(foldAll(timeline, [honour]).get('f')).toEqual([]);
      expect(explainNothing(timeline, honour)).toMatchObject({ unmet: [{ because: 'level' }] });
    }
  });

  test('what every object inherits is no attribute of a fact', () => {
    const id = 'constructor';
    const where: Condition[][] = [
      [{ test: 'is_true', attribute: id }],
      [{ test: 'at_most', attribute: id, number: 1e12 }],
      [{ test: 'is_one_of', attribute: id, values: ['Object'] }]
    ];
    const levels = [{ value: 'Object', points: 5 }];
    const rules = [
      ...where.map((conditions, n) => rule(`r${n}`, 'good-deed', { where: conditions })),
      rule('by-level', 'good-deed', { award: { kind: 'table', attribute: id, levels } })
    ];
    expect(points(always({ rules }), [fact('f', 'good-deed', 1)])).toEqual([0]);
  });

  test('the first and the last day of a rule belong to it', () => {
    const during = { from: '2026-03-01', until: '2026-03-31' };
    const timeline = always({ rules: [{ ...deed(5), during }] });
    const days = ['2026-02-28 23:59', '2026-03-01 00:00', '2026-03-31 23:59', '2026-04-01 00:00'];
    const facts = days.map((when) => fact(when, 'good-deed', 1, when));
    expect(points(timeline, facts)).toEqual([0, 5, 5, 0]);
  });
});

test('keys of odd names are keys like any other', () => {
  const timeline = always({ rules: [bottle], caps: [cap('__proto__', 60)] });
  const odd = { household_id: '__proto__', member_id: 'constructor' };
  const facts = [bottles('__proto__', 50, undefined, odd), bottles('toString', 50, undefined, odd)];
  expect(points(timeline, facts)).toEqual([50, 10]);
});

test('a fact that no rule rewards says why', () => {
  const timeline = always({ rules: [deed(5)] });
  const reason = (each: Fact) => explainNothing(timeline, each)?.reason;
  expect(reason(fact('f', 'bottles', 1))).toBe('no_rule');
  expect(reason(fact('f', 'singing', 1))).toBe('activity_not_declared');
  expect(reason(fact('f', 'good-deed', 1, '1999-12-31 09:00'))).toBe('no_rules_in_force');
  expect(reason(fact('f', 'good-deed', 1))).toBeUndefined();
});

test('recalling an award of a version that the timeline lacks is a bug and throws', () => {
  const fold = startFold(always({ rules: [deed(5)] }));
  const standing = [{ rule_id: 'deed', version: 1, points: 5 }];
  expect(() => fold.recall(fact('f', 'good-deed', 1), standing)).toThrow(/version 1/);
});
