import type { Fact } from '../../../src/lib/rules/award';
import type {
  Activity,
  Cap,
  Rule,
  RuleSet,
  RuleTimeline,
  Test
} from '../../../src/lib/rules/model';

/** What every engine of the comparison can say: tests on attributes, fixed and per-hour awards. */
export interface SharedRule {
  activity: string;
  tests: Test[];
  award: { points: number; perMinutes: number | null };
}

const LEVELS = ['village', 'district', 'city', 'province'];

/** So many rules, two for each activity. */
export const sharedRules = (count: number): SharedRule[] =>
  Array.from({ length: count }, (_, index) => ({
    activity: `activity-${index >> 1}`,
    tests:
      index % 2 === 0
        ? [{ test: 'between', attribute: 'people', from: 2, to: 4 + (index % 7) }]
        : [
            { test: 'is_one_of', attribute: 'level', values: LEVELS.slice(index % 3) },
            { test: 'is_true', attribute: 'night' }
          ],
    award:
      index % 2 === 0
        ? { points: 1 + (index % 9), perMinutes: 60 }
        : { points: 5 + (index % 20), perMinutes: null }
  }));

/** The shared rules as a rule set, with or without caps over each and all. */
export function timelineOf(rules: SharedRule[], { capped = false } = {}): RuleTimeline {
  const ruleSet: RuleSet = {
    title: { zh: '比较' },
    account: 'household',
    unit_name: { zh: '分' },
    smallest_unit: '1',
    notice_days: 0,
    activities: [...new Set(rules.map(({ activity }) => activity))].map(activityOf),
    groups: [],
    rules: rules.map(ruleOf),
    caps: capped ? [...rules.map(ownCap), commonCap] : []
  };
  const version = { version: 1, in_force_from: '2026-01-01', rule_set: ruleSet };
  return { time_zone: 'Asia/Shanghai', versions: [version] };
}

const activityOf = (id: string): Activity => ({
  id,
  family: 'safety',
  name: { zh: id },
  unit: 'minutes',
  attributes: [
    { id: 'people', name: { zh: '人数' }, kind: 'number' },
    { id: 'night', name: { zh: '夜间' }, kind: 'yes_no' },
    {
      id: 'level',
      name: { zh: '级别' },
      kind: 'choice',
      options: LEVELS.map((value) => ({ value, name: { zh: value } }))
    }
  ]
});

const ruleOf = ({ activity, tests, award }: SharedRule, index: number): Rule => ({
  id: `rule-${index}`,
  clause: String(index),
  activity,
  where: tests,
  award:
    award.perMinutes === null
      ? { kind: 'fixed', points: award.points }
      : {
          kind: 'per_unit',
          points: award.points,
          per: award.perMinutes,
          step: award.perMinutes,
          rounding: 'down'
        }
});

const ownCap = (_: SharedRule, index: number): Cap => ({
  id: `cap-${index}`,
  clause: `c${index}`,
  over: { kind: 'rule', rule: `rule-${index}` },
  at_most: { kind: 'points', points: 40 },
  holder: 'member',
  period: 'month'
});

const commonCap: Cap = {
  id: 'cap',
  clause: 'c',
  over: { kind: 'all' },
  at_most: { kind: 'points', points: 400 },
  holder: 'household',
  period: 'quarter'
};

/**
 * So many facts of a year, in the order of their days, of people who have twenty each but are at
 * least 3,000, three to a household. The same every time.
 */
export function* factsOf(rules: SharedRule[], count: number): Generator<Fact> {
  const random = randomOf(20_191_101);
  const below = (limit: number) => Math.floor(random() * limit);
  const people = Math.max(3000, Math.ceil(count / 20));
  const yearStart = Date.parse('2026-01-01T02:00:00Z');
  for (let index = 0; index < count; index++) {
    const person = below(people);
    yield {
      id: `fact-${index}`,
      activity: rules[below(rules.length)]!.activity,
      member_id: `member-${person}`,
      household_id: `household-${Math.floor(person / 3)}`,
      grid_id: `grid-${person % 40}`,
      occurred_at: yearStart + Math.floor((index / count) * 364) * 86_400_000,
      quantity: 15 * below(20),
      attributes: {
        people: below(12),
        night: random() < 0.5,
        level: LEVELS[below(LEVELS.length)]!
      }
    };
  }
}

/** Numbers from 0 to below 1 by Marsaglia's xorshift. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
