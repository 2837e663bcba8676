import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, monthAfter } from '../shared/civil-time';
import { checkRuleSet } from './checks';
import { clausesOf } from './clauses';
import { ruleSetDifferences } from './differences';
import { carriedOf, lastDate } from './expiry';
import { anyExpiry, anyRedemption } from './fold.examples';
import type { EndPeriod, Expiry, Redemption, RedemptionWindow } from './model';
import { expirySentence, redemptionSentence, windowText } from './points-life-text';
import { isOpen, nextOpening } from './redemption';
import { ruleSet } from './rules.examples';
import { parseRuleSet } from './schema.server';

const scale = ruleSet({});
const twice = (expiry: Expiry) => [
  expirySentence(expiry, scale, 'zh'),
  expirySentence(expiry, scale, 'en')
];
const clearing = (every: EndPeriod, carried?: Extract<Expiry, { carried?: unknown }>['carried']) =>
  ({ kind: 'clearing', clause: '8', every, ...(carried && { carried }) }) as const;
const lifetime = (months: number, until: EndPeriod) =>
  ({ kind: 'lifetime', clause: '8', months, until }) as const;
const open = (
  every: EndPeriod,
  from: [number, number],
  until: [number, number]
): RedemptionWindow => ({
  every,
  from: { month: from[0], day: from[1] },
  until: { month: until[0], day: until[1] }
});
const half = { kind: 'share', share: { numerator: 1, denominator: 2 }, rounding: 'down' } as const;

describe('how long points live', () => {
  test('reads as a sentence in both languages', () => {
    expect(twice(lifetime(12, 'year'))).toEqual([
      '积分自入账起满 12 个月后，到当年年底失效；先扣快到期的积分。',
      'Points live for 12 months from their posting, and then until the end of the year in which these are over; the oldest are spent first.'
    ]);
    expect(twice(clearing('year', { kind: 'points', points: 50 }))).toEqual([
      '积分每年年底清零，最多 50 分转入下一期；先扣快到期的积分。',
      'At the end of every year all points expire but at most 50 points carried over; the oldest are spent first.'
    ]);
    expect(twice(clearing('quarter', half))[0]).toBe(
      '积分每季度末清零，余额的 0.5 转入下一期（零头舍去）；先扣快到期的积分。'
    );
  });

  test('twelve months from 10 March 2026 end in 2027, and the points with that year', () => {
    expect(lastDate(lifetime(12, 'year'), '2026-03-10')).toBe('2027-12-31');
    expect(lastDate(lifetime(12, 'month'), '2026-03-31')).toBe('2027-03-31');
    expect(lastDate(lifetime(0, 'quarter'), '2026-03-31')).toBe('2026-03-31');
    expect(lastDate(clearing('year'), '2026-12-31')).toBe('2026-12-31');
  });

  test('no point expires before it is posted, and no more is carried over than there is', () => {
    fc.assert(
      fc.property(
        anyExpiry,
        fc.integer({ min: 0, max: 1500 }),
        fc.nat(500),
        (expiry, days, balance) => {
          const date = addDays('2026-01-01', days);
          const last = lastDate(expiry, date);
          expect(last >= date).toBe(true);
          expect(addDays(last, 1).slice(8)).toBe('01');
          const kept = carriedOf(balance, expiry.kind === 'clearing' ? expiry.carried : undefined);
          expect(Number.isInteger(kept) && kept >= 0 && kept <= balance).toBe(true);
        }
      )
    );
  });
});

describe('when points may be redeemed', () => {
  test.each([
    [open('quarter', [1, 1], [1, 10]), '每季度头 10 天', 'on the first 10 days of every quarter'],
    [open('month', [1, 5], [1, 10]), '每月 5 日至 10 日', 'from day 5 to day 10 of every month'],
    [open('year', [12, 1], [12, 31]), '每年 12 月', 'in December of every year'],
    [open('year', [6, 1], [8, 31]), '每年 6 月至 8 月', 'from June to August of every year'],
    [open('year', [6, 1], [6, 1]), '每年 6 月 1 日', 'on June 1 of every year'],
    [
      open('quarter', [3, 1], [3, 15]),
      '每季度第 3 个月 1 日至第 3 个月 15 日',
      'from day 1 of month 3 to day 15 of month 3 of every quarter'
    ]
  ])('a window reads %#', (window, zh, en) => {
    expect([windowText(window, 'zh'), windowText(window, 'en')]).toEqual([zh, en]);
  });

  test('the whole sentence names the least amount', () => {
    const redemption: Redemption = { clause: '9', windows: [], least: 20 };
    expect(redemptionSentence(redemption, scale, 'zh')).toBe('积分随时可以兑换，每次至少 20 分。');
    expect(redemptionSentence(redemption, scale, 'en')).toBe(
      'Points can be redeemed at any time, 20 points or more at a time.'
    );
  });

  test('the first ten days of a quarter are open, the eleventh is not, and 31 April is the 30th', () => {
    const firstDays = { windows: [open('quarter', [1, 1], [1, 10])] };
    expect(isOpen(firstDays, '2026-04-10')).toBe(true);
    expect(isOpen(firstDays, '2026-04-11')).toBe(false);
    expect(nextOpening(firstDays, '2026-04-11')).toEqual({
      from: '2026-07-01',
      until: '2026-07-10'
    });
    const lastDay = { windows: [open('month', [1, 31], [1, 31])] };
    expect(isOpen(lastDay, '2026-04-30')).toBe(true);
    expect(isOpen(lastDay, '2026-05-30')).toBe(false);
  });

  test('it is open on a day exactly when the next opening has begun', () => {
    fc.assert(
      fc.property(anyRedemption, fc.integer({ min: 0, max: 800 }), (redemption, days) => {
        const date = addDays('2026-01-01', days);
        const next = nextOpening(redemption, date);
        expect(isOpen(redemption, date)).toBe(next === null || next.from <= date);
        if (next) {
          expect(next.until >= date && next.from <= next.until).toBe(true);
          expect(next.from < monthAfter(date, 13)).toBe(true);
        }
      })
    );
  });
});

describe('what is said of them as they are written', () => {
  const said = (parts: Parameters<typeof ruleSet>[0]) =>
    checkRuleSet(ruleSet({ activities: [], ...parts }), 'zh').map(({ text }) => text);

  test('a clearing that clears nothing, and one that carries over more than there is', () => {
    const whole = { numerator: 2, denominator: 2 };
    expect(said({ expiry: clearing('year', { ...half, share: whole }) })).toEqual([
      '第 8 条：余额全部转入下一期，等于不清零'
    ]);
    const more = { numerator: 3, denominator: 2 };
    expect(said({ expiry: clearing('year', { ...half, share: more }) })).toEqual([
      '转入下一期的不能比余额还多'
    ]);
  });

  test('a window that lies within another, one that ends before it begins, a month there is not', () => {
    const windows = [open('quarter', [1, 1], [1, 10]), open('year', [4, 2], [4, 9])];
    expect(said({ redemption: { clause: '9', windows } })).toEqual([
      '第 9 条的第 2 个时段已经包含在别的时段里'
    ]);
    const reversed = [open('month', [1, 9], [1, 2]), open('quarter', [1, 1], [4, 1])];
    expect(said({ redemption: { clause: '9', windows: reversed } })).toEqual([
      '截止日期早于开始日期',
      '一期只有 3 个月'
    ]);
  });

  test('points that expire before one may redeem them', () => {
    const december = { clause: '9', windows: [open('year', [12, 1], [12, 31])] };
    expect(said({ expiry: lifetime(3, 'month'), redemption: december })).toEqual([
      '第 9 条：有些积分还没到可以兑换的日子就失效了，例如 1月1日 入账的'
    ]);
    expect(said({ expiry: clearing('year'), redemption: december })).toEqual([]);
  });

  test('differences are named in whole sentences, and clauses keep their places', () => {
    const before = ruleSet({ expiry: clearing('year') });
    const after = ruleSet({
      expiry: clearing('year', { kind: 'points', points: 50 }),
      redemption: { clause: '9', windows: [], least: 10 }
    });
    expect(ruleSetDifferences(before, after, 'zh')).toEqual([
      '第 8 条　积分每年年底清零；先扣快到期的积分。 → 第 8 条　积分每年年底清零，最多 50 分转入下一期；先扣快到期的积分。',
      '新增　第 9 条　积分随时可以兑换，每次至少 10 分。'
    ]);
    expect(ruleSetDifferences(after, before, 'en')).toHaveLength(2);
    expect(clausesOf(after, 'zh').life.map(({ anchors }) => anchors)).toEqual([
      ['clause-8'],
      ['clause-9']
    ]);
  });

  test('two clauses of one number are found, and a document with both parts is read', () => {
    const life = { expiry: clearing('year'), redemption: { clause: '8', windows: [] } };
    expect(said(life)).toEqual(['第 8 条用了两次']);
    const set = ruleSet({ ...life, redemption: { clause: '9', windows: [] } });
    expect(parseRuleSet(JSON.parse(JSON.stringify(set)))).toEqual({ ok: set });
  });
});
