import { request, type APIRequestContext } from '@playwright/test';
import { startBuiltApp } from '../built-app';
import { post, signInAs } from '../journeys/town';
import { FAULTY, LARGEST, REFUSED, type HostileDocument } from './hostile/documents';

/**
 * How long a resident of one community waits for the home page while the committee of another sends
 * hostile rule sets, beside the same without them. Quiet and hostile spells take turns, so that both
 * meet the same machine. The committee does something each second, as fast as a person can: it sends
 * documents that are refused, opens the largest rule set that is accepted, its review and its states,
 * and starts a trial of it on the community's whole record.
 */
const SPELLS = 8;
const SPELL_MS = 6000;
const BETWEEN_VISITS_MS = 40;
const BETWEEN_ACTS_MS = 1000;
const MOST_SLOWER = 1.1;

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const slowest = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? NaN;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

const app = await startBuiltApp();
process.env.JOURNEYS_ORIGIN = app.origin;
/** Which act comes next; goes on through all spells. */
let turn = 0;
const RULES = '/c/yaolin/manage/rules';
try {
  const resident = await request.newContext({ baseURL: app.origin });
  await signInAs(resident, 'xiandong', '林卫东');
  const committee = await request.newContext({ baseURL: app.origin });
  await signInAs(committee, 'yaolin', '陈建国');
  const acts = await hostileActs(committee);
  await visits(resident, SPELL_MS / 2);

  const [quiet, meanwhile]: number[][] = [[], []];
  const took = new Map<string, number[]>();
  for (let spell = 0; spell < SPELLS; spell++) {
    quiet?.push(...(await visits(resident, SPELL_MS)));
    const [waited] = await Promise.all([visits(resident, SPELL_MS), actFor(SPELL_MS, acts, took)]);
    meanwhile?.push(...waited);
  }
  for (const [name, times] of took)
    console.log(`${name.padEnd(34)}${median(times).toFixed(0).padStart(7)} ms`);
  for (const [name, of] of Object.entries({ median, 'slowest of 20': slowest })) {
    const [alone, beside] = [of(quiet ?? []), of(meanwhile ?? [])];
    console.log(
      `home of another community, ${name}: ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms meanwhile, ${(beside / alone).toFixed(2)} times`
    );
  }
  const isKept = median(meanwhile ?? []) <= MOST_SLOWER * median(quiet ?? []);
  console.log(`at most ${MOST_SLOWER} times: ${isKept ? 'kept' : 'MISSED'}`);
  process.exitCode = isKept ? 0 : 1;
} finally {
  await app.stop();
}

interface Act {
  name: string;
  run(): Promise<unknown>;
}

async function hostileActs(committee: APIRequestContext): Promise<Act[]> {
  const draft = await accepted(committee, LARGEST);
  const faulty = await accepted(committee, FAULTY);
  const refused = REFUSED.map((document) => ({
    name: `refuses ${document.name}`,
    run: async () => {
      const answer = await send(committee, document);
      if (answer.ok() || answer.status() >= 500) {
        throw new Error(`${document.name} was answered with ${answer.status()}`);
      }
    }
  }));
  const limits = `${draft}?view=limits`;
  const shown = { editor: draft, limits, review: `${draft}/review`, history: `${draft}/history` };
  const pages = Object.entries({ ...shown, 'thousand faults': faulty }).map(([name, page]) => ({
    name: `shows the ${name}`,
    run: async () => {
      const answer = await committee.get(`${RULES}/${page}`);
      if (!answer.ok()) throw new Error(`${page} was answered with ${answer.status()}`);
    }
  }));
  const trial = {
    name: 'starts a trial of the largest',
    run: () =>
      post(committee, `${RULES}/${draft}/replay`, {
        key: crypto.randomUUID(),
        draft_id: draft,
        revision: '0',
        from: '2026-01-01',
        until: '2026-12-31'
      })
  };
  return [...refused, ...pages, trial];
}

/** Begins a draft with a document; gives its id. */
async function accepted(committee: APIRequestContext, document: HostileDocument): Promise<string> {
  const answer = await send(committee, document);
  const draft = /manage\/rules\/([\da-f-]{36})/.exec(answer.url())?.[1];
  if (!draft) throw new Error(`${document.name} was refused with ${answer.status()}`);
  return draft;
}

function send(committee: APIRequestContext, { text }: HostileDocument) {
  return committee.post(`${RULES}/new`, {
    headers: { origin: app.origin, accept: 'text/html' },
    multipart: {
      key: crypto.randomUUID(),
      source: 'file',
      file: { name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(text) }
    }
  });
}

/** Acts in turn, one a second; each act's time until its answer is kept. */
async function actFor(ms: number, acts: Act[], took: Map<string, number[]>): Promise<void> {
  for (const until = performance.now() + ms; performance.now() < until;) {
    const act = acts[turn++ % acts.length];
    const began = performance.now();
    await act?.run();
    const time = performance.now() - began;
    if (act) took.set(act.name, [...(took.get(act.name) ?? []), time]);
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
