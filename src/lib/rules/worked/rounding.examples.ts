import { one, example, patrols, hourly, type WorkedExample } from './example.examples';

/** 5 an hour begun, at most an hour and a half: whole hours within it, so that one counts. */
export function mostOfAnOccasion(): WorkedExample[] {
  const award = { points: 5, step: 60, rounding: 'up', most: 90 } as const;
  const cases = [
    [40, 5, '40 分钟按 1 小时计；1 小时 × 5 = 5'],
    [60, 5, '1 小时 × 5 = 5'],
    [100, 5, '1 小时 40 分钟按 1 小时计；1 小时 × 5 = 5'],
    [300, 5, '5 小时按 1 小时计；1 小时 × 5 = 5']
  ] as const;
  return cases.map(([minutes, points, product]) =>
    example(
      `${minutes} minutes at 5 for every hour begun, at most 90 minutes`,
      one({ rules: [hourly(award)] }),
      patrols(minutes),
      [points],
      `${product}（第 3.2 条，第 1 版）`
    )
  );
}

/** 10 an hour in half hours, rounded down, up and to the nearest, for every quarter of an hour. */
export function roundingOfHalfHours(): WorkedExample[] {
  const text = (minutes: number): string =>
    minutes < 60
      ? `${minutes} 分钟`
      : minutes % 30 === 0
        ? `${minutes / 60} 小时`
        : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
  // Worked out by hand: minutes, then the counted minutes and the points by each rounding.
  const table = [
    [1, 0, 0, 30, 5, 0, 0],
    [14, 0, 0, 30, 5, 0, 0],
    [15, 0, 0, 30, 5, 30, 5],
    [29, 0, 0, 30, 5, 30, 5],
    [30, 30, 5, 30, 5, 30, 5],
    [31, 30, 5, 60, 10, 30, 5],
    [44, 30, 5, 60, 10, 30, 5],
    [45, 30, 5, 60, 10, 60, 10],
    [59, 30, 5, 60, 10, 60, 10],
    [60, 60, 10, 60, 10, 60, 10],
    [74, 60, 10, 90, 15, 60, 10],
    [75, 60, 10, 90, 15, 90, 15],
    [90, 90, 15, 90, 15, 90, 15],
    [100, 90, 15, 120, 20, 90, 15],
    [119, 90, 15, 120, 20, 120, 20],
    [120, 120, 20, 120, 20, 120, 20]
  ] as const;
  return table.flatMap(([minutes, down, pointsDown, up, pointsUp, nearest, pointsNearest]) =>
    (
      [
        ['down', down, pointsDown],
        ['up', up, pointsUp],
        ['nearest', nearest, pointsNearest]
      ] as const
    ).map(([rounding, counted, points]) => {
      const product = `${text(counted)} × 10 = ${points}`;
      const rounded =
        counted === minutes ? product : `${text(minutes)}按 ${text(counted)}计；${product}`;
      return example(
        `${minutes} minutes at 10 an hour in half hours, rounded ${rounding}`,
        one({ rules: [hourly({ rounding })] }),
        patrols(minutes),
        [points],
        `${rounded}（第 3.2 条，第 1 版）`
      );
    })
  );
}
