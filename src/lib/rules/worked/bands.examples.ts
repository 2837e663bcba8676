import { rule } from '../rules.examples';
import { one, example, patrols, type WorkedExample } from './example.examples';

/** Under 2 hours 2, under 4 hours 5, from 4 hours on 8. */
export function bandsWithExactBorders(): WorkedExample[] {
  const bands = one({
    rules: [
      rule('patrol', 'patrol', {
        clause: '3.2',
        award: {
          kind: 'bands',
          bands: [
            { from: 30, below: 120, points: 2 },
            { from: 120, below: 240, points: 5 },
            { from: 240, points: 8 }
          ]
        }
      })
    ]
  });
  const low = '满 30 分钟不满 2 小时得 2（第 3.2 条，第 1 版）';
  const middle = '满 2 小时不满 4 小时得 5（第 3.2 条，第 1 版）';
  const high = '满 4 小时得 8（第 3.2 条，第 1 版）';
  const table = [
    [30, 2, low],
    [31, 2, low],
    [119, 2, low],
    [120, 5, middle],
    [121, 5, middle],
    [239, 5, middle],
    [240, 8, high],
    [241, 8, high],
    [10_000_000, 8, high]
  ] as const;
  const given = table.map(([minutes, points, receipt]) =>
    example(`${minutes} minutes in bands`, bands, patrols(minutes), [points], receipt)
  );
  const nothing = [1, 29].map((minutes) =>
    example(
      `${minutes} minutes below the first band`,
      bands,
      patrols(minutes),
      [0],
      '「参加巡逻」不符合得分条件：第 3.2 条按数量定分，这个数量没有规定（第 1 版）'
    )
  );
  return [...given, ...nothing];
}
