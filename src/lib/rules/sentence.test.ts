import { expect, test } from 'vitest';
import type { Rule, RuleSet } from './model';
import { HONOUR_BY_LEVEL, PATROL_BY_THE_HOUR, cap, group, rule } from './rules.examples';
import { ruleSet } from './rules.examples';
import { ruleSentence, ruleText } from './sentence';

function sentences(each: Rule, parts: Partial<RuleSet> = {}) {
  const set = ruleSet({ rules: [each], ...parts });
  return [ruleSentence(each, set, 'zh'), ruleSentence(each, set, 'en')];
}

test('a rule with a cap reads as one sentence', () => {
  const own = cap('month', 60, { over: { kind: 'rule', rule: 'patrol' } });
  expect(sentences(PATROL_BY_THE_HOUR, { caps: [own] })).toEqual([
    '参加巡逻，每满 1 小时得 5 分；每户每月最多 60 分。',
    'Patrol: 5 points per full hour; at most 60 points per household a month.'
  ]);
});

test('dates, conditions and rounding are part of the sentence', () => {
  const night = { test: 'is_true', attribute: 'night' } as const;
  const pair = { test: 'at_least', attribute: 'people', number: 2 } as const;
  const few = { test: 'at_most', attribute: 'people', number: 9 } as const;
  const award = { kind: 'per_unit', points: 10, per: 60, step: 30, rounding: 'up' } as const;
  const during = { from: '2026-06-01', until: '2026-08-31' };
  const where = [{ test: 'any_of' as const, tests: [night, pair] }, few];
  expect(sentences({ ...PATROL_BY_THE_HOUR, where, award, during })).toEqual([
    '2026年6月1日至2026年8月31日期间，参加巡逻，且夜间或人数不低于 2，且人数不高于 9，每 1 小时得 10 分（零头也按半小时算）。',
    'From 1 Jun 2026 to 31 Aug 2026: Patrol, where at night or number of people is at least 2 and number of people is at most 9: 10 points per hour, every half an hour begun counting in full.'
  ]);
});

test('a table lists its levels and a group says that only the highest counts', () => {
  const honours = group('荣誉', 'highest', { holder: 'household', period: 'year' });
  const [zh] = sentences({ ...HONOUR_BY_LEVEL, group: '荣誉' }, { groups: [honours] });
  expect(zh).toBe(
    '获得荣誉，按级别得分：community 级 5 分、county 级 15 分、national 级 50 分；「荣誉」每户每年只计最高的一项。'
  );
});

test('the text of a rule set ends with the limits that several rules share', () => {
  const set = ruleSet({
    groups: [group('好事', 'add')],
    rules: [rule('deed', 'good-deed', { clause: '1', group: '好事' })],
    caps: [
      cap('all', 100, { clause: '9.1', period: 'year', holder: 'member' }),
      cap('g', 0, {
        clause: '9.2',
        over: { kind: 'group', group: '好事' },
        at_most: { kind: 'times', times: 3 }
      })
    ]
  });
  expect(ruleText(set, 'zh')).toEqual([
    { clause: '1', sentence: '做一件好事得 10 分。' },
    { clause: '9.1', sentence: '全部项目合计：每人每年最多 100 分。' },
    { clause: '9.2', sentence: '「好事」各项合计：每户每月最多 3 次。' }
  ]);
  expect(ruleText(set, 'en').map((line) => line.sentence)).toEqual([
    'Good deed: 10 points each time.',
    'All activities together: at most 100 points per person a year.',
    '“好事” together: at most 3 times per household a month.'
  ]);
});
