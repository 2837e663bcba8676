import type { RuleSet } from '../model';
import { CENTRE_ACTIVITY, CIVILITY_VOLUNTEERING, CONFLICT_SETTLEMENT } from './activities';
import { HAZARD_REPORT, NEIGHBOURHOOD_CLEAN_UP, PATROL } from './activities';
import { TAKING_PART_IN_VOTES } from './activities';

/**
 * The points of Baiyang village, Liuji town, Yizheng (Jiangsu), since November 2019, after a
 * Yangzhou press report of 2023-03-30. Clauses that begin with D are not part of the published
 * scheme: they are added so that every team's shifts give points and a limit can be seen.
 */
export const BAIYANG_VILLAGE_2019: RuleSet = {
  title: { zh: '家庭文明积分办法', en: 'Household points for civility' },
  source: {
    zh: '参照江苏仪征刘集镇一个村 2019 年 11 月开办的积分超市（扬州媒体 2023 年 3 月 30 日报道）；D 开头的条文原办法没有，是邻里补充的',
    en: 'After the points shop of Baiyang village, Liuji town, Yizheng, open since November 2019 (Yangzhou press, 30 March 2023); clauses that begin with D are not in it, Linli adds them'
  },
  account: 'household',
  unit_name: { zh: '分', en: 'points', en_one: 'point' },
  smallest_unit: '1',
  notice_days: 3,
  activities: [
    CENTRE_ACTIVITY,
    {
      id: 'performance',
      family: 'civic',
      name: { zh: '在活动中表演节目', en: 'Performing at an activity' },
      unit: 'times',
      attributes: []
    },
    {
      id: 'good-deed',
      family: 'civic',
      name: { zh: '做好人好事', en: 'Good deed' },
      unit: 'times',
      attributes: [],
      claimable: true
    },
    CONFLICT_SETTLEMENT,
    CIVILITY_VOLUNTEERING,
    {
      id: 'clean-home-award',
      family: 'civic',
      name: { zh: '获评清洁之家', en: 'Award for clean surroundings' },
      unit: 'times',
      claimable: true,
      attributes: [
        {
          id: 'star',
          name: { zh: '星级', en: 'star' },
          kind: 'choice',
          options: [
            { value: 'month', name: { zh: '月度之星', en: 'star of the month' } },
            { value: 'quarter', name: { zh: '季度之星', en: 'star of the quarter' } },
            { value: 'year', name: { zh: '年度之星', en: 'star of the year' } }
          ]
        }
      ]
    },
    PATROL,
    NEIGHBOURHOOD_CLEAN_UP,
    HAZARD_REPORT,
    TAKING_PART_IN_VOTES
  ],
  groups: [{ id: 'service', name: { zh: '志愿服务', en: 'Volunteer service' }, stack: 'add' }],
  rules: [
    {
      id: 'centre-activity',
      clause: '1.1',
      activity: 'centre-activity',
      where: [],
      award: { kind: 'per_unit', points: 1, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'performance',
      clause: '1.2',
      activity: 'performance',
      where: [],
      award: { kind: 'per_unit', points: 20, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'good-deed',
      clause: '2.1',
      activity: 'good-deed',
      where: [],
      award: { kind: 'per_unit', points: 50, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'conflict-settlement',
      clause: '2.2',
      activity: 'conflict-settlement',
      where: [],
      award: { kind: 'per_unit', points: 20, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'civility-volunteering',
      clause: '2.3',
      activity: 'civility-volunteering',
      where: [],
      award: { kind: 'per_unit', points: 20, per: 1, step: 1, rounding: 'down' },
      group: 'service'
    },
    {
      id: 'clean-home-award',
      clause: '3.1',
      activity: 'clean-home-award',
      where: [],
      award: {
        kind: 'table',
        attribute: 'star',
        levels: [
          { value: 'month', points: 50 },
          { value: 'quarter', points: 80 },
          { value: 'year', points: 100 }
        ]
      }
    },
    {
      id: 'patrol',
      clause: 'D.1',
      activity: 'patrol',
      where: [],
      award: { kind: 'per_unit', points: 10, per: 60, step: 30, rounding: 'down' },
      group: 'service'
    },
    {
      id: 'neighbourhood-clean-up',
      clause: 'D.2',
      activity: 'neighbourhood-clean-up',
      where: [],
      award: { kind: 'per_unit', points: 8, per: 60, step: 30, rounding: 'down' },
      group: 'service'
    },
    {
      id: 'vote',
      clause: 'D.4',
      activity: 'vote',
      where: [],
      award: { kind: 'per_unit', points: 2, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'hazard-report',
      clause: 'D.6',
      activity: 'hazard-report',
      where: [],
      award: {
        kind: 'table',
        attribute: 'danger',
        levels: [
          { value: 'ordinary', points: 5 },
          { value: 'urgent', points: 15 }
        ]
      }
    }
  ],
  caps: [
    {
      id: 'service-month',
      clause: 'D.3',
      over: { kind: 'group', group: 'service' },
      at_most: { kind: 'points', points: 60 },
      holder: 'household',
      period: 'month'
    }
  ]
};
