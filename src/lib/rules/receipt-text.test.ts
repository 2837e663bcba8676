import { describe, expect, test } from 'vitest';
import type { Fact } from './award';
import { explainNothing, startFold } from './fold';
import type { RuleTimeline } from './model';
import { receiptLines, receiptText } from './receipt-text';
import { HONOUR_BY_LEVEL, PATROL_BY_THE_HOUR, always, cap, fact, group } from './rules.examples';
import { rule } from './rules.examples';
import { formatPoints, pointsText } from './words';

/** The receipt of the last fact in both languages. */
function texts(timeline: RuleTimeline, ...facts: Fact[]) {
  const fold = startFold(timeline);
  const last = facts.map((each) => fold.accept(each)).at(-1);
  const receipt = last?.[0]?.receipt;
  if (!receipt) throw new Error('no award');
  return [receiptText(receipt, 'zh'), receiptText(receipt, 'en')];
}

const patrol = (id: string, minutes: number) => fact(id, 'patrol', minutes);
const deed = (id: string) => fact(id, 'good-deed', 1);

describe('the line of a receipt', () => {
  test('a plain award is a product', () => {
    expect(texts(always({ rules: [PATROL_BY_THE_HOUR] }), patrol('f', 120))).toEqual([
      '2 小时 × 5 = 10（第 3.2 条，第 7 版）',
      '2 hours × 5 = 10 (clause 3.2, version 7)'
    ]);
  });

  test('a cap that leaves 4 says so', () => {
    const timeline = always({
      rules: [PATROL_BY_THE_HOUR],
      caps: [cap('month', 14, { over: { kind: 'rule', rule: 'patrol' } })]
    });
    expect(texts(timeline, patrol('first', 120), patrol('second', 120))).toEqual([
      '2 小时 × 5 = 10；本户本月还可得 4，故得 4（第 3.2 条，第 7 版）',
      '2 hours × 5 = 10; this household could still get 4 that month, hence 4 (clause 3.2, version 7)'
    ]);
  });

  test('a full cap over everything says so', () => {
    const timeline = always({
      rules: [PATROL_BY_THE_HOUR],
      caps: [cap('week', 10, { holder: 'member', period: 'week' })]
    });
    expect(texts(timeline, patrol('first', 120), patrol('second', 60))).toEqual([
      '1 小时 × 5 = 5；本人本周各项合计已得满 10，故不再得分（第 3.2 条，第 7 版）',
      '1 hour × 5 = 5; this person already had the most it can get from all activities that week, 10, hence nothing more (clause 3.2, version 7)'
    ]);
  });

  test('rounding is shown before the product', () => {
    const award = { kind: 'per_unit', points: 9, per: 60, step: 20, rounding: 'down' } as const;
    const halves = always({ smallest_unit: '1/2', rules: [{ ...PATROL_BY_THE_HOUR, award }] });
    expect(texts(halves, patrol('f', 110))).toEqual([
      '1 小时 50 分钟按 1 小时 40 分钟计；1 小时 40 分钟 × 4.5 = 7.5（第 3.2 条，第 7 版）',
      '1 h 50 min counted as 1 h 40 min; 1 h 40 min × 4.5 = 7.5 (clause 3.2, version 7)'
    ]);
  });

  test('a rate for half an hour is a division', () => {
    const award = { kind: 'per_unit', points: 2, per: 30, step: 30, rounding: 'up' } as const;
    const [zh] = texts(always({ rules: [{ ...PATROL_BY_THE_HOUR, award }] }), patrol('f', 90));
    expect(zh).toBe('1.5 小时 ÷ 30 分钟 × 2 = 6（第 3.2 条，第 7 版）');
  });

  test('fixed awards and levels name what they are for', () => {
    const timeline = always({ rules: [rule('deed', 'good-deed'), HONOUR_BY_LEVEL] });
    expect(texts(timeline, deed('f'))[0]).toBe('每次得 10（第 c-deed 条，第 7 版）');
    const honour = fact('f', 'honour', 1, undefined, { attributes: { level: 'county' } });
    expect(texts(timeline, honour)).toEqual([
      'county 级得 15（第 c-honour 条，第 7 版）',
      'county gives 15 (clause c-honour, version 7)'
    ]);
  });

  test('a cap by times over a group says how often', () => {
    const timeline = always({
      groups: [group('好事', 'add')],
      rules: [rule('deed', 'good-deed', { group: '好事' })],
      caps: [
        cap('once', 0, {
          at_most: { kind: 'times', times: 1 },
          over: { kind: 'group', group: '好事' },
          period: 'quarter'
        })
      ]
    });
    expect(texts(timeline, deed('1'), deed('2'))[0]).toBe(
      '每次得 10；本户本季度「好事」已满 1 次，故不再得分（第 c-deed 条，第 7 版）'
    );
  });

  test('an award that lost to a higher one says which', () => {
    const timeline = always({
      groups: [group('荣誉', 'highest', { holder: 'household', period: 'year' })],
      rules: [{ ...HONOUR_BY_LEVEL, group: '荣誉' }]
    });
    const at = (id: string, level: string) =>
      fact(id, 'honour', 1, undefined, { attributes: { level } });
    expect(texts(timeline, at('1', 'national'), at('2', 'county'))[0]).toBe(
      'county 级得 15；「荣誉」只计最高的一项，已有一项得 50，故此项不计分（第 c-honour 条，第 7 版）'
    );
    expect(texts(timeline, at('1', 'county'), at('2', 'national'))[0]).toBe(
      'county 级得 15；「荣誉」只计最高的一项，后来另一项得 50，故此项改为 0（第 c-honour 条，第 7 版）'
    );
  });

  test('a fact without points says why', () => {
    const during = { from: '2026-05-01' };
    const night = { test: 'is_true', attribute: 'night' } as const;
    const timeline = always({
      rules: [
        { ...PATROL_BY_THE_HOUR, where: [night] },
        rule('late', 'patrol', { clause: '3.3', during })
      ]
    });
    const receipt = explainNothing(timeline, patrol('f', 60));
    expect(receipt && receiptText(receipt, 'zh')).toBe(
      '「参加巡逻」不符合得分条件：第 3.2 条看「夜间」，没有填写或不符合；第 3.3 条从2026年5月1日起才有效（第 7 版）'
    );
    expect(receipt && receiptText(receipt, 'en')).toBe(
      '“Patrol” did not meet the conditions: clause 3.2 looks at “at night”, which is missing or does not fit; clause 3.3 holds only from 1 May 2026 (version 7)'
    );
    expect(receipt && receiptLines(receipt, 'zh').at(-1)).toEqual({
      label: '办法版本',
      value: '第 7 版'
    });
  });
});

test('the page of a receipt lists everything from the activity to the clause', () => {
  const timeline = always({ rules: [PATROL_BY_THE_HOUR], caps: [cap('month', 14)] });
  const fold = startFold(timeline);
  fold.accept(patrol('first', 120));
  const [award] = fold.accept(patrol('second', 130));
  const lines = award ? receiptLines(award.receipt, 'zh') : [];
  expect(lines.map(({ label, value }) => `${label}:${value}`)).toEqual([
    '活动:参加巡逻',
    '活动日期:2026年3月10日',
    '数量:2 小时 10 分钟',
    '计分数量:2 小时',
    '标准:每满 1 小时得 5 分',
    '按标准应得:10 分',
    '上限（第 c-month 条）:每户每月最多 14 分；此前已用 10 分，还剩 4 分',
    '实得:4 分',
    '依据:第 3.2 条，第 7 版积分办法'
  ]);
});

test.each([
  [9, '1', '9'],
  [9, '1/2', '4.5'],
  [10, '1/2', '5'],
  [45, '1/10', '4.5'],
  [-1, '1/10', '-0.1'],
  [0, '1/2', '0'],
  [1_000_003, '1/10', '100000.3']
] as const)('%i units of %s point are %s', (units, smallest_unit, text) => {
  expect(formatPoints(units, { smallest_unit })).toBe(text);
});

test('one point is a point in English', () => {
  const scale = {
    smallest_unit: '1',
    unit_name: { zh: '分', en: 'points', en_one: 'point' }
  } as const;
  expect(pointsText(1, scale, 'en')).toBe('1 point');
  expect(pointsText(2, scale, 'en')).toBe('2 points');
  expect(pointsText(1, scale, 'zh')).toBe('1 分');
});
