/** What the demo's residents report of themselves: invented, in the colours of a real neighbourhood. */
export interface Deed {
  daysAgo: number;
  /** Which of the residents; 0 is Wang Mei, 1 Li Wei, 2 old Mrs Zhang. */
  who: number;
  activity: string;
  attributes?: Record<string, string>;
  note: string;
  photo?: 'stairs' | 'road' | 'lamp';
  /** What the committee does on the next day; nothing while it still waits. */
  then?: { verb: 'approve' | 'decline' | 'ask'; words?: string; answer?: string };
  /** Somebody's doubt on the day after, and the committee's decision, if there is one yet. */
  doubt?: { by: number; reason: string; decision?: { verb: 'uphold' | 'dismiss'; reason: string } };
}

const approve = { verb: 'approve' } as const;
const ordinary = { attribute_danger: 'ordinary' };
const urgent = { attribute_danger: 'urgent' };

const DEEDS: Deed[] = [
  {
    daysAgo: 36,
    who: 0,
    activity: 'conflict-settlement',
    note: '三楼漏水到二楼，两家争了几天。我陪着请来师傅，当面把修理费谈妥了。',
    then: approve
  },
  {
    daysAgo: 33,
    who: 14,
    activity: 'hazard-report',
    attributes: ordinary,
    note: '东门台阶有一块地砖松了，老人容易绊倒。',
    photo: 'road',
    then: approve
  },
  {
    daysAgo: 29,
    who: 1,
    activity: 'hazard-report',
    attributes: urgent,
    note: '5 栋楼道堆了纸箱和电瓶车，消防通道堵死了。',
    photo: 'stairs',
    then: approve
  },
  {
    daysAgo: 26,
    who: 21,
    activity: 'conflict-settlement',
    note: '广场舞声音大，和楼上住户商量好：晚上八点半以后不放音乐。',
    then: approve,
    doubt: {
      by: 30,
      reason: '那天晚上是队长谈下来的，不是他。',
      decision: { verb: 'dismiss', reason: '问了双方，两位都在场，一起谈的。' }
    }
  },
  {
    daysAgo: 22,
    who: 9,
    activity: 'hazard-report',
    attributes: ordinary,
    note: '车棚的灯坏了三盏。',
    photo: 'lamp',
    then: approve
  },
  {
    daysAgo: 19,
    who: 33,
    activity: 'hazard-report',
    attributes: urgent,
    note: '老槐树有根大枝快断了。',
    then: { verb: 'decline', words: '园林所上周已经处理过，谢谢您留心。' }
  },
  {
    daysAgo: 16,
    who: 26,
    activity: 'conflict-settlement',
    note: '两家为晾衣绳的位置闹别扭，帮着重新拉了一根。',
    then: approve,
    doubt: {
      by: 12,
      reason: '这事是上个月的，已经报过一次了。',
      decision: { verb: 'uphold', reason: '查了记录，确实是同一件事。' }
    }
  },
  {
    daysAgo: 12,
    who: 2,
    activity: 'hazard-report',
    attributes: ordinary,
    note: '电梯里的紧急电话打不通。',
    then: { verb: 'ask', words: '是哪一栋、哪一部电梯？', answer: '3 栋 2 单元，靠右那部。' }
  },
  {
    daysAgo: 8,
    who: 17,
    activity: 'conflict-settlement',
    note: '帮租客和房东把押金的事说清楚了。',
    then: approve
  },
  {
    daysAgo: 5,
    who: 1,
    activity: 'conflict-settlement',
    note: '停车位的事，劝两边各让一步。',
    then: { verb: 'decline', words: '居委会当天也在场，这次算集体调解，不单独计分。' }
  },
  {
    daysAgo: 3,
    who: 38,
    activity: 'hazard-report',
    attributes: urgent,
    note: '配电箱的门锁坏了，敞着。',
    photo: 'lamp',
    then: approve
  },
  {
    daysAgo: 3,
    who: 41,
    activity: 'conflict-settlement',
    note: '楼上夜里拖椅子，买了脚垫送上去，两家都谢我。',
    then: approve,
    doubt: { by: 19, reason: '脚垫是居委会统一发的，不是他买的。' }
  },
  {
    daysAgo: 2,
    who: 0,
    activity: 'hazard-report',
    attributes: ordinary,
    note: '小广场的单杠有点晃。',
    then: { verb: 'ask', words: '方便的话补一张照片，好派人去修。' }
  },
  {
    daysAgo: 2,
    who: 24,
    activity: 'conflict-settlement',
    note: '两位老人为下棋拌嘴，请他们喝了杯茶，和好了。',
    then: approve
  },
  {
    daysAgo: 1,
    who: 29,
    activity: 'hazard-report',
    attributes: urgent,
    note: '2 栋门口窨井盖破了个角。',
    photo: 'road'
  },
  {
    daysAgo: 1,
    who: 1,
    activity: 'conflict-settlement',
    note: '帮新搬来的一家和对门商量好了装修的时间。'
  },
  {
    daysAgo: 0,
    who: 35,
    activity: 'hazard-report',
    attributes: ordinary,
    note: '健身步道的路灯一闪一闪的。',
    photo: 'lamp'
  }
];

/** What only one of the communities knows. */
const ONLY: Record<string, Deed[]> = {
  yaolin: [
    {
      daysAgo: 31,
      who: 6,
      activity: 'good-deed',
      note: '捡到一个钱包，里面有身份证和八百块钱，送到了居民之家。',
      then: approve
    },
    {
      daysAgo: 14,
      who: 0,
      activity: 'clean-home-award',
      attributes: { attribute_star: 'month' },
      note: '门前的花坛整理好了，评上了月度之星。',
      then: approve
    },
    {
      daysAgo: 2,
      who: 11,
      activity: 'good-deed',
      note: '下大雨时把隔壁老人的被子收了，又送热汤过去。',
      then: approve
    }
  ],
  xiandong: [
    {
      daysAgo: 24,
      who: 7,
      activity: 'information-talk',
      note: '在亭子里给大家讲怎么认出诈骗电话。',
      then: approve
    },
    {
      daysAgo: 9,
      who: 0,
      activity: 'information-talk',
      note: '给老年大学讲垃圾分类，来了二十多人。',
      then: approve
    }
  ]
};

export const deedsOf = (slug: string): Deed[] => [...DEEDS, ...(ONLY[slug] ?? [])];
