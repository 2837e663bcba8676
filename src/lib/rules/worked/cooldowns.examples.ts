import { civilDateWords } from '../../ui/words';
import { BROTHER_OF_MEI } from '../rules.examples';
import { one, example, deedOn, deed, type WorkedExample } from './example.examples';

const said = (date: string) => civilDateWords(date, 'zh');

/** Thirty days between two good deeds, also over the end of the year, in both directions. */
export function cooldowns(): WorkedExample[] {
  const thirty = (holder: 'member' | 'household') =>
    one({ rules: [deed(10, { cooldown: { days: 30, holder } })] });
  const plain = '每次得 10（第 2.1 条，第 1 版）';
  const waits = (who: string, date: string) =>
    `每次得 10；${who}在${said(date)}已经得过，两次至少相隔 30 天，故此次不得分（第 2.1 条，第 1 版）`;
  const table = [
    ['2026-12-20', '2026-12-20', 0],
    ['2026-12-20', '2026-12-21', 0],
    ['2026-12-20', '2027-01-18', 0],
    ['2026-12-20', '2027-01-19', 10],
    ['2027-01-10', '2026-12-12', 0],
    ['2027-01-10', '2026-12-11', 10],
    ['2028-02-15', '2028-03-15', 0],
    ['2028-02-15', '2028-03-16', 10]
  ] as const;
  const dated = table.map(([first, second, points]) =>
    example(
      `thirty days between: ${first}, then ${second}`,
      thirty('member'),
      [deedOn('a', `${first} 09:00`), deedOn('b', `${second} 21:00`)],
      [10, points],
      points > 0 ? plain : waits('本人', first)
    )
  );
  const chain = ['2026-01-01', '2026-01-20', '2026-01-31'].map((date) =>
    deedOn(date, `${date} 09:00`)
  );
  return [
    ...dated,
    example('what gave nothing makes nobody wait', thirty('member'), chain, [10, 0, 10], plain),
    example(
      'the brother does not wait for Mei',
      thirty('member'),
      [deedOn('a', '2026-03-02 09:00'), deedOn('b', '2026-03-03 09:00', BROTHER_OF_MEI)],
      [10, 10],
      plain
    ),
    example(
      'the household waits as one',
      thirty('household'),
      [deedOn('a', '2026-03-02 09:00'), deedOn('b', '2026-03-03 09:00', BROTHER_OF_MEI)],
      [10, 0],
      waits('本户', '2026-03-02')
    )
  ];
}
