import { request, type APIRequestContext } from '@playwright/test';
import { startBuiltApp } from '../built-app';
import { signInAs } from '../journeys/town';
import type { Act } from './hostile/act';
import { hostileFiles } from './hostile/files';
import { hostileRules } from './hostile/rules';

/**
 * How long a resident of one community waits for the home page while people of another send what is
 * hostile, beside the same without it. Quiet and hostile spells take turns, so that both meet the
 * same machine. Somebody does something each second, as fast as a person can. What is sent comes in
 * parts, each measured by itself; names of parts as arguments choose among them.
 */
const PARTS: Record<string, (by: APIRequestContext) => Promise<Act[]>> = {
  rules: hostileRules,
  files: hostileFiles
};
const SPELLS = 8;
const SPELL_MS = 6000;
const BETWEEN_VISITS_MS = 40;
const BETWEEN_ACTS_MS = 1000;
/** Of what a visit takes alone. */
const MOST_SLOWER = { median: 1.2, 'slowest of 20': 2 };

const of = {
  median: (values: number[]): number => atShare(values, 0.5),
  'slowest of 20': (values: number[]): number => atShare(values, 0.95)
};
const atShare = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

const app = await startBuiltApp();
process.env.JOURNEYS_ORIGIN = app.origin;
try {
  const resident = await request.newContext({ baseURL: app.origin });
  await signInAs(resident, 'xiandong', '林卫东');
  const committee = await request.newContext({ baseURL: app.origin });
  await signInAs(committee, 'yaolin', '陈建国');
  const chosen = process.argv.slice(2);
  for (const [name, actsOf] of Object.entries(PARTS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const isKept = await measure(name, resident, await actsOf(committee));
    if (!isKept) process.exitCode = 1;
  }
} finally {
  await app.stop();
}

/** Measures one part and prints it; gives whether the resident waited no longer than allowed. */
async function measure(part: string, resident: APIRequestContext, acts: Act[]): Promise<boolean> {
  console.log(`\n${part}`);
  await visits(resident, SPELL_MS / 2);
  const quiet: number[] = [];
  const meanwhile: number[] = [];
  const took = new Map<string, number[]>();
  const inTurn = endlessly(acts);
  for (let spell = 0; spell < SPELLS; spell++) {
    quiet.push(...(await visits(resident, SPELL_MS)));
    const [waited] = await Promise.all([
      visits(resident, SPELL_MS),
      actFor(SPELL_MS, inTurn, took)
    ]);
    meanwhile.push(...waited);
  }
  for (const [name, times] of took)
    console.log(`${name.padEnd(34)}${of.median(times).toFixed(0).padStart(7)} ms`);
  const kept = (Object.keys(of) as (keyof typeof of)[]).map((name) => {
    const [alone, beside] = [of[name](quiet), of[name](meanwhile)];
    const isKept = beside <= MOST_SLOWER[name] * alone;
    console.log(
      `home of another community, ${name}: ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms meanwhile, ${(beside / alone).toFixed(2)} times (at most ${MOST_SLOWER[name]}): ${isKept ? 'kept' : 'MISSED'}`
    );
    return isKept;
  });
  return kept.every(Boolean);
}

/** Which act comes next goes on through all spells. */
function* endlessly(acts: Act[]): Generator<Act, never> {
  for (let turn = 0; ; turn++) yield acts[turn % acts.length] as Act;
}

/** Acts in turn, one a second; each act's time until its answer is kept. */
async function actFor(
  ms: number,
  acts: Generator<Act, never>,
  took: Map<string, number[]>
): Promise<void> {
  for (const until = performance.now() + ms; performance.now() < until;) {
    const act = acts.next().value;
    const began = performance.now();
    await act.run();
    const time = performance.now() - began;
    took.set(act.name, [...(took.get(act.name) ?? []), time]);
    await wait(BETWEEN_ACTS_MS - time);
  }
}

/** Opens the home page again and again; gives how long each visit took. */
async function visits(resident: APIRequestContext, ms: number): Promise<number[]> {
  const times: number[] = [];
  for (const until = performance.now() + ms; performance.now() < until;) {
    const began = performance.now();
    const answer = await resident.get('/c/xiandong');
    times.push(performance.now() - began);
    if (!answer.ok()) throw new Error(`the home page was answered with ${answer.status()}`);
    await wait(BETWEEN_VISITS_MS);
  }
  return times;
}
