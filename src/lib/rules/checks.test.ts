import { describe, expect, test } from 'vitest';
import { checkRuleSet } from './checks';
import { ruleSetDifferences } from './differences';
import type { RuleSet } from './model';
import { cap, group, rule, ruleSet, HONOUR_BY_LEVEL, PATROL_BY_THE_HOUR } from './rules.examples';
import { BAIYANG_VILLAGE_2019 } from './templates/baiyang-village-2019';
import { SHUANGGANG_COMMUNITY_2025 } from './templates/shuanggang-community-2025';

/** What is said beyond the activities that nothing rewards, which most of these sets have. */
const said = (parts: Partial<RuleSet>) =>
  checkRuleSet(ruleSet({ activities: claimed, ...parts }), 'zh')
    .filter(({ path }) => !path.startsWith('activities'))
    .map(({ text }) => text);

const claimed = ruleSet({}).activities.map((each) => ({ ...each, claimable: true as const }));

const bands = (...list: [from: number, below: number | undefined, points: number][]) =>
  rule('patrol', 'patrol', {
    clause: '3.2',
    award: { kind: 'bands', bands: list.map(([from, below, points]) => ({ from, below, points })) }
  });

describe('what is said of a rule set as it is written', () => {
  test('bands with a gap name the gap', () => {
    expect(said({ rules: [bands([1, 60, 2], [120, undefined, 10])] })).toEqual([
      '第 3.2 条：满 1 小时不满 2 小时没有规定，不得分'
    ]);
  });

  test('bands that begin late or end early name what is left out', () => {
    expect(said({ rules: [bands([30, 60, 2])] })).toEqual([
      '第 3.2 条：不满 30 分钟没有规定，不得分',
      '第 3.2 条：满 1 小时没有规定，不得分'
    ]);
  });

  test('bands that overlap are an error', () => {
    const set = ruleSet({ rules: [bands([1, 60, 2], [50, undefined, 10])] });
    expect(checkRuleSet(set, 'zh')).toEqual([
      { path: 'rules.0.award.bands.1', severity: 'error', text: '这一档与前一档重叠' }
    ]);
  });

  test('a level of honour that is left out is named', () => {
    const award = {
      kind: 'table' as const,
      attribute: 'level',
      levels: [{ value: 'county', points: 5 }]
    };
    expect(said({ rules: [{ ...HONOUR_BY_LEVEL, award }] })).toEqual([
      '第 c-honour 条没有规定community 级、national 级得多少，不得分'
    ]);
  });

  test('conditions that contradict each other can never match', () => {
    const where = [
      { test: 'at_least' as const, attribute: 'people', number: 10 },
      { test: 'at_most' as const, attribute: 'people', number: 5 }
    ];
    expect(said({ rules: [{ ...PATROL_BY_THE_HOUR, where }] })).toEqual([
      '第 3.2 条的条件互相矛盾，永远不会得分'
    ]);
  });

  test('a rule that gives nothing, and one whose occasion is shorter than its step', () => {
    const nothing = rule('deed', 'good-deed', { award: { kind: 'fixed', points: 0 } });
    const award = {
      kind: 'per_unit',
      points: 5,
      per: 60,
      step: 60,
      rounding: 'down',
      most: 30
    } as const;
    expect(said({ rules: [nothing, { ...PATROL_BY_THE_HOUR, award }] })).toEqual([
      '第 c-deed 条不管怎样都得 0',
      '第 3.2 条不管怎样都得 0'
    ]);
  });

  test('a maximum per occasion that whole steps do not reach', () => {
    const hours = (most: number) => {
      const award = { kind: 'per_unit', points: 5, per: 60, step: 60, rounding: 'up' } as const;
      return said({ rules: [{ ...PATROL_BY_THE_HOUR, award: { ...award, most } }] });
    };
    expect(hours(90)).toEqual([
      '第 3.2 条：每次最多 1.5 小时，不是 1 小时的整数倍，实际只算到 1 小时'
    ]);
    expect(hours(30)).toEqual(['第 3.2 条不管怎样都得 0']);
    expect(hours(120)).toEqual([]);
  });

  test('a rule or a factor that waits for what nobody can enter', () => {
    const { activities } = ruleSet({});
    const night = { test: 'is_true' as const, attribute: 'night' };
    const pair = { test: 'at_least' as const, attribute: 'people', number: 2 };
    const atNight = { ...PATROL_BY_THE_HOUR, where: [night] };
    expect(said({ activities, rules: [atNight] })).toEqual([
      '第 3.2 条要看「夜间」，但没有人能填写它，所以不会得分'
    ]);
    expect(said({ rules: [atNight] })).toEqual([]);
    const factors = [{ by: { numerator: 2, denominator: 1 }, where: [pair] }];
    const doubled = { ...PATROL_BY_THE_HOUR, multiply: { rounding: 'down' as const, factors } };
    expect(said({ activities, rules: [doubled] })).toEqual([
      '第 3.2 条的倍数要看「人数」，但没有人能填写它，所以用不上'
    ]);
  });

  test('an activity that nothing rewards', () => {
    expect(
      checkRuleSet(ruleSet({ rules: [PATROL_BY_THE_HOUR] }), 'en').map(({ text }) => text)
    ).toEqual([
      'No clause gives points for “Good deed”',
      'No clause gives points for “Bottles returned”',
      'No clause gives points for “Honour”'
    ]);
  });

  test('two rules for one thing both count unless a group decides or their conditions exclude each other', () => {
    const night = { test: 'is_true' as const, attribute: 'night' };
    const few = { test: 'at_most' as const, attribute: 'people', number: 3 };
    const many = { test: 'at_least' as const, attribute: 'people', number: 4 };
    const second = { ...PATROL_BY_THE_HOUR, id: 'night', clause: '3.3', where: [night] };
    const both = '第 3.3 条和第 3.2 条会同时给分；要只计一项，请放进同一组';
    expect(said({ rules: [PATROL_BY_THE_HOUR, second] })).toEqual([both]);
    const highest = { groups: [group('best', 'highest')] };
    const grouped = [PATROL_BY_THE_HOUR, second].map((each) => ({ ...each, group: 'best' }));
    expect(said({ rules: grouped, ...highest })).toEqual([]);
    const apart = [
      { ...PATROL_BY_THE_HOUR, where: [few] },
      { ...second, where: [night, many] }
    ];
    expect(said({ rules: apart })).toEqual([]);
  });

  test('a limit that is never reached: another is stricter, or a cooldown lets nobody get so far', () => {
    const over = { kind: 'rule' as const, rule: 'deed' };
    const deed = rule('deed', 'good-deed', { cooldown: { days: 30, holder: 'member' } });
    const own = cap('own', 60, { over });
    expect(said({ rules: [deed], caps: [own, cap('all', 50)] })).toEqual([
      '第 c-own 条上限用不上：c-all：每户每月最多 50 分 更严'
    ]);
    expect(said({ rules: [deed], caps: [{ ...own, holder: 'member' }] })).toEqual([
      '第 c-own 条上限用不上：每人每月本来就得不到这么多'
    ]);
    expect(said({ rules: [deed], caps: [cap('own', 15, { over, holder: 'member' })] })).toEqual([]);
  });

  test('a limit over an empty group, and a group with one rule', () => {
    const over = { kind: 'group' as const, group: 'empty' };
    expect(
      said({
        rules: [PATROL_BY_THE_HOUR],
        groups: [group('empty', 'add')],
        caps: [cap('c', 5, { over })]
      })
    ).toEqual(['「empty」组里没有条文', '第 c-c 条上限下面没有条文']);
  });

  test('a yearly limit or a long cooldown on a rule of ten days', () => {
    const during = { from: '2026-10-01', until: '2026-10-10' };
    const deed = rule('deed', 'good-deed', { during, cooldown: { days: 30, holder: 'member' } });
    const over = { kind: 'rule' as const, rule: 'deed' };
    expect(said({ rules: [deed], caps: [cap('c', 5, { over, period: 'year' })] })).toEqual([
      '第 c-deed 条只有效 10 天，「每年」的上限比它还长',
      '第 c-deed 条只有效 10 天，却要相隔 30 天：每人只能得一次'
    ]);
  });

  test('a factor of 1, and one whose dates lie outside the rule', () => {
    const by = { numerator: 3, denominator: 2 };
    const multiply = {
      rounding: 'down' as const,
      factors: [
        { by: { numerator: 2, denominator: 2 }, where: [] },
        { by, during: { from: '2027-01-01' }, where: [] }
      ]
    };
    const during = { until: '2026-12-31' };
    expect(said({ rules: [{ ...PATROL_BY_THE_HOUR, during, multiply }] })).toEqual([
      '第 3.2 条的第 1 个倍数是 1，没有作用',
      '第 3.2 条的第 2 个倍数不在这一条的有效期内'
    ]);
  });

  test.each([BAIYANG_VILLAGE_2019, SHUANGGANG_COMMUNITY_2025])(
    'the template $title.zh has no error',
    (set) => {
      expect(checkRuleSet(set, 'zh').filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  );
});

describe('what changes from one version to the next', () => {
  const before = ruleSet({ rules: [PATROL_BY_THE_HOUR], caps: [cap('month', 60)] });
  const six = { ...PATROL_BY_THE_HOUR, award: { ...PATROL_BY_THE_HOUR.award, points: 6 } } as const;

  test('a figure', () => {
    const after = { ...before, rules: [six] };
    expect(ruleSetDifferences(before, after, 'zh')).toEqual([
      '第 3.2 条　参加巡逻：每满 1 小时得 5 分 → 每满 1 小时得 6 分'
    ]);
    expect(ruleSetDifferences(before, after, 'en')).toEqual([
      '3.2  Patrol: 5 points per full hour → 6 points per full hour'
    ]);
  });

  test('a figure beside a rounding in brackets, which stays whole', () => {
    const halves = (points: number): RuleSet => {
      const award = { kind: 'per_unit', points, per: 60, step: 30, rounding: 'down' } as const;
      return { ...before, rules: [{ ...PATROL_BY_THE_HOUR, award }] };
    };
    expect(ruleSetDifferences(halves(10), halves(12), 'zh')).toEqual([
      '第 3.2 条　参加巡逻：每 1 小时得 10 分（每满半小时才算，零头不算） → 每 1 小时得 12 分（每满半小时才算，零头不算）'
    ]);
  });

  test('a limit of its own that is added or taken away', () => {
    const own = cap('own', 20, { over: { kind: 'rule', rule: 'patrol' }, period: 'week' });
    const after = { ...before, caps: [...before.caps, own] };
    expect(ruleSetDifferences(before, after, 'zh')).toEqual([
      '第 3.2 条　参加巡逻：新增：每户每周最多 20 分'
    ]);
    expect(ruleSetDifferences(after, before, 'zh')).toEqual([
      '第 3.2 条　参加巡逻：删去　每户每周最多 20 分'
    ]);
  });

  test('a new rule, one that is gone, a common limit and the head', () => {
    const deed = rule('deed', 'good-deed', { clause: '1.1' });
    const after = { ...before, rules: [deed], caps: [cap('month', 80)], notice_days: 5 };
    expect(ruleSetDifferences(before, after, 'zh')).toEqual([
      '公示 0 天 → 公示 5 天',
      '新增　第 1.1 条　做一件好事得 10 分。',
      '删去　第 3.2 条　参加巡逻，每满 1 小时得 5 分。',
      '第 c-month 条　全部项目合计：每户每月最多 60 分。 → 第 c-month 条　全部项目合计：每户每月最多 80 分。'
    ]);
  });

  test('nothing', () => {
    expect(ruleSetDifferences(before, structuredClone(before), 'zh')).toEqual([]);
  });
});
