import type { RuleSet } from '../../rules/model';
import { BAIYANG_VILLAGE_2019 } from '../../rules/templates/baiyang-village-2019';
import { SHUANGGANG_COMMUNITY_2025 } from '../../rules/templates/shuanggang-community-2025';

/** A demo community: invented people and places in the shape of a real one. */
export interface Town {
  slug: string;
  name: string;
  name_en: string;
  seed: number;
  rules: RuleSet;
  buildings: number;
  units: number;
  roomsPerUnit: number;
  /** Area grids, each with its last building; then organisations with a grid of their own. */
  areas: { name: string; upTo: number }[];
  organisations: string[];
  teams: TeamPlan[];
}

export interface TeamPlan {
  name: string;
  about: string;
  activity: string;
  coordinator: string;
  shifts: ShiftPlan[];
}

export interface ShiftPlan {
  title: string;
  place: string;
  /** 1 is Monday. */
  weekday: number;
  from: string;
  to: string;
  capacity: number;
}

const OFFICERS = {
  committee: '陈建国',
  deputy: '罗志明',
  clerk: '孙丽',
  grid_leader: '赵永福',
  auditor: '何敏'
};
export type TownOfficers = typeof OFFICERS;

/** Who holds which office, by town; the deputy is a second person on the committee. */
export const officersOf = (town: Town): TownOfficers =>
  town.slug === 'yaolin'
    ? OFFICERS
    : {
        committee: '林卫东',
        deputy: '叶秋萍',
        clerk: '郑洁',
        grid_leader: '吴桂芳',
        auditor: '许文斌'
      };

export const TOWNS: Town[] = [
  {
    slug: 'yaolin',
    name: '尧林社区',
    name_en: 'Yaolin',
    seed: 1949,
    rules: BAIYANG_VILLAGE_2019,
    buildings: 10,
    units: 2,
    roomsPerUnit: 15,
    areas: [
      { name: '尧林一网格', upTo: 3 },
      { name: '尧林二网格', upTo: 6 },
      { name: '尧林三网格', upTo: 10 }
    ],
    organisations: ['尧林小学'],
    teams: [
      {
        name: '平安巡逻队',
        about: '早晚在小区走一走，看看消防通道、电动车充电和陌生情况。',
        activity: 'patrol',
        coordinator: '周芳',
        shifts: [
          {
            title: '晚间巡逻',
            place: '南门岗亭',
            weekday: 1,
            from: '19:00',
            to: '20:30',
            capacity: 8
          },
          {
            title: '晚间巡逻',
            place: '南门岗亭',
            weekday: 4,
            from: '19:00',
            to: '20:30',
            capacity: 8
          },
          {
            title: '清晨巡逻',
            place: '北门岗亭',
            weekday: 7,
            from: '06:30',
            to: '08:00',
            capacity: 6
          }
        ]
      },
      {
        name: '清洁家园队',
        about: '捡垃圾、清小广告、整理楼道，让院子清清爽爽。',
        activity: 'neighbourhood-clean-up',
        coordinator: '徐志刚',
        shifts: [
          {
            title: '楼道清洁',
            place: '5 栋楼下',
            weekday: 6,
            from: '09:00',
            to: '11:00',
            capacity: 15
          },
          {
            title: '花园除草',
            place: '中心花园',
            weekday: 3,
            from: '08:30',
            to: '10:00',
            capacity: 10
          }
        ]
      },
      {
        name: '文明劝导队',
        about: '在路口和垃圾分类点提醒、帮一把手。',
        activity: 'civility-volunteering',
        coordinator: '马红梅',
        shifts: [
          {
            title: '垃圾分类劝导',
            place: '东侧分类亭',
            weekday: 2,
            from: '18:00',
            to: '20:00',
            capacity: 6
          },
          {
            title: '路口文明劝导',
            place: '尧林路口',
            weekday: 5,
            from: '07:00',
            to: '08:30',
            capacity: 6
          }
        ]
      }
    ]
  },
  {
    slug: 'xiandong',
    name: '仙东社区',
    name_en: 'Xiandong',
    seed: 1984,
    rules: SHUANGGANG_COMMUNITY_2025,
    buildings: 12,
    units: 1,
    roomsPerUnit: 25,
    areas: [
      { name: '仙东东片', upTo: 4 },
      { name: '仙东中片', upTo: 8 },
      { name: '仙东西片', upTo: 12 }
    ],
    organisations: ['仙东商铺街'],
    teams: [
      {
        name: '夜间巡逻队',
        about: '结伴巡逻，提醒关门窗、防火防盗。',
        activity: 'patrol',
        coordinator: '高志强',
        shifts: [
          {
            title: '夜间巡逻',
            place: '物业门口',
            weekday: 2,
            from: '19:30',
            to: '21:00',
            capacity: 8
          },
          {
            title: '夜间巡逻',
            place: '物业门口',
            weekday: 5,
            from: '19:30',
            to: '21:00',
            capacity: 8
          }
        ]
      },
      {
        name: '周末清洁队',
        about: '周末两小时，捡垃圾、清墙面小广告。',
        activity: 'neighbourhood-clean-up',
        coordinator: '梁雪梅',
        shifts: [
          {
            title: '社区大扫除',
            place: '居民之家',
            weekday: 6,
            from: '09:00',
            to: '11:00',
            capacity: 20
          },
          {
            title: '河边捡拾',
            place: '仙东河步道',
            weekday: 7,
            from: '08:00',
            to: '09:30',
            capacity: 12
          },
          {
            title: '小广告清理',
            place: '3 栋至 6 栋',
            weekday: 3,
            from: '09:00',
            to: '10:30',
            capacity: 8
          }
        ]
      },
      {
        name: '政策宣讲队',
        about: '用家常话讲政策、讲防诈骗、讲健康。',
        activity: 'information-talk',
        coordinator: '唐静',
        shifts: [
          {
            title: '防诈骗小讲堂',
            place: '居民之家二楼',
            weekday: 4,
            from: '14:30',
            to: '15:30',
            capacity: 5
          },
          {
            title: '健康茶话会',
            place: '居民之家一楼',
            weekday: 1,
            from: '15:00',
            to: '16:00',
            capacity: 5
          }
        ]
      }
    ]
  }
];
