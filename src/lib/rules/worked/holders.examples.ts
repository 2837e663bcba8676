import type { Fact } from '../award';
import { BROTHER_OF_MEI, WEI, cap, group } from '../rules.examples';
import { one, example, deedOn, deed, type WorkedExample } from './example.examples';

/** Limits of each holder, by points and by times, over a rule, a group and everything. */
export function holdersAndMeasures(): WorkedExample[] {
  const people: [string, Fact[]][] = [
    ['the same person', [deedOn('a', '2026-03-02 09:00'), deedOn('b', '2026-03-03 09:00')]],
    [
      'the brother',
      [deedOn('a', '2026-03-02 09:00'), deedOn('b', '2026-03-03 09:00', BROTHER_OF_MEI)]
    ],
    [
      'a neighbour of the grid',
      [deedOn('a', '2026-03-02 09:00'), deedOn('b', '2026-03-03 09:00', WEI)]
    ],
    [
      'somebody of another grid',
      [
        deedOn('a', '2026-03-02 09:00'),
        deedOn('b', '2026-03-03 09:00', { ...WEI, grid_id: 'grid-9' })
      ]
    ]
  ];
  const holders = [
    ['member', '本人', [true, false, false, false]],
    ['household', '本户', [true, true, false, false]],
    ['grid', '本网格', [true, true, true, false]]
  ] as const;
  const measures = [
    [{ kind: 'points', points: 15 }, 5, '还可得 5，故得 5'],
    [{ kind: 'times', times: 1 }, 0, '已满 1 次，故不再得分']
  ] as const;
  const scopes = [
    [{ kind: 'all' }, '各项合计'],
    [{ kind: 'rule', rule: 'deed' }, ''],
    [{ kind: 'group', group: 'g' }, '「g」']
  ] as const;
  return holders.flatMap(([holder, who, isLimited]) =>
    measures.flatMap(([at_most, second, said]) =>
      scopes.flatMap(([over, name]) =>
        people.map(([about, facts], index) =>
          example(
            `at most ${JSON.stringify(at_most)} for the ${holder} over ${over.kind}: ${about}`,
            one({
              rules: [deed(10, { group: 'g' })],
              groups: [group('g', 'add')],
              caps: [cap('c', 0, { over, at_most, holder })]
            }),
            facts,
            [10, isLimited[index] ? second : 10],
            isLimited[index]
              ? `每次得 10；${who}本月${name}${said}（第 2.1 条，第 1 版）`
              : '每次得 10（第 2.1 条，第 1 版）'
          )
        )
      )
    )
  );
}
