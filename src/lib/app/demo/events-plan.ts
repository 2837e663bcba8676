/** A room of the residents' home. */
export interface RoomPlan {
  name: string;
  place: string;
  capacity: number;
}

/** An event of the demo; both towns have the same, each with its own people. */
export interface EventPlan {
  title: string;
  description: string;
  room: string;
  /** Days from this week's Monday; negative for what is over. */
  day: number;
  from: string;
  to: string;
  capacity: number;
  activity: string;
  /** How many weeks running. */
  weeks?: number;
  /** How many neighbours register, some with their family. */
  guests: number;
}

export const ROOMS: RoomPlan[] = [
  { name: '多功能厅', place: '居民之家一楼东侧', capacity: 80 },
  { name: '书画室', place: '居民之家二楼 203', capacity: 20 },
  { name: '议事厅', place: '居民之家二楼 201', capacity: 30 },
  { name: '阅览室', place: '居民之家一楼西侧', capacity: 40 },
  { name: '中心广场', place: '中心花园东边', capacity: 300 }
];

const CENTRE = 'centre-activity';

export const EVENT_PLANS: EventPlan[] = [
  {
    title: '书法课',
    description: '请退休的许老师教楷书，笔墨纸砚都备好了，零基础也欢迎。',
    room: '书画室',
    day: -26,
    from: '14:00',
    to: '16:00',
    capacity: 16,
    activity: CENTRE,
    weeks: 8,
    guests: 4
  },
  {
    title: '律师坐堂日',
    description: '每月一次，律师现场答疑：遗嘱、赡养、物业、合同都可以问。请带好材料。',
    room: '议事厅',
    day: -16,
    from: '09:00',
    to: '11:30',
    capacity: 12,
    activity: CENTRE,
    guests: 5
  },
  {
    title: '律师坐堂日',
    description: '每月一次，律师现场答疑：遗嘱、赡养、物业、合同都可以问。请带好材料。',
    room: '议事厅',
    day: 12,
    from: '09:00',
    to: '11:30',
    capacity: 12,
    activity: CENTRE,
    guests: 4
  },
  {
    title: '便民义诊',
    description: '社区医院的医生来量血压、测血糖、看常见病，还能现场办健康档案。',
    room: '多功能厅',
    day: -9,
    from: '08:30',
    to: '11:00',
    capacity: 40,
    activity: CENTRE,
    guests: 6
  },
  {
    title: '流感疫苗咨询',
    description: '名额不多，先报先得。请带身份证和医保卡。',
    room: '多功能厅',
    day: 10,
    from: '08:30',
    to: '10:30',
    capacity: 5,
    activity: CENTRE,
    guests: 6
  },
  {
    title: '露天电影夜',
    description: '自带小板凳，热水管够。下雨改到多功能厅。',
    room: '中心广场',
    day: -10,
    from: '19:00',
    to: '21:00',
    capacity: 200,
    activity: '',
    guests: 5
  },
  {
    title: '老电影专场',
    description: '放一部大家点播最多的老片子，看完留下聊聊。',
    room: '多功能厅',
    day: 11,
    from: '19:00',
    to: '21:00',
    capacity: 60,
    activity: '',
    guests: 4
  },
  {
    title: '居民议事会',
    description: '这次议电动车充电棚放在哪里。欢迎旁听，举手就能发言。',
    room: '议事厅',
    day: -4,
    from: '19:00',
    to: '20:30',
    capacity: 30,
    activity: CENTRE,
    guests: 5
  },
  {
    title: '邻里百家宴',
    description: '一家一道拿手菜，长桌摆到花园里。孩子们有游戏，老人有座位。',
    room: '中心广场',
    day: 19,
    from: '10:30',
    to: '13:00',
    capacity: 120,
    activity: CENTRE,
    guests: 6
  },
  {
    title: '太极与八段锦',
    description: '穿宽松衣服和平底鞋，跟着练一小时。',
    room: '多功能厅',
    day: 25,
    from: '08:00',
    to: '09:00',
    capacity: 30,
    activity: CENTRE,
    guests: 3
  }
];

/** What is on at this very hour, with the door open. */
export const TODAY = {
  title: '防诈骗茶话会',
  description: '社区民警讲最近的骗局，边喝茶边聊，随到随报名。',
  room: '阅览室',
  capacity: 40,
  activity: CENTRE
};
