import { cap } from '../rules.examples';
import { one, example, deedOn, deed, type WorkedExample } from './example.examples';

/** Where a period of Shanghai ends and the next begins: 10 a time, once in the period. */
export function periodBorders(): WorkedExample[] {
  const borders = [
    ['day', '2026-03-10 23:59', '2026-03-11 00:00', '当天'],
    ['day', '2026-12-31 23:59', '2027-01-01 00:00', '当天'],
    // Monday is 2026-03-16.
    ['week', '2026-03-15 23:59', '2026-03-16 00:00', '本周'],
    // A week from 2025-12-29 to 2026-01-04 over the year's end.
    ['week', '2025-12-28 23:59', '2025-12-29 00:00', '本周'],
    ['month', '2026-02-28 23:59', '2026-03-01 00:00', '本月'],
    ['month', '2028-02-29 23:59', '2028-03-01 00:00', '本月'],
    ['quarter', '2026-03-31 23:59', '2026-04-01 00:00', '本季度'],
    ['quarter', '2026-06-30 23:59', '2026-07-01 00:00', '本季度'],
    ['quarter', '2026-09-30 23:59', '2026-10-01 00:00', '本季度'],
    ['quarter', '2026-12-31 23:59', '2027-01-01 00:00', '本季度'],
    ['year', '2026-12-31 23:59', '2027-01-01 00:00', '本年']
  ] as const;
  const timeline = (period: (typeof borders)[number][0]) =>
    one({ rules: [deed(10)], caps: [cap('c', 10, { period })] });
  const beforeAndAfter = borders.flatMap(([period, before, after, name]) => [
    example(
      `${period}: ${before} and ${after} are two`,
      timeline(period),
      [deedOn('a', before), deedOn('b', after)],
      [10, 10],
      '每次得 10（第 2.1 条，第 1 版）'
    ),
    example(
      `${period}: twice at ${before} is one`,
      timeline(period),
      [deedOn('a', before), deedOn('b', before)],
      [10, 0],
      `每次得 10；本户${name}各项合计已得满 10，故不再得分（第 2.1 条，第 1 版）`
    ),
    example(
      `${period}: ${after}, filed first, does not use up ${before}`,
      timeline(period),
      [deedOn('b', after), deedOn('a', before)],
      [10, 10],
      '每次得 10（第 2.1 条，第 1 版）'
    )
  ]);
  return [
    ...beforeAndAfter,
    example(
      'week: 31 December and 1 January are in one',
      timeline('week'),
      [deedOn('a', '2025-12-31 10:00'), deedOn('b', '2026-01-01 10:00')],
      [10, 0],
      '每次得 10；本户本周各项合计已得满 10，故不再得分（第 2.1 条，第 1 版）'
    ),
    example(
      'once: ten years do not begin it anew',
      one({ rules: [deed(10)], caps: [cap('c', 10, { period: 'once' })] }),
      [deedOn('a', '2020-01-01 10:00'), deedOn('b', '2030-01-01 10:00')],
      [10, 0],
      '每次得 10；本户累计各项合计已得满 10，故不再得分（第 2.1 条，第 1 版）'
    )
  ];
}
