import type { RuleSet } from '../model';
import { CENTRE_ACTIVITY, CIVILITY_VOLUNTEERING, INFORMATION_TALK } from './activities';
import { BRINGING_A_VOLUNTEER, CONFLICT_SETTLEMENT, GRID_LEADER_MONTH } from './activities';
import { HAZARD_REPORT } from './activities';
import { NEIGHBOURHOOD_CLEAN_UP, PATROL, TAKING_PART_IN_VOTES } from './activities';

/**
 * The points of Shuanggang community, Dieshan town, Yiyang (Jiangxi), after a local press report
 * of 2025-01-02. Clauses that begin with D are not part of the published scheme: they are
 * added so that every team's shifts give points and a limit can be seen.
 */
export const SHUANGGANG_COMMUNITY_2025: RuleSet = {
  title: { zh: '居民服务积分办法', en: "Points for residents' service" },
  source: {
    zh: '参照江西弋阳叠山镇一个社区的积分办法（当地媒体 2025 年 1 月 2 日报道）；D 开头的条文原办法没有，是邻里补充的',
    en: 'After the scheme of Shuanggang community, Dieshan town, Yiyang (local press, 2 January 2025); clauses that begin with D are not in it, Linli adds them'
  },
  account: 'member',
  unit_name: { zh: '分', en: 'points', en_one: 'point' },
  smallest_unit: '1',
  notice_days: 0,
  activities: [
    INFORMATION_TALK,
    CONFLICT_SETTLEMENT,
    HAZARD_REPORT,
    NEIGHBOURHOOD_CLEAN_UP,
    PATROL,
    CIVILITY_VOLUNTEERING,
    TAKING_PART_IN_VOTES,
    CENTRE_ACTIVITY,
    GRID_LEADER_MONTH,
    BRINGING_A_VOLUNTEER
  ],
  groups: [],
  rules: [
    {
      id: 'information-talk',
      clause: '1',
      activity: 'information-talk',
      where: [],
      award: { kind: 'per_unit', points: 10, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'neighbourhood-clean-up',
      clause: '2',
      activity: 'neighbourhood-clean-up',
      where: [],
      award: { kind: 'per_unit', points: 2, per: 60, step: 30, rounding: 'down' }
    },
    {
      id: 'patrol',
      clause: 'D.1',
      activity: 'patrol',
      where: [],
      award: { kind: 'per_unit', points: 4, per: 60, step: 30, rounding: 'down' }
    },
    {
      id: 'civility-volunteering',
      clause: 'D.2',
      activity: 'civility-volunteering',
      where: [],
      award: { kind: 'per_unit', points: 5, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'vote',
      clause: 'D.4',
      activity: 'vote',
      where: [],
      award: { kind: 'per_unit', points: 2, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'centre-activity',
      clause: 'D.5',
      activity: 'centre-activity',
      where: [],
      award: { kind: 'per_unit', points: 1, per: 1, step: 1, rounding: 'down' }
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
          { value: 'ordinary', points: 2 },
          { value: 'urgent', points: 6 }
        ]
      }
    },
    {
      id: 'conflict-settlement',
      clause: 'D.7',
      activity: 'conflict-settlement',
      where: [],
      award: { kind: 'per_unit', points: 8, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'grid-leader-month',
      clause: 'D.8',
      activity: 'grid-leader-month',
      where: [],
      award: { kind: 'per_unit', points: 10, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'new-volunteer',
      clause: 'D.9',
      activity: 'new-volunteer',
      where: [],
      award: { kind: 'per_unit', points: 5, per: 1, step: 1, rounding: 'down' }
    }
  ],
  caps: [
    {
      id: 'member-week',
      clause: 'D.3',
      over: { kind: 'all' },
      at_most: { kind: 'points', points: 20 },
      holder: 'member',
      period: 'week'
    }
  ]
};
