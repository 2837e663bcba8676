import { fact } from '../rules.examples';
import { one, example, hourly, type WorkedExample } from './example.examples';

/** Factors for dates, at night and both; what is left is rounded once. */
export function factors(): WorkedExample[] {
  const holiday = {
    by: { numerator: 3, denominator: 2 },
    during: { from: '2026-10-01', until: '2026-10-07' },
    where: []
  };
  const night = {
    by: { numerator: 4, denominator: 3 },
    where: [{ test: 'is_true' as const, attribute: 'night' }]
  };
  const complaint = {
    by: { numerator: 0, denominator: 1 },
    where: [{ test: 'is_true' as const, attribute: 'night' }]
  };
  const timeline = (
    rounding: 'down' | 'up' | 'nearest',
    ...list: (typeof holiday | typeof night | typeof complaint)[]
  ) =>
    one({
      rules: [hourly({ points: 5, step: 60 })].map((each) => ({
        ...each,
        multiply: { rounding, factors: list }
      }))
    });
  const on = (date: string, isNight: boolean) => [
    fact('p', 'patrol', 60, `${date} 19:00`, { attributes: { night: isNight } })
  ];
  const said = (text: string) => `1 小时 × 5 = 5${text}（第 3.2 条，第 1 版）`;
  return [
    example(
      'the day before the holiday',
      timeline('down', holiday),
      on('2026-09-30', false),
      [5],
      said('')
    ),
    example(
      'its first day, down',
      timeline('down', holiday),
      on('2026-10-01', false),
      [7],
      said('；5 × 1.5，零头舍去得 7')
    ),
    example(
      'its last day, up',
      timeline('up', holiday),
      on('2026-10-07', false),
      [8],
      said('；5 × 1.5，零头进一得 8')
    ),
    example(
      'nearest: halves go up',
      timeline('nearest', holiday),
      on('2026-10-03', false),
      [8],
      said('；5 × 1.5，零头四舍五入得 8')
    ),
    example('the day after', timeline('up', holiday), on('2026-10-08', false), [5], said('')),
    example(
      'at night: 20/3 down',
      timeline('down', night),
      on('2026-10-03', true),
      [6],
      said('；5 × 4/3（夜间），零头舍去得 6')
    ),
    example(
      'at night: 20/3 up',
      timeline('up', night),
      on('2026-10-03', true),
      [7],
      said('；5 × 4/3（夜间），零头进一得 7')
    ),
    example(
      'a night of the holiday: both, exact',
      timeline('down', holiday, night),
      on('2026-10-03', true),
      [10],
      said('；5 × 1.5 × 4/3（夜间） = 10')
    ),
    example(
      'a complaint voids it',
      timeline('down', complaint),
      on('2026-10-03', true),
      [0],
      said('；5 × 0（夜间） = 0')
    ),
    example('no complaint', timeline('down', complaint), on('2026-10-03', false), [5], said(''))
  ];
}
