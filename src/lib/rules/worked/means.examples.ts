import { fact, rule } from '../rules.examples';
import { one, example, type WorkedExample } from './example.examples';

/** The mean of assessors' scores, 2 points for each of it. */
export function means(): WorkedExample[] {
  const timeline = (rounding: 'down' | 'up' | 'nearest', per = 1) =>
    one({
      rules: [
        rule('honour', 'honour', {
          clause: '6.1',
          award: { kind: 'mean', attribute: 'scores', least: 3, points: 2, per, rounding }
        })
      ]
    });
  const scored = (...scores: number[]) => [
    fact('h', 'honour', 1, undefined, { attributes: { scores } })
  ];
  const said = (text: string) => `${text}（第 6.1 条，第 1 版）`;
  const few = '「获得荣誉」不符合得分条件：第 6.1 条要有足够的人评分（评分）（第 1 版）';
  return [
    example(
      '8, 9 and 9 down',
      timeline('down'),
      scored(8, 9, 9),
      [17],
      said('(8 + 9 + 9) ÷ 3 × 2，零头舍去得 17')
    ),
    example(
      '8, 9 and 9 up',
      timeline('up'),
      scored(8, 9, 9),
      [18],
      said('(8 + 9 + 9) ÷ 3 × 2，零头进一得 18')
    ),
    example(
      '8, 9 and 9 nearest',
      timeline('nearest'),
      scored(8, 9, 9),
      [17],
      said('(8 + 9 + 9) ÷ 3 × 2，零头四舍五入得 17')
    ),
    example(
      'all 10',
      timeline('down'),
      scored(10, 10, 10),
      [20],
      said('(10 + 10 + 10) ÷ 3 × 2，零头舍去得 20')
    ),
    example(
      'all 0',
      timeline('up'),
      scored(0, 0, 0),
      [0],
      said('(0 + 0 + 0) ÷ 3 × 2，零头进一得 0')
    ),
    example(
      'four assessors',
      timeline('nearest'),
      scored(7, 8, 9, 10),
      [17],
      said('(7 + 8 + 9 + 10) ÷ 4 × 2，零头四舍五入得 17')
    ),
    example(
      'for every 3 of the mean',
      timeline('down', 3),
      scored(9, 9, 9),
      [6],
      said('(9 + 9 + 9) ÷ 3 ÷ 3 × 2，零头舍去得 6')
    ),
    example('two assessors are too few', timeline('down'), scored(10, 10), [0], few),
    example('nobody has scored', timeline('down'), [fact('h', 'honour', 1)], [0], few)
  ];
}
