/** Compacts of the demo communities, written for them in the manner of real ones. */

export interface CompactPlan {
  title: string;
  title_en: string;
  /** As the residents first had it. */
  first: string;
  note: string;
  /** What was changed before it was voted on: article by its number, from 0. */
  agreed: { edit: [number, string, string][]; add: [number, string, string][]; up: number[] };
  agreedNote: string;
  /** What is being voted on now. */
  proposed: { edit: [number, string, string][]; add: [number, string, string][]; up: number[] };
  proposedNote: string;
  question: string;
  proposedQuestion: string;
}

const YAOLIN: CompactPlan = {
  title: '尧林社区居民公约',
  title_en: "Residents' compact of Yaolin",
  note: '议事会根据三次院落会的意见起草。',
  question: '是否同意《尧林社区居民公约》？',
  first: `为了把院子过成一家人的日子，尧林社区居民共同商定本公约，大家一起遵守。

第一条 和睦相处
邻里见面打招呼，有话好好说，有难处互相帮一把。

第二条 尊老爱幼
对独居老人和放学没人接的孩子，左邻右舍多看一眼、多问一句。

第三条 家庭和美
夫妻商量着来，孝敬父母，教好孩子，不打不骂。

第四条 爱护环境
垃圾分类投放到定点，不往楼下扔东西，不乱贴乱画。

第五条 楼道畅通
楼道和门厅不堆杂物，不占用消防通道。

第六条 文明养犬
遛狗牵绳，主动避让老人和孩子，粪便随手清理。

第七条 有序停车
车停在线里，不堵单元门，不占应急车道。

第八条 安静作息
晚上十点到早上六点不大声喧哗，装修只在工作日白天进行。

第九条 安全用电
不飞线充电，电动车不进楼道、不进电梯。

第十条 爱护公物
健身器材、花草树木是大家的，坏了就报修，不拿回家。

第十一条 参与议事
院里的事大家商量着定，定了就照着办，有意见到居民之家当面说。`,
  agreed: {
    edit: [
      [
        8,
        '第八条 安静作息',
        '晚上九点半到早上六点半、中午十二点到下午两点不大声喧哗；装修只在工作日白天进行，开工前在单元门口贴告示。'
      ],
      [
        6,
        '第六条 文明养犬',
        '遛狗牵绳，绳长不超过一米五；主动避让老人和孩子，粪便随手清理；按时给狗打疫苗、办证。'
      ]
    ],
    add: [
      [
        11,
        '第十二条 监督改进',
        '违反公约的，先由楼栋长上门提醒，再不改的由议事会请到居民之家谈一谈；公约每年修订一次。'
      ]
    ],
    up: []
  },
  agreedNote: '公示期间收到 14 条意见：休息时间改得更具体，养犬写清绳长，并增加怎样监督。',
  proposed: {
    edit: [
      [
        9,
        '第九条 安全用电',
        '不飞线充电，电动车不进楼道、不进电梯，到南门和 6 栋旁的充电棚充电；蓄电池不拿回家充。'
      ]
    ],
    add: [
      [
        4,
        '第四条之二 旧物有去处',
        '大件垃圾每月第一个周六统一清运，平时不放在楼下；能用的旧物先拿到“邻里换一换”。'
      ]
    ],
    up: [10]
  },
  proposedNote: '充电棚已经建好，把充电的约定写清楚；增加大件垃圾的约定；“爱护公物”提前一条。',
  proposedQuestion: '是否同意修改充电和大件垃圾的约定？'
};

const XIANDONG: CompactPlan = {
  title: '仙东社区文明公约',
  title_en: 'Compact of Xiandong',
  note: '由各楼栋代表起草，征求意见稿。',
  question: '是否同意《仙东社区文明公约》？',
  first: `第一条 国法家规都要守，邻里大事一起商。

第二条 见面问声好，上下楼让一让，电梯里先出后进。

第三条 家有喜事不铺张，白事从简不扰邻，红白事提前告诉楼栋长。

第四条 孝敬老人，常回家看看；社区里的老人，大家一起照应。

第五条 教孩子讲礼貌、守规矩，不在楼道里踢球，不按别人家门铃玩。

第六条 垃圾分四类，早晚两个时段投放，错过时间带回家。

第七条 阳台不放容易掉落的东西，浇花晾衣不滴水到楼下。

第八条 公共绿地不种菜、不圈占，花开了大家一起看。

第九条 车辆慢行，礼让行人，接送孩子时不在校门口久停。

第十条 宠物不进儿童游乐区，咬伤人的要负责到底。

第十一条 广场舞早晚各一场，音箱朝外不朝楼，晚上八点半结束。`,
  agreed: {
    edit: [
      [
        5,
        '第六条',
        '垃圾分四类，早上六点半到九点、晚上五点半到八点投放；错过时间的放到南门误时点，不放在桶边。'
      ],
      [10, '第十一条', '广场舞早晚各一场，音箱朝外不朝楼；中考高考期间暂停，平时晚上八点半结束。']
    ],
    add: [[10, '第十二条', '谁家有难处，告诉网格长，大家想办法；谁做了好事，记在光荣榜上。']],
    up: []
  },
  agreedNote: '增加误时投放点；考试期间暂停广场舞；补上互助一条。',
  proposed: {
    edit: [
      [8, '第九条', '车辆慢行，礼让行人；接送孩子时即停即走，小区东侧 20 个车位早晚留给接送家长。']
    ],
    add: [
      [9, '第十条之二', '外卖和快递放在各单元的智能柜，不堆在门厅；代收的邻居，取件时说声谢谢。']
    ],
    up: [7]
  },
  proposedNote: '留出接送车位，约定快递摆放，绿地一条提前。',
  proposedQuestion: '是否同意新增接送车位和快递摆放的约定？'
};

export const compactOf = (slug: string): CompactPlan => (slug === 'yaolin' ? YAOLIN : XIANDONG);

export const CHARGING = {
  title: '电动自行车停放充电约定',
  title_en: 'Agreement on parking and charging e-bikes',
  text: `第一条 停放
电动自行车停在划线的车棚里，钥匙拔走，不占盲道和消防通道。

第二条 充电
只在充电桩上充，充满自动断电；过夜不充，雷雨天不充。

第三条 进楼
整车和蓄电池都不进楼、不进电梯。腿脚不便的老人，由志愿者帮忙推到车棚。

第四条 费用
充电费按表计，每度电的服务费不超过三角，收支每季度在公告栏公布。

第五条 清理
停放三个月没人认领的车，公告十五天后集中清走。`,
  note: '先听大家的意思，过了再请电力公司装桩。',
  question: '是否同意《电动自行车停放充电约定》？',
  again: '再次表决：是否同意《电动自行车停放充电约定》？'
};
