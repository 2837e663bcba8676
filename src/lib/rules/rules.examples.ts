import { instantOf } from '../shared/civil-time';
import type { Fact } from './award';
import type { Activity, Cap, Rule, RuleGroup, RuleSet, RuleTimeline } from './model';

/** Named people and small rule sets for the tests of the rule engine. */
export const SHANGHAI = 'Asia/Shanghai';

export const MEI = { member_id: 'mei', household_id: 'house-12', grid_id: 'grid-3' };
export const BROTHER_OF_MEI = { ...MEI, member_id: 'brother' };
export const WEI = { member_id: 'wei', household_id: 'house-40', grid_id: 'grid-3' };

const HONOUR_LEVELS = ['community', 'county', 'national'];

export const ACTIVITIES: Activity[] = [
  {
    id: 'patrol',
    family: 'safety',
    name: { zh: '参加巡逻', en: 'Patrol' },
    unit: 'minutes',
    attributes: [
      { id: 'night', name: { zh: '夜间', en: 'at night' }, kind: 'yes_no' },
      { id: 'people', name: { zh: '人数', en: 'number of people' }, kind: 'number' }
    ]
  },
  {
    id: 'good-deed',
    family: 'civic',
    name: { zh: '做好事', en: 'Good deed' },
    unit: 'times',
    attributes: []
  },
  {
    id: 'bottles',
    family: 'building',
    name: { zh: '回收瓶子', en: 'Bottles returned' },
    unit: 'pieces',
    attributes: []
  },
  {
    id: 'honour',
    family: 'civic',
    name: { zh: '获得荣誉', en: 'Honour' },
    unit: 'times',
    attributes: [
      {
        id: 'level',
        name: { zh: '级别', en: 'level' },
        kind: 'choice',
        options: HONOUR_LEVELS.map((value) => ({ value, name: { zh: `${value} 级`, en: value } }))
      },
      { id: 'honour-name', name: { zh: '荣誉', en: 'honour' }, kind: 'text' },
      { id: 'scores', name: { zh: '评分', en: 'scores' }, kind: 'scores', from: 0, to: 10 }
    ]
  }
];

/** A rule that pays `points` for every time, whatever else is asked. */
export function rule(id: string, activity: string, changes: Partial<Rule> = {}): Rule {
  const award = { kind: 'fixed', points: 10 } as const;
  return { id, clause: `c-${id}`, activity, where: [], award, ...changes };
}

export const PATROL_BY_THE_HOUR = rule('patrol', 'patrol', {
  clause: '3.2',
  award: { kind: 'per_unit', points: 5, per: 60, step: 60, rounding: 'down' }
});

export const HONOUR_BY_LEVEL = rule('honour', 'honour', {
  award: {
    kind: 'table',
    attribute: 'level',
    levels: [
      { value: 'community', points: 5 },
      { value: 'county', points: 15 },
      { value: 'national', points: 50 }
    ]
  }
});

export function cap(id: string, points: number, changes: Partial<Cap> = {}): Cap {
  return {
    id,
    clause: `c-${id}`,
    over: { kind: 'all' },
    at_most: { kind: 'points', points },
    holder: 'household',
    period: 'month',
    ...changes
  };
}

export function group(id: string, stack: RuleGroup['stack'], across?: RuleGroup['across']) {
  return { id, name: { zh: id, en: id }, stack, across } satisfies RuleGroup;
}

export function ruleSet(parts: Partial<RuleSet>): RuleSet {
  return {
    title: { zh: '试用办法', en: 'Trial' },
    account: 'household',
    unit_name: { zh: '分', en: 'points', en_one: 'point' },
    smallest_unit: '1',
    notice_days: 0,
    activities: ACTIVITIES,
    groups: [],
    rules: [],
    caps: [],
    ...parts
  };
}

/** A timeline of one version, the seventh, that has always been in force. */
export function always(parts: Partial<RuleSet>): RuleTimeline {
  const version = { version: 7, in_force_from: '2000-01-01', rule_set: ruleSet(parts) };
  return { time_zone: SHANGHAI, versions: [version] };
}

/** What somebody did; `when` is a date and time on the wall in Shanghai. */
export function fact(
  id: string,
  activity: string,
  quantity: number,
  when = '2026-03-10 09:00',
  changes: Partial<Fact> = {}
): Fact {
  const [date = '', time] = when.split(' ');
  const occurred_at = instantOf(date, SHANGHAI, time);
  return { id, activity, quantity, occurred_at, attributes: {}, ...MEI, ...changes };
}
