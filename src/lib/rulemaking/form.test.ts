import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyRuleSet } from '../rules/fold.examples';
import { HONOUR_BY_LEVEL, PATROL_BY_THE_HOUR, cap, rule, ruleSet } from '../rules/rules.examples';
import { ruleSentence } from '../rules/sentence';
import { act } from './acts';
import { cardFields, cardOf, readCard } from './card';
import { edited, fieldsOfPart } from './edits';
import { fromForm, scaleOf, toForm } from './form';
import { anyDraft } from './form.examples';

const fresh = { id: 'fresh', today: '2026-03-02' };
const only = (each: Parameters<typeof toForm>[0], caps: ReturnType<typeof cap>[] = []) =>
  ruleSet({ rules: [each], caps });

test('whatever rule is put into the fields of its card comes out as the same rule', () => {
  fc.assert(
    fc.property(fc.oneof(anyRuleSet, anyDraft), (set) => {
      for (const each of set.rules) {
        const scale = scaleOf(set, each.activity);
        expect(fromForm(toForm(each, scale), scale)).toEqual({ ok: each });
      }
    }),
    { numRuns: 250 }
  );
});

test('every card, cap, group and activity that is opened and saved leaves the rule set as it was', () => {
  fc.assert(
    fc.property(fc.oneof(anyRuleSet, anyDraft), (set) => {
      const parts = [
        'head',
        'expiry',
        'redemption',
        'deductions',
        ...set.rules.map(({ id }) => `rules/${id}`),
        ...set.caps.filter(({ over }) => over.kind !== 'rule').map(({ id }) => `caps/${id}`),
        ...set.groups.map(({ id }) => `groups/${id}`),
        ...set.activities.map(({ id }) => `activities/${id}`)
      ];
      for (const card of parts) {
        const fields = { ...fieldsOfPart(set, card), card };
        expect(edited(set, fields, fresh), card).toEqual({ ok: set });
      }
    }),
    { numRuns: 60 }
  );
});

test('Chen writes 6 into the field of an hour of patrol, and the sentence says 6', () => {
  const set = only(PATROL_BY_THE_HOUR);
  const fields = { ...toForm(PATROL_BY_THE_HOUR, scaleOf(set, 'patrol')), award_points: '6' };
  const read = fromForm(fields, scaleOf(set, 'patrol'));
  expect('ok' in read && ruleSentence(read.ok, set, 'zh')).toBe('参加巡逻，每满 1 小时得 6 分。');
});

test('Chen adds a limit to a card, and 60 points per household a month are read from it', () => {
  const set = only(PATROL_BY_THE_HOUR);
  const card = cardFields(cardOf(set, PATROL_BY_THE_HOUR), set);
  const read = readCard(act(card, 'add-cap', set, fresh), set);
  expect('ok' in read && read.ok.caps).toEqual([
    {
      ...cap('fresh', 60, { over: { kind: 'rule', rule: 'patrol' } }),
      clause: PATROL_BY_THE_HOUR.clause
    }
  ]);
});

test('a figure that is none is answered with its field, and full-width digits are read', () => {
  const set = only(PATROL_BY_THE_HOUR);
  const scale = scaleOf(set, 'patrol');
  const fields = toForm(PATROL_BY_THE_HOUR, scale);
  expect(fromForm({ ...fields, award_points: '五六七八九十' }, scale)).toEqual({
    problems: [{ field: 'award_points', code: 'points' }]
  });
  expect(fromForm({ ...fields, award_points: '4.5' }, scale)).toMatchObject({ problems: [{}] });
  expect(fromForm({ ...fields, award_points: '６' }, scale)).toMatchObject({
    ok: { award: { points: 6 } }
  });
});

test('a card whose activity is changed keeps what fits and asks for nothing that is not there', () => {
  const set = only(HONOUR_BY_LEVEL);
  const card = { ...cardFields(cardOf(set, HONOUR_BY_LEVEL), set), activity: 'good-deed' };
  const read = readCard(act(card, 'activity', set, fresh), set);
  expect(read).toMatchObject({ ok: { rule: { activity: 'good-deed', award: { kind: 'fixed' } } } });
});

test.each(['fixed', 'per_unit', 'bands', 'table', 'mean'])(
  'a card that shall count as %s is complete at once',
  (award) => {
    const honour = rule('honour', 'honour');
    const set = only(honour);
    const card = { ...cardFields(cardOf(set, honour), set), award };
    const read = readCard(act(card, 'award', set, fresh), set);
    expect(read).toMatchObject({ ok: { rule: { award: { kind: award } } } });
  }
);

const GATE = {
  id: 'gate',
  family: 'safety' as const,
  name: { zh: '守门' },
  unit: 'times' as const,
  attributes: [
    { id: 'night', name: { zh: '夜间' }, kind: 'yes_no' as const },
    { id: 'people', name: { zh: '人数' }, kind: 'number' as const },
    { id: 'level', name: { zh: '级别' }, kind: 'choice' as const, options: levels('city', 'town') },
    { id: 'star', name: { zh: '星级' }, kind: 'choice' as const, options: levels('month', 'year') }
  ]
};

function levels(...values: string[]) {
  return values.map((value) => ({ value, name: { zh: value } }));
}

test('Chen adds 或者, which asks for something else, chooses what, and takes one away again', () => {
  const guard = rule('guard', 'gate', { where: [{ test: 'is_true', attribute: 'night' }] });
  const set = ruleSet({ activities: [GATE], rules: [guard] });
  const card = cardFields(cardOf(set, guard), set);
  const whereOf = (fields: typeof card) => {
    const read = readCard(fields, set);
    return 'ok' in read ? read.ok.rule.where : read.problems;
  };
  const two = act(card, 'add-or:where_0', set, fresh);
  const night = { test: 'is_true', attribute: 'night' };
  const some = { test: 'at_least', attribute: 'people', number: 1 };
  expect(whereOf(two)).toEqual([{ test: 'any_of', tests: [night, some] }]);
  const other = act({ ...two, where_0_1_attribute: 'level' }, 'test', set, fresh);
  const ofCity = { test: 'is_one_of', attribute: 'level', values: ['city'] };
  expect(whereOf(other)).toEqual([{ test: 'any_of', tests: [night, ofCity] }]);
  expect(whereOf(act(other, 'remove-or:where_0_0', set, fresh))).toEqual([ofCity]);
  expect(whereOf(act(two, 'remove-condition:where_0', set, fresh))).toEqual([]);
});

test('a condition that is added after another was taken away takes nobody’s place', () => {
  const guard = rule('guard', 'gate', { where: [{ test: 'is_true', attribute: 'night' }] });
  const set = ruleSet({ activities: [GATE], rules: [guard] });
  const two = act(cardFields(cardOf(set, guard), set), 'add-or:where_0', set, fresh);
  const one = act(two, 'remove-or:where_0_0', set, fresh);
  const read = readCard(act({ ...one, new_condition: 'level' }, 'add-condition', set, fresh), set);
  expect(read).toMatchObject({
    ok: { rule: { where: [{ attribute: 'people' }, { attribute: 'level' }] } }
  });
});

test('a table that shall go by another attribute has the levels of that one', () => {
  const table = {
    kind: 'table' as const,
    attribute: 'level',
    levels: [{ value: 'city', points: 7 }]
  };
  const guard = rule('guard', 'gate', { award: table });
  const set = ruleSet({ activities: [GATE], rules: [guard] });
  const card = { ...cardFields(cardOf(set, guard), set), award_attribute: 'star' };
  for (const doing of ['attribute', 'save']) {
    const read = readCard(act(card, doing, set, fresh), set);
    expect('ok' in read && read.ok.rule.award).toEqual({
      kind: 'table',
      attribute: 'star',
      levels: [
        { value: 'month', points: 7 },
        { value: 'year', points: 7 }
      ]
    });
  }
});

test('an amount in half points stands as 4.5, and half points cannot become whole ones', () => {
  const set = ruleSet({
    smallest_unit: '1/2',
    rules: [rule('deed', 'good-deed', { award: { kind: 'fixed', points: 9 } })]
  });
  const head = { ...fieldsOfPart(set, 'head'), card: 'head', smallest_unit: '1' };
  expect(fieldsOfPart(set, 'rules/deed')?.award_points).toBe('4.5');
  expect(edited(set, head, fresh)).toMatchObject({ refused: 'rule_unit_inexact' });
  const tenths = edited(set, { ...head, smallest_unit: '1/10' }, fresh);
  expect('ok' in tenths && tenths.ok.rules[0]?.award).toEqual({ kind: 'fixed', points: 45 });
});

test('an activity that a rule needs is not removed; a rule takes its own limits along', () => {
  const own = cap('own', 60, { over: { kind: 'rule', rule: 'patrol' } });
  const set = only(PATROL_BY_THE_HOUR, [own]);
  const remove = (card: string) => edited(set, { card, do: 'remove' }, fresh);
  expect(remove('activities/patrol')).toMatchObject({ refused: 'rule_part_in_use' });
  expect(remove('rules/patrol')).toEqual({ ok: { ...set, rules: [], caps: [] } });
});

test('the team that served and how it is known are declared by a choice, with the teams of the page', () => {
  const set = ruleSet({ rules: [PATROL_BY_THE_HOUR] });
  const card = `activities/${PATROL_BY_THE_HOUR.activity}`;
  const offered = { team_options: 'b7c1 平安巡逻队\nc8d2 水上 救援队', do: 'add-attribute' };
  const both = ['team', 'evidence'].reduce((before, new_kind) => {
    const fields = { ...fieldsOfPart(before, card)!, card, ...offered, new_kind };
    const edit = edited(before, fields, fresh);
    return 'ok' in edit ? edit.ok : before;
  }, set);
  const { attributes } = both.activities.find(({ id }) => id === PATROL_BY_THE_HOUR.activity)!;
  expect(attributes.find(({ id }) => id === 'team')).toMatchObject({
    kind: 'choice',
    options: [
      { value: 'b7c1', name: { zh: '平安巡逻队' } },
      { value: 'c8d2', name: { zh: '水上 救援队' } }
    ]
  });
  expect(attributes.find(({ id }) => id === 'evidence')).toMatchObject({
    name: { zh: '签到方式', en: 'how they checked in' }
  });
  expect(edited(both, { ...fieldsOfPart(both, card)!, card }, fresh)).toEqual({ ok: both });
});

test('rules in another order, as a browser sends lines, stand in that order', () => {
  const [patrol, deed] = [PATROL_BY_THE_HOUR, rule('deed', 'good-deed')];
  const set = ruleSet({ rules: [patrol, deed] });
  const order = { card: 'rules', do: 'order', ids: 'deed\r\npatrol' };
  expect(edited(set, order, fresh)).toEqual({ ok: { ...set, rules: [deed, patrol] } });
});
