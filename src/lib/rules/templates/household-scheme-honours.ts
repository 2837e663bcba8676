import type { Activity, RuleSet } from '../model';

const HONOUR: Activity = {
  id: 'honour',
  family: 'civic',
  name: { zh: '家庭或成员获得荣誉', en: 'Honour received by the household or a member' },
  unit: 'times',
  claimable: true,
  attributes: [
    {
      id: 'level',
      name: { zh: '级别', en: 'level' },
      kind: 'choice',
      options: [
        { value: 'national', name: { zh: '国家级', en: 'national' } },
        { value: 'provincial', name: { zh: '省级', en: 'provincial' } },
        { value: 'prefecture', name: { zh: '市级', en: 'prefecture' } },
        { value: 'county', name: { zh: '区县级', en: 'county' } },
        { value: 'subdistrict', name: { zh: '街道级', en: 'subdistrict' } },
        { value: 'community', name: { zh: '社区级', en: 'community' } }
      ]
    },
    { id: 'honour', name: { zh: '荣誉名称', en: 'honour' }, kind: 'text' }
  ]
};

const EDUCATION: Activity = {
  id: 'education',
  family: 'civic',
  name: { zh: '成员升学', en: 'Education begun by a member' },
  unit: 'times',
  claimable: true,
  attributes: [
    {
      id: 'school',
      name: { zh: '学历', en: 'school' },
      kind: 'choice',
      options: [
        { value: 'doctorate', name: { zh: '博士', en: 'doctorate' } },
        { value: 'master', name: { zh: '硕士', en: 'master' } },
        { value: 'university', name: { zh: '大学', en: 'university' } },
        {
          value: 'vocational',
          name: { zh: '职业学校一年级', en: 'first year of vocational school' }
        }
      ]
    }
  ]
};

const each = (id: string, zh: string, en: string, claimable = false): Activity => ({
  id,
  family: 'building',
  name: { zh, en },
  unit: 'times',
  attributes: [],
  ...(claimable && { claimable })
});

/**
 * Additions of a resettlement neighbourhood's published household points plan, section 4 (1). That
 * the same honour counts once, at its highest level, is usual in such plans and added here.
 */
export const HOUSEHOLD_SCHEME_HONOURS: RuleSet = {
  title: { zh: '家庭积分办法（加分项）', en: 'Household points plan (additions)' },
  source: {
    zh: '参照一个安置社区公布的家庭积分办法第四条第（一）项；同一荣誉只计最高一级是邻里补充的',
    en: 'After the published household points plan of a resettlement neighbourhood, section 4 (1); that the same honour counts once, at its highest level, Linli adds'
  },
  account: 'household',
  unit_name: { zh: '分', en: 'points', en_one: 'point' },
  smallest_unit: '1',
  notice_days: 7,
  activities: [
    HONOUR,
    EDUCATION,
    each('helping-to-prosper', '带动邻里致富', 'Helping neighbours to prosper', true),
    each('community-clean-up', '参加社区组织的大扫除', 'Clean-up organised by the community'),
    each(
      'evening-class',
      '参加社区组织的夜校或讲座',
      'Evening class or talk organised by the community'
    ),
    each('free-haircut', '为他人义务理发', 'Free haircuts for others', true)
  ],
  groups: [
    {
      id: 'same-honour',
      name: { zh: '荣誉', en: 'honours' },
      stack: 'highest',
      across: { holder: 'household', period: 'once', same: 'honour' }
    }
  ],
  rules: [
    {
      id: 'honour',
      clause: '4.1.1',
      activity: 'honour',
      where: [],
      award: {
        kind: 'table',
        attribute: 'level',
        levels: [
          { value: 'national', points: 50 },
          { value: 'provincial', points: 30 },
          { value: 'prefecture', points: 20 },
          { value: 'county', points: 15 },
          { value: 'subdistrict', points: 10 },
          { value: 'community', points: 5 }
        ]
      },
      group: 'same-honour'
    },
    {
      id: 'education',
      clause: '4.1.2',
      activity: 'education',
      where: [],
      award: {
        kind: 'table',
        attribute: 'school',
        levels: [
          { value: 'doctorate', points: 20 },
          { value: 'master', points: 10 },
          { value: 'university', points: 5 },
          { value: 'vocational', points: 3 }
        ]
      }
    },
    {
      id: 'helping-to-prosper',
      clause: '4.1.3',
      activity: 'helping-to-prosper',
      where: [],
      award: { kind: 'fixed', points: 10 }
    },
    {
      id: 'community-clean-up',
      clause: '4.1.4',
      activity: 'community-clean-up',
      where: [],
      award: { kind: 'per_unit', points: 5, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'evening-class',
      clause: '4.1.5',
      activity: 'evening-class',
      where: [],
      award: { kind: 'per_unit', points: 5, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'free-haircut',
      clause: '4.1.6',
      activity: 'free-haircut',
      where: [],
      award: { kind: 'per_unit', points: 5, per: 1, step: 1, rounding: 'down' }
    }
  ],
  caps: [
    {
      id: 'helping-to-prosper-year',
      clause: '4.1.3',
      over: { kind: 'rule', rule: 'helping-to-prosper' },
      at_most: { kind: 'times', times: 1 },
      holder: 'household',
      period: 'year'
    }
  ]
};
