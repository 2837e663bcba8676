import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { FactTableBuilder, type FactTable } from '../../src/lib/rules/fact-table';
import { startReplay } from '../../src/lib/rules/replay-thread.server';
import { factsOf, sharedRules, timelineOf } from './rules/town';

/**
 * How long a draft takes to be tried on a year of a large community's facts, in its thread, with
 * the way there and back; how much memory the process takes; and how long the site's thread does
 * not answer meanwhile.
 */
const SIZES = [100_000, 300_000, 1_000_000];
const RULES = 40;
const RUNS = 3;
const BUDGETS = { seconds: 3, megabytes: 500, blockedMs: 50 };

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

interface Run {
  seconds: number;
  /** The longest that a timer of 5 ms was late. */
  blockedMs: number;
}

const code = execFileSync('npx', ['tsx', 'tests/bench/rules/print-thread.ts'], {
  encoding: 'utf8'
});
const rules = sharedRules(RULES);
const timeline = timelineOf(rules, { capped: true });
const draft = timelineOf(
  rules.map((rule) => ({ ...rule, award: { ...rule.award, points: rule.award.points + 1 } })),
  { capped: true }
).versions[0]!.rule_set;

/** The facts come in parts, as they are read from a database. */
function tableOf(count: number): FactTable {
  const builder = new FactTableBuilder();
  for (const fact of factsOf(rules, count)) builder.add(fact);
  return builder.finish();
}

async function runOnce(facts: FactTable): Promise<Run> {
  let blockedMs = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    blockedMs = Math.max(blockedMs, now - last - 5);
    last = now;
  }, 5);
  const began = performance.now();
  const { result } = startReplay(code, {
    timeline,
    draft,
    from: '2026-07-01',
    until: '2026-09-30',
    facts,
    birthYears: new Map()
  });
  const done = (await result)?.report;
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  if (!done || done.total.after <= done.total.before) throw new Error('More for each gives more');
  return { seconds, blockedMs };
}

console.log(
  `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`
);
console.log(`facts      seconds   facts/s (both rule sets)   late ms   MB of the process`);
let missed = 0;
for (const count of SIZES) {
  const runs: Run[] = [];
  let most = 0;
  for (let run = 0; run < RUNS; run++) {
    const facts = tableOf(count);
    globalThis.gc?.();
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    runs.push(await runOnce(facts));
    clearInterval(watch);
  }
  const seconds = median(runs.map((run) => run.seconds));
  const blockedMs = median(runs.map((run) => run.blockedMs));
  const megabytes = most / 1_048_576;
  const figures = [
    String(count).padEnd(9),
    seconds.toFixed(2).padStart(8),
    ((count * 2) / seconds / 1e6).toFixed(2).padStart(12) + ' million',
    blockedMs.toFixed(0).padStart(14),
    megabytes.toFixed(0).padStart(12)
  ];
  console.log(figures.join('  '));
  if (count !== SIZES.at(-1)) continue;
  const kept =
    seconds <= BUDGETS.seconds && megabytes <= BUDGETS.megabytes && blockedMs <= BUDGETS.blockedMs;
  missed += kept ? 0 : 1;
  console.log(
    `At most ${BUDGETS.seconds} s, ${BUDGETS.megabytes} MB and ${BUDGETS.blockedMs} ms late: ${kept ? 'kept' : 'MISSED'}`
  );
}
process.exitCode = missed === 0 ? 0 : 1;
