import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from './award';
import { FactTableBuilder, factReader } from './fact-table';
import { foldAll } from './fold';
import { anyRuleSet, facts } from './fold.examples';
import type { RuleTimeline } from './model';
import { quarterBefore, replay, withDraft, type ReplayInput } from './replay';
import { REPLAY_CODE } from './replay-code.server';
import { startReplay } from './replay-thread.server';
import { SHANGHAI, WEI, always, cap, fact, rule, ruleSet } from './rules.examples';

const tableOf = (list: Fact[]) => {
  const builder = new FactTableBuilder();
  for (const each of list) builder.add(each);
  return builder.finish();
};

const quarter = { from: '2026-01-01', until: '2026-03-31' };
const none = new Map<string, number>();

function inputOf(
  timeline: RuleTimeline,
  parts: Partial<ReplayInput> & { list: Fact[] }
): ReplayInput {
  const { list, ...rest } = parts;
  return {
    timeline,
    draft: ruleSet({}),
    ...quarter,
    facts: tableOf(list),
    birthYears: none,
    ...rest
  };
}

const deeds = (points: number, caps = [cap('month', 60)]) => ({
  rules: [rule('deed', 'good-deed', { award: { kind: 'fixed', points } })],
  caps
});

describe('a table of facts', () => {
  test('gives back what was put in, in its order', () => {
    fc.assert(
      fc.property(facts, (list) => {
        const table = tableOf(list);
        const factAt = factReader(table);
        const back = Array.from({ length: table.count }, (_, row) => factAt(row));
        expect(back.map((each) => ({ ...each, id: each.id }))).toEqual(
          list.map((each, row) => ({ ...each, id: String(row), row }))
        );
      }),
      { numRuns: 100 }
    );
  });

  test('takes more facts than it first has room for', () => {
    const builder = new FactTableBuilder();
    for (let n = 0; n < 5000; n++) builder.add(fact(`f${n}`, 'good-deed', n));
    const table = builder.finish();
    expect(table.count).toBe(5000);
    expect(factReader(table)(4321).quantity).toBe(4321);
  });
});

describe('replay', () => {
  const now = always(deeds(30));
  const list = [
    fact('mei-1', 'good-deed', 1, '2026-02-03 09:00'),
    fact('mei-2', 'good-deed', 1, '2026-02-04 09:00'),
    fact('mei-3', 'good-deed', 1, '2026-02-05 09:00'),
    fact('wei-1', 'good-deed', 1, '2026-03-05 09:00', WEI),
    fact('april', 'good-deed', 1, '2026-04-05 09:00', WEI)
  ];

  test('50 instead of 30 a deed under 60 a month gives Wei 20 more and Mei nothing', () => {
    const draft = ruleSet(deeds(50));
    const birthYears = new Map([['mei', 1951]]);
    expect(replay(inputOf(now, { list, draft, birthYears })).report).toEqual({
      ...quarter,
      facts: 4,
      total: { before: 90, after: 110 },
      activities: [{ id: 'good-deed', facts: 4, before: 90, after: 110 }],
      grids: [{ id: 'grid-3', before: 90, after: 110, gain: 1, lose: 0, same: 1 }],
      ages: [
        { band: 'from_70', before: 60, after: 60, gain: 0, lose: 0, same: 1 },
        { band: 'unknown', before: 30, after: 50, gain: 1, lose: 0, same: 0 }
      ],
      households: { before: 90, after: 110, gain: 1, lose: 0, same: 1 },
      histogram: [
        { from: 0, to: 0, households: 1 },
        { from: 1, to: 4, households: 0 },
        { from: 5, to: 9, households: 0 },
        { from: 10, to: 19, households: 0 },
        { from: 20, to: 49, households: 1 }
      ]
    });
  });

  test('what was used before the period stays used', () => {
    const yearly = (points: number) => deeds(points, [cap('year', 40, { period: 'year' })]);
    const { report } = replay(
      inputOf(always(yearly(30)), { list, draft: ruleSet(yearly(40)), from: '2026-02-04' })
    );
    expect(report.total).toEqual({ before: 10 + 30, after: 10 + 40 });
  });

  test('a version that would come into force within the period is left out', () => {
    const later = { version: 8, in_force_from: '2026-02-20', rule_set: ruleSet(deeds(1)) };
    const two = { ...now, versions: [...now.versions, later] };
    const input = inputOf(two, { list, draft: ruleSet(deeds(30)) });
    expect(withDraft(input).versions.map(({ version }) => version)).toEqual([7, 8]);
    expect(replay(input).report.total).toEqual({ before: 61, after: 90 });
  });

  test('of nothing there is nothing to say', () => {
    expect(replay(inputOf(now, { list: [] })).report).toMatchObject({
      facts: 0,
      histogram: [],
      grids: []
    });
  });

  test('says how far it is', () => {
    const said: number[] = [];
    replay(inputOf(now, { list }), (judged, all) => said.push(judged / all));
    expect(said).toEqual([0, 0.5]);
  });
});

test('a replay of the rules in force gives what they gave, fact by fact', () => {
  fc.assert(
    fc.property(anyRuleSet, anyRuleSet, facts, (set, draft, list) => {
      const timeline = {
        time_zone: SHANGHAI,
        versions: [{ version: 1, in_force_from: '2025-01-01', rule_set: set }]
      };
      const within = { from: '2025-01-01', until: '2026-12-31' };
      const input = inputOf(timeline, { list, draft, ...within });
      const sum = (of: RuleTimeline) =>
        [...foldAll(of, list).values()].flat().reduce((total, { points }) => total + points, 0);
      const { report } = replay(input);
      expect(report.total).toEqual({ before: sum(timeline), after: sum(withDraft(input)) });
      expect(report.facts).toBe(list.length);
      const { gain, lose, same } = report.households;
      expect(report.histogram.reduce((count, bar) => count + bar.households, 0)).toBe(
        gain + lose + same
      );
    }),
    { numRuns: 100 }
  );
});

test('the quarter before is tried first', () => {
  expect(quarterBefore('2026-11-23')).toEqual({ from: '2026-07-01', until: '2026-09-30' });
  expect(quarterBefore('2026-02-01')).toEqual({ from: '2025-10-01', until: '2025-12-31' });
});

describe('in a thread of its own', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      fact(`f${n}`, 'good-deed', 1, '2026-02-03 09:00', { household_id: `h${n % 97}` })
    );

  test('a replay gives the same report and says how far it is', async () => {
    const timeline = always(deeds(30));
    const draft = ruleSet(deeds(50));
    const here = replay(inputOf(timeline, { list: many(40_000), draft }));
    const said: number[] = [];
    const input = inputOf(timeline, { list: many(40_000), draft });
    const { result } = startReplay(REPLAY_CODE, input, (judged, all) => said.push(judged / all));
    expect(await result).toEqual(here);
    expect(said.length).toBeGreaterThan(2);
    expect(said).toEqual([...said].sort((one, other) => one - other));
  });

  test('a replay that is cancelled gives no report', async () => {
    const input = inputOf(always(deeds(30)), { list: many(200_000), draft: ruleSet(deeds(50)) });
    const running = startReplay(REPLAY_CODE, input, () => running.cancel());
    expect(await running.result).toBeNull();
  });
});
