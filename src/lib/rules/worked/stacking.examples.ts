import { fact, group, rule } from '../rules.examples';
import { one, example, deedOn, deed, type WorkedExample } from './example.examples';

/** Two rules for one fact in each kind of group, and honours over a year. */
export function stacking(): WorkedExample[] {
  const rules = (stack?: string) => [
    deed(10, { id: 'first', clause: '2.1', group: stack }),
    deed(30, { id: 'second', clause: '2.2', group: stack })
  ];
  const did = [deedOn('a', '2026-03-02 09:00')];
  const kinds = one({ rules: rules(), groups: [] });
  const inGroup = (stack: 'add' | 'highest' | 'first') =>
    one({ rules: rules('g'), groups: [group('g', stack)] });
  const honour = (id: string, level: string, name?: string) =>
    fact(id, 'honour', 1, undefined, {
      attributes: name ? { level, 'honour-name': name } : { level }
    });
  const levels = rule('honour', 'honour', {
    clause: '4.1',
    group: 'h',
    award: {
      kind: 'table',
      attribute: 'level',
      levels: [
        { value: 'community', points: 5 },
        { value: 'county', points: 15 },
        { value: 'national', points: 50 }
      ]
    }
  });
  const acrossYear = (stack: 'highest' | 'first', same?: string) =>
    one({
      rules: [levels],
      groups: [group('h', stack, { holder: 'household', period: 'year', ...(same && { same }) })]
    });
  return [
    example('without a group both count', kinds, did, [40], '每次得 10（第 2.1 条，第 1 版）'),
    example('a group that adds', inGroup('add'), did, [40], '每次得 10（第 2.1 条，第 1 版）'),
    example(
      'the highest',
      inGroup('highest'),
      did,
      [30],
      '每次得 10；「g」只计最高的一项，后来另一项得 30，故此项改为 0（第 2.1 条，第 1 版）'
    ),
    example('the first', inGroup('first'), did, [10], '每次得 10（第 2.1 条，第 1 版）'),
    example(
      'county after community',
      acrossYear('highest'),
      [honour('a', 'community'), honour('b', 'county')],
      [0, 15],
      'county 级得 15（第 4.1 条，第 1 版）'
    ),
    example(
      'community after county',
      acrossYear('highest'),
      [honour('a', 'county'), honour('b', 'community')],
      [15, 0],
      'community 级得 5；「h」只计最高的一项，已有一项得 15，故此项不计分（第 4.1 条，第 1 版）'
    ),
    example(
      'the same level again',
      acrossYear('highest'),
      [honour('a', 'county'), honour('b', 'county')],
      [15, 0],
      'county 级得 15；「h」只计最高的一项，已有一项得 15，故此项不计分（第 4.1 条，第 1 版）'
    ),
    example(
      'up by two steps',
      acrossYear('highest'),
      [honour('a', 'community'), honour('b', 'county'), honour('c', 'national')],
      [0, 0, 50],
      'national 级得 50（第 4.1 条，第 1 版）'
    ),
    example(
      'the first of the year stays',
      acrossYear('first'),
      [honour('a', 'community'), honour('b', 'national')],
      [5, 0],
      'national 级得 50；「h」只计最先的一项，故此项不计分（第 4.1 条，第 1 版）'
    ),
    example(
      'two honours of other names',
      acrossYear('highest', 'honour-name'),
      [honour('a', 'county', '好邻居'), honour('b', 'community', '最美家庭')],
      [15, 5],
      'community 级得 5（第 4.1 条，第 1 版）'
    ),
    example(
      'the same honour, higher',
      acrossYear('highest', 'honour-name'),
      [honour('a', 'county', '好邻居'), honour('b', 'national', ' 好邻居 ')],
      [0, 50],
      'national 级得 50（第 4.1 条，第 1 版）'
    )
  ];
}
