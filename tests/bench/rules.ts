import { availableParallelism, cpus } from 'node:os';
import { measure } from 'mitata';
import type { Fact } from '../../src/lib/rules/award';
import { compile, dayIn, versionOn } from '../../src/lib/rules/compile';
import { receiptOf } from '../../src/lib/rules/explain';
import { startFold } from '../../src/lib/rules/fold';
import { others, type Other } from './rules/others';
import { factsOf, sharedRules, timelineOf, type SharedRule } from './rules/town';

/**
 * How many evaluations a second this engine makes beside four libraries, on the same rules and
 * facts in one process, and whether they agree. An evaluation is one rule judged on one fact; each
 * activity has two rules. Caps, holders and receipts are beyond the libraries: they are this
 * engine's alone.
 */
const RULES_OF_AN_ACTIVITY = 2;
const FACTS = 20_000;
const SLOW_FACTS = 500;
const RULES = 40;
const SIZES = [10, 40, 200, 1000];
const ROUNDS = 5;
/** How the sizes differ is a small difference: the best of more rounds leaves out what disturbs. */
const ROUNDS_OF_SIZES = 11;
const LEAST = 5_000_000;
const MOST_GROWTH = 1.2;

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** A way to judge all the facts once; gives the sum of their points. */
interface Contender {
  name: string;
  count: number;
  run(): number | Promise<number>;
}

/** This engine in its forms, each with a state that has seen nothing. */
function ours(rules: SharedRule[], facts: Fact[]): Contender[] {
  const plain = timelineOf(rules);
  const capped = timelineOf(rules, { capped: true });
  const compiled = compile(plain);
  const count = facts.length;
  return [
    {
      name: 'Linli, points alone',
      count,
      run: () => {
        let sum = 0;
        for (const fact of facts) {
          const day = dayIn(compiled, fact.occurred_at);
          for (const rule of versionOn(compiled, day)?.activities.get(fact.activity)?.rules ?? []) {
            const points = rule.compute(fact, day);
            if (points > 0) sum += points;
          }
        }
        return sum;
      }
    },
    { name: 'Linli, with receipt data', count, run: () => foldOver(plain, facts) },
    { name: 'Linli, receipt data and caps', count, run: () => foldOver(capped, facts) },
    {
      name: 'Linli, caps and receipts as JSON data',
      count,
      run: () => {
        const fold = startFold(capped);
        let sum = 0;
        for (const fact of facts) {
          for (const judgement of fold.judge(fact)) sum += receiptOf(judgement).points;
        }
        return sum;
      }
    }
  ];
}

function foldOver(timeline: ReturnType<typeof timelineOf>, facts: Fact[]): number {
  const fold = startFold(timeline);
  let sum = 0;
  for (const fact of facts) for (const { points } of fold.judge(fact)) sum += points;
  return sum;
}

function theirs(other: Other, facts: Fact[]): Contender {
  const contexts = facts.map((fact) => [fact.activity, other.contextOf(fact) as never] as const);
  return {
    name: other.name,
    count: facts.length,
    run: () => {
      const first = contexts[0] && other.points(...contexts[0]);
      if (first instanceof Promise) return sumOfPromises(other, contexts);
      let sum = 0;
      for (const [activity, context] of contexts) sum += other.points(activity, context) as number;
      return sum;
    }
  };
}

async function sumOfPromises(
  other: Other,
  contexts: (readonly [string, never])[]
): Promise<number> {
  let sum = 0;
  for (const [activity, context] of contexts) sum += await other.points(activity, context);
  return sum;
}

/** Evaluations a second, by rounds in which all take their turn. */
async function rates(
  contenders: Contender[],
  rounds: number,
  pick: (rates: number[]) => number
): Promise<Map<string, number>> {
  const taken = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, count, run } of contenders) {
      const { p50 } = await measure(() => run(), { min_cpu_time: 2e8, inner_gc: false });
      taken.set(name, [...(taken.get(name) ?? []), (count * RULES_OF_AN_ACTIVITY * 1e9) / p50]);
    }
  }
  return new Map([...taken].map(([name, list]) => [name, pick(list)]));
}

async function disagreements(rules: SharedRule[], facts: Fact[]): Promise<string[]> {
  const found: string[] = [];
  for (const other of others(rules)) {
    for (const fact of facts) {
      const fold = startFold(timelineOf(rules));
      const own = fold.judge(fact).reduce((sum, { points }) => sum + points, 0);
      const points = await other.points(fact.activity, other.contextOf(fact) as never);
      if (points !== own) found.push(`${other.name} gives ${points}, not ${own}, for ${fact.id}`);
    }
  }
  return found;
}

const million = (rate: number): string => (rate / 1e6).toFixed(rate < 1e6 ? 3 : 2).padStart(8);

console.log(
  `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`
);
let missed = 0;

const rules = sharedRules(RULES);
const facts = [...factsOf(rules, FACTS)];
const few = facts.slice(0, SLOW_FACTS);
const wrong = await disagreements(rules, few);
console.log(
  wrong.length === 0
    ? `All engines agree on ${SLOW_FACTS} facts under ${RULES} rules.`
    : wrong.slice(0, 5).join('\n')
);
missed += wrong.length > 0 ? 1 : 0;

const own = ours(rules, facts);
const libraries = others(rules).map((other, index) => theirs(other, index < 2 ? facts : few));
const found = await rates([...own, ...libraries], ROUNDS, median);
const data = found.get('Linli, with receipt data') ?? NaN;
console.log(
  `\n${RULES} rules                              million evaluations/s   to receipt data`
);
for (const [name, rate] of found) {
  console.log(`  ${name.padEnd(38)} ${million(rate)}          ${(rate / data).toFixed(4)}`);
}
const isKept = data >= LEAST;
missed += isKept ? 0 : 1;
console.log(
  `  with receipt data: at least ${million(LEAST).trim()} million/s: ${isKept ? 'kept' : 'MISSED'}`
);

console.log('\nrules     million evaluations/s of the same facts, with receipt data and caps');
const judged = [...factsOf(sharedRules(Math.min(...SIZES)), FACTS)];
const contenders = SIZES.map((size): Contender => {
  const timeline = timelineOf(sharedRules(size), { capped: true });
  return { name: String(size), count: FACTS, run: () => foldOver(timeline, judged) };
});
const best = (list: number[]): number => Math.max(...list);
const bySize = [...(await rates(contenders, ROUNDS_OF_SIZES, best)).values()];
SIZES.forEach((size, index) =>
  console.log(`${String(size).padStart(5)}  ${million(bySize[index]!)}`)
);
const growth = Math.max(...bySize) / Math.min(...bySize);
missed += growth <= MOST_GROWTH ? 0 : 1;
console.log(
  `fastest to slowest ${growth.toFixed(2)}, at most ${MOST_GROWTH}: ${growth <= MOST_GROWTH ? 'kept' : 'MISSED'}`
);
process.exitCode = missed === 0 ? 0 : 1;
