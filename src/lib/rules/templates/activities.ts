import type { Activity } from '../model';

/** Services that both shipped schemes know, so that the same shift pays by either. */

export const PATROL: Activity = {
  id: 'patrol',
  family: 'safety',
  name: { zh: '参加巡逻', en: 'Neighbourhood patrol' },
  unit: 'minutes',
  attributes: []
};

export const NEIGHBOURHOOD_CLEAN_UP: Activity = {
  id: 'neighbourhood-clean-up',
  family: 'civic',
  name: { zh: '参加环境清洁', en: 'Clean-up of the neighbourhood' },
  unit: 'minutes',
  attributes: []
};

export const CIVILITY_VOLUNTEERING: Activity = {
  id: 'civility-volunteering',
  family: 'civic',
  name: { zh: '参加文明志愿服务或宣讲', en: 'Volunteering or speaking for civility' },
  unit: 'times',
  attributes: []
};

export const CENTRE_ACTIVITY: Activity = {
  id: 'centre-activity',
  family: 'civic',
  name: { zh: '参加服务站的活动', en: 'Activity of the service centre' },
  unit: 'times',
  attributes: []
};

export const INFORMATION_TALK: Activity = {
  id: 'information-talk',
  family: 'civic',
  name: { zh: '担任信息员公开宣讲', en: 'Public talk as an information volunteer' },
  unit: 'times',
  attributes: [],
  claimable: true
};

export const TAKING_PART_IN_VOTES: Activity = {
  id: 'vote',
  family: 'civic',
  name: { zh: '参加公约表决', en: 'Taking part in a vote' },
  unit: 'times',
  attributes: []
};

export const GRID_LEADER_MONTH: Activity = {
  id: 'grid-leader-month',
  family: 'civic',
  name: { zh: '担任网格长满一个月', en: 'A month as grid leader' },
  unit: 'times',
  attributes: [],
  trigger: { on: 'office_month', office: 'grid_leader' }
};

export const BRINGING_A_VOLUNTEER: Activity = {
  id: 'new-volunteer',
  family: 'civic',
  name: { zh: '带来一位新志愿者', en: 'Bringing in a new volunteer' },
  unit: 'times',
  attributes: [],
  trigger: { on: 'newcomer' }
};

export const HAZARD_REPORT: Activity = {
  id: 'hazard-report',
  family: 'safety',
  name: { zh: '上报安全隐患', en: 'Reporting a hazard' },
  unit: 'times',
  attributes: [
    {
      id: 'danger',
      name: { zh: '紧急程度', en: 'urgency' },
      kind: 'choice',
      options: [
        { value: 'ordinary', name: { zh: '一般', en: 'ordinary' } },
        { value: 'urgent', name: { zh: '紧急', en: 'urgent' } }
      ]
    }
  ],
  claimable: true
};

export const CONFLICT_SETTLEMENT: Activity = {
  id: 'conflict-settlement',
  family: 'civic',
  name: { zh: '帮助调解邻里矛盾', en: 'Helping to settle a conflict between neighbours' },
  unit: 'times',
  attributes: [],
  claimable: true
};
