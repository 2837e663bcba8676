import { expect, test } from 'vitest';
import { clauseAnchor, clausesOf, searchClauses } from './clauses';
import { livesOf } from './lives';
import type { RuleTimeline } from './model';
import { PATROL_BY_THE_HOUR, cap, rule, ruleSet, SHANGHAI } from './rules.examples';

const RULES = ruleSet({
  rules: [PATROL_BY_THE_HOUR, rule('deed', 'good-deed', { clause: 'D 1' })],
  caps: [
    cap('patrol-month', 20, { clause: '3.3', over: { kind: 'rule', rule: 'patrol' } }),
    cap('month', 60, { clause: '3.2' })
  ]
});

test('every clause has one place on the page, also the limit that stands in another sentence', () => {
  const { rules, caps } = clausesOf(RULES, 'zh');
  expect(rules.map(({ clause, anchors }) => [clause, anchors])).toEqual([
    ['3.2', ['clause-3.2', 'clause-3.3']],
    ['D 1', ['clause-D-1']]
  ]);
  // The number is taken: a link leads to its first place.
  expect(caps).toEqual([
    { clause: '3.2', sentence: '全部项目合计：每户每月最多 60 分。', anchors: [] }
  ]);
  expect(clauseAnchor('第 3 条')).toBe('clause-第-3-条');
});

test('Mei finds clauses by their words and numbers, however she types them', () => {
  const { rules } = clausesOf(RULES, 'zh');
  const found = (query: string) => searchClauses(rules, query).map(({ clause }) => clause);
  expect(found('巡逻')).toEqual(['3.2']);
  expect(found(' 每户  ２０ ')).toEqual(['3.2']);
  expect(found('d')).toEqual(['D 1']);
  expect(found('')).toEqual(['3.2', 'D 1']);
  expect(found('打麻将')).toEqual([]);
});

test('each version says from when to when it held, holds or will hold', () => {
  const version = (number: number, in_force_from: string) => ({
    version: number,
    in_force_from,
    rule_set: RULES
  });
  const timeline: RuleTimeline = {
    time_zone: SHANGHAI,
    versions: [
      version(1, '2026-01-01'),
      version(2, '2026-03-01'),
      version(3, '2026-03-01'),
      version(4, '2026-05-01')
    ]
  };
  const lives = livesOf(timeline, '2026-04-30');
  expect(
    lives.map(({ version, from, until, state }) => [version.version, from, until, state])
  ).toEqual([
    [4, '2026-05-01', null, 'coming'],
    [3, '2026-03-01', '2026-04-30', 'in_force'],
    [2, '2026-03-01', '2026-02-28', 'never'],
    [1, '2026-01-01', '2026-02-28', 'past']
  ]);
  expect(livesOf(timeline, '2026-05-01')[0]?.state).toBe('in_force');
});
