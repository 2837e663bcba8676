import type { Random } from './random';

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
  '欧阳'
];

const GIVEN = [
  ...[
    '秀英',
    '桂兰',
    '玉珍',
    '淑芬',
    '凤英',
    '建国',
    '建华',
    '志强',
    '国强',
    '德明',
    '永福',
    '桂芳'
  ],
  ...[
    '秀兰',
    '玉梅',
    '卫东',
    '红梅',
    '丽华',
    '海燕',
    '晓明',
    '文斌',
    '俊杰',
    '雪梅',
    '春燕',
    '志刚'
  ],
  ...[
    '家豪',
    '子涵',
    '雨欣',
    '思远',
    '佳怡',
    '浩然',
    '婷',
    '磊',
    '静',
    '敏',
    '涛',
    '洁',
    '斌',
    '芳',
    '军'
  ]
];

/** A believable name; invented, like everybody in the demo. */
export const inventName = (random: Random): string => random.pick(SURNAMES) + random.pick(GIVEN);
