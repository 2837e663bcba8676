import type { Cap, RuleSet } from '../../src/lib/rules/model';

export const HOUSEHOLD_MONTH: Cap = {
  id: 'household-month',
  clause: '3',
  over: { kind: 'all' },
  at_most: { kind: 'points', points: 60 },
  holder: 'household',
  period: 'month'
};

export const MEMBER_DAY: Cap = {
  id: 'member-day',
  clause: '4',
  over: { kind: 'rule', rule: 'patrol' },
  at_most: { kind: 'points', points: 20 },
  holder: 'member',
  period: 'day'
};

/** One point for every ten minutes of patrol, five for a good deed, by household. */
export const PATROL_RULES: RuleSet = {
  title: { zh: '白杨社区积分办法', en: 'Points of Baiyang' },
  account: 'household',
  unit_name: { zh: '分', en: 'points', en_one: 'point' },
  smallest_unit: '1',
  notice_days: 0,
  activities: [
    {
      id: 'patrol',
      family: 'safety',
      name: { zh: '参加巡逻', en: 'Patrol' },
      unit: 'minutes',
      attributes: []
    },
    {
      id: 'good-deed',
      family: 'civic',
      name: { zh: '做好事', en: 'Good deed' },
      unit: 'times',
      attributes: []
    }
  ],
  groups: [],
  rules: [
    {
      id: 'patrol',
      clause: '1',
      activity: 'patrol',
      where: [],
      award: { kind: 'per_unit', points: 1, per: 10, step: 10, rounding: 'down' }
    },
    {
      id: 'good-deed',
      clause: '2',
      activity: 'good-deed',
      where: [],
      award: { kind: 'fixed', points: 5 }
    }
  ],
  caps: []
};
