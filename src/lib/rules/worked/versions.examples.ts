import { cap, fact } from '../rules.examples';
import {
  version,
  timelineOf,
  one,
  example,
  patrols,
  deedOn,
  deed,
  hourly,
  type WorkedExample
} from './example.examples';

/** Which version judges, what it leaves used, and what no version rewards. */
export function versions(): WorkedExample[] {
  const v1 = version(1, '2026-01-01', { rules: [deed(10)], caps: [cap('c', 15)] });
  const v2 = version(2, '2026-03-15', { rules: [deed(20)], caps: [cap('c', 25)] });
  const two = timelineOf(v1, v2);
  const said = (points: number, number: number, more = '') =>
    `每次得 ${points}${more}（第 2.1 条，第 ${number} 版）`;
  return [
    example(
      'the last day of the old version',
      two,
      [deedOn('a', '2026-03-14 23:59')],
      [10],
      said(10, 1)
    ),
    example(
      'the first day of the new version',
      two,
      [deedOn('a', '2026-03-15 00:00')],
      [20],
      said(20, 2)
    ),
    example(
      'a late claim goes by the old version',
      two,
      [deedOn('a', '2026-04-15 09:00'), deedOn('late', '2026-03-10 09:00')],
      [20, 10],
      said(10, 1)
    ),
    example(
      'what the old version gave uses up the new limit',
      two,
      [deedOn('a', '2026-03-14 09:00'), deedOn('b', '2026-03-16 09:00')],
      [10, 15],
      said(20, 2, '；本户本月各项合计还可得 15，故得 15')
    ),
    example(
      'and the other way round',
      two,
      [deedOn('b', '2026-03-16 09:00'), deedOn('a', '2026-03-14 09:00')],
      [20, 0],
      said(10, 1, '；本户本月各项合计已得满 15，故不再得分')
    ),
    example(
      'before the first version',
      two,
      [deedOn('a', '2025-12-31 23:59')],
      [0],
      '2025年12月31日那天还没有施行积分办法，不计分'
    ),
    example(
      'an activity that no version knows',
      two,
      [fact('a', 'singing', 1)],
      [0],
      '当时的积分办法里没有这项活动，不计分（第 1 版）'
    ),
    example(
      'an activity that nothing rewards',
      two,
      [fact('a', 'bottles', 3)],
      [0],
      '当时的积分办法没有给「回收瓶子」定分，不计分（第 1 版）'
    ),
    example(
      'an occasion that is capped at four hours',
      one({ rules: [hourly({ most: 240 })] }),
      patrols(300),
      [40],
      '5 小时按 4 小时计；4 小时 × 10 = 40（第 3.2 条，第 1 版）'
    ),
    example(
      'an occasion just below',
      one({ rules: [hourly({ most: 240 })] }),
      patrols(239),
      [35],
      '3 小时 59 分钟按 3.5 小时计；3.5 小时 × 10 = 35（第 3.2 条，第 1 版）'
    ),
    example(
      'half points',
      one({ smallest_unit: '1/2', rules: [deed(9)] }),
      [deedOn('a', '2026-03-02 09:00')],
      [9],
      '每次得 4.5（第 2.1 条，第 1 版）'
    ),
    example(
      'tenths of points',
      one({ smallest_unit: '1/10', rules: [deed(9)] }),
      [deedOn('a', '2026-03-02 09:00')],
      [9],
      '每次得 0.9（第 2.1 条，第 1 版）'
    )
  ];
}
