import type { Fact } from '../award';
import { BROTHER_OF_MEI, MEI, WEI, cap, fact, rule } from '../rules.examples';
import { one, example, type WorkedExample } from './example.examples';

/** The best known case of RULES.md and its relatives: 60 a month for a household. */
export function householdCap(): WorkedExample[] {
  const bottle = rule('bottle', 'bottles', {
    clause: '5.1',
    award: { kind: 'per_unit', points: 1, per: 1, step: 1, rounding: 'down' }
  });
  const upTo60 = one({ rules: [bottle], caps: [cap('month', 60)] });
  const bottles = (id: string, pieces: number, who: Partial<Fact> = MEI, when?: string) =>
    fact(id, 'bottles', pieces, when, who);
  const full = '；本户本月各项合计已得满 60，故不再得分（第 5.1 条，第 1 版）';
  const left = (pieces: number, remained: number) =>
    `${pieces} 件 × 1 = ${pieces}；本户本月各项合计还可得 ${remained}，故得 ${remained}（第 5.1 条，第 1 版）`;
  const whole = (pieces: number) => `${pieces} 件 × 1 = ${pieces}（第 5.1 条，第 1 版）`;
  return [
    example('50', upTo60, [bottles('a', 50)], [50], whole(50)),
    example('50 and 30', upTo60, [bottles('a', 50), bottles('b', 30)], [50, 10], left(30, 10)),
    example(
      '50, 30 and 20',
      upTo60,
      [bottles('a', 50), bottles('b', 30), bottles('c', 20)],
      [50, 10, 0],
      `20 件 × 1 = 20${full}`
    ),
    example(
      '30 and 20 once the 50 is withdrawn',
      upTo60,
      [bottles('b', 30), bottles('c', 20)],
      [30, 20],
      whole(20)
    ),
    example('exactly 60', upTo60, [bottles('a', 60)], [60], whole(60)),
    example('61 at once', upTo60, [bottles('a', 61)], [60], left(61, 60)),
    example(
      'one more than 60',
      upTo60,
      [bottles('a', 60), bottles('b', 1)],
      [60, 0],
      `1 件 × 1 = 1${full}`
    ),
    example(
      'two of one household at the same minute',
      upTo60,
      [bottles('mei', 40), bottles('brother', 40, BROTHER_OF_MEI)],
      [40, 20],
      left(40, 20)
    ),
    example(
      'the other of the two first',
      upTo60,
      [bottles('brother', 40, BROTHER_OF_MEI), bottles('mei', 40)],
      [40, 20],
      left(40, 20)
    ),
    example(
      'another household',
      upTo60,
      [bottles('mei', 60), bottles('wei', 60, WEI)],
      [60, 60],
      whole(60)
    ),
    example(
      'moving house: the new household has its own',
      upTo60,
      [bottles('before', 60), bottles('after', 30, { ...WEI, member_id: 'mei' })],
      [60, 30],
      whole(30)
    ),
    example(
      'moving house: the old household stays full',
      upTo60,
      [
        bottles('before', 60),
        bottles('after', 30, { ...WEI, member_id: 'mei' }),
        bottles('brother', 10, BROTHER_OF_MEI)
      ],
      [60, 30, 0],
      `10 件 × 1 = 10${full}`
    ),
    example(
      'a late claim gets what its month left',
      upTo60,
      [
        bottles('march', 50, MEI, '2026-03-10 09:00'),
        bottles('april', 60, MEI, '2026-04-02 09:00'),
        bottles('late', 30, MEI, '2026-03-20 09:00')
      ],
      [50, 60, 10],
      left(30, 10)
    ),
    example(
      'a correction from 50 to 40 leaves more to the next',
      upTo60,
      [bottles('a', 40), bottles('b', 30)],
      [40, 20],
      left(30, 20)
    ),
    example(
      'nothing was collected',
      upTo60,
      [bottles('a', 0)],
      [0],
      '数量为 0，得 0（第 5.1 条，第 1 版）'
    )
  ];
}
