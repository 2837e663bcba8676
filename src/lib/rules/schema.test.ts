import { expect, test } from 'vitest';
import { parseRuleSet } from './schema.server';
import { HONOUR_BY_LEVEL, PATROL_BY_THE_HOUR, cap, group, rule, ruleSet } from './rules.examples';
import { BAIYANG_VILLAGE_2019 } from './templates/baiyang-village-2019';
import { SHUANGGANG_COMMUNITY_2025 } from './templates/shuanggang-community-2025';

/** The places of the problems of a document, `ok` when there are none. */
function places(document: unknown) {
  const parsed = parseRuleSet(document, 'en');
  return 'ok' in parsed ? 'ok' : parsed.problems.map((problem) => problem.path);
}

test.each([BAIYANG_VILLAGE_2019, SHUANGGANG_COMMUNITY_2025])(
  'a shipped template survives storage and reading',
  (template) => {
    expect(parseRuleSet(JSON.parse(JSON.stringify(template)))).toEqual({ ok: template });
  }
);

const perUnit = { kind: 'per_unit', points: 5, per: 60, step: 30, rounding: 'down' } as const;

test.each([
  ['no document', null, ['']],
  ['a rule for no activity', ruleSet({ rules: [rule('r', 'x')] }), ['rules.0.activity']],
  [
    'a rule used twice',
    ruleSet({ rules: [PATROL_BY_THE_HOUR, PATROL_BY_THE_HOUR] }),
    ['rules.1.id', 'rules.1.clause']
  ],
  [
    'a rule of no group',
    ruleSet({ rules: [rule('r', 'patrol', { group: 'g' })] }),
    ['rules.0.group']
  ],
  [
    'a cap over no group',
    ruleSet({ caps: [cap('c', 1, { over: { kind: 'group', group: 'g' } })] }),
    ['caps.0.over']
  ],
  [
    'a cap over no rule',
    ruleSet({ caps: [cap('c', 1, { over: { kind: 'rule', rule: 'r' } })] }),
    ['caps.0.over']
  ],
  [
    'half an hour worth half a point',
    ruleSet({ rules: [rule('r', 'patrol', { award: perUnit })] }),
    ['rules.0.award.step']
  ],
  [
    'a test of an unknown attribute',
    ruleSet({
      rules: [rule('r', 'patrol', { where: [{ test: 'is_true', attribute: 'rain' }] })]
    }),
    ['rules.0.where.0']
  ],
  [
    'a test of the wrong kind within any of',
    ruleSet({
      rules: [
        rule('r', 'patrol', {
          where: [{ test: 'any_of', tests: [{ test: 'is_true', attribute: 'people' }] }]
        })
      ]
    }),
    ['rules.0.where.0.tests.0']
  ],
  [
    'a level that is no option',
    ruleSet({
      rules: [
        {
          ...HONOUR_BY_LEVEL,
          award: { kind: 'table', attribute: 'level', levels: [{ value: 'x', points: 1 }] }
        }
      ]
    }),
    ['rules.0.award']
  ],
  [
    'dates in the wrong order',
    ruleSet({
      rules: [rule('r', 'patrol', { during: { from: '2026-02-01', until: '2026-01-01' } })]
    }),
    ['rules.0.during']
  ],
  [
    'a date that is none',
    ruleSet({ rules: [rule('r', 'patrol', { during: { from: '2026-02-29' } })] }),
    ['rules.0.during.from']
  ],
  [
    'an adding group that compares',
    ruleSet({ groups: [group('g', 'add', { holder: 'member', period: 'year' })] }),
    ['groups.0.across']
  ],
  [
    'a fraction of the smallest unit',
    ruleSet({ rules: [rule('r', 'patrol', { award: { kind: 'fixed', points: 0.5 } })] }),
    ['rules.0.award.points']
  ],
  [
    'points beyond all bounds',
    ruleSet({ rules: [rule('r', 'patrol', { award: { kind: 'fixed', points: 1e15 } })] }),
    ['rules.0.award.points']
  ],
  ['an id that is no id', ruleSet({ rules: [rule('__proto__', 'patrol')] }), ['rules.0.id']],
  ['a field that is unknown', { ...ruleSet({}), formula: 'x' }, ['']],
  [
    'ten thousand rules',
    ruleSet({
      rules: Array.from({ length: 10_000 }, (_, n) => rule(`r${n}`, 'patrol'))
    }),
    ['rules']
  ]
])('%s is refused with its place', (_, document, expected) => {
  expect(places(document)).toEqual(expected);
});

test('a rule set with everything in its place is accepted', () => {
  const document = ruleSet({
    groups: [group('g', 'highest', { holder: 'member', period: 'year' })],
    rules: [PATROL_BY_THE_HOUR, { ...HONOUR_BY_LEVEL, group: 'g' }],
    caps: [cap('c', 60), cap('d', 10, { over: { kind: 'rule', rule: 'patrol' } })]
  });
  expect(parseRuleSet(JSON.parse(JSON.stringify(document)))).toEqual({
    ok: JSON.parse(JSON.stringify(document))
  });
});
