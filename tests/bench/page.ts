import { brotliCompressSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { openBrowser } from '../browser';
import { startBuiltApp } from '../built-app';
import { visitOnSlowPhone, type Visit } from './phone';
import type { State } from './quiet-page';

/**
 * What each of the four tabs may cost a resident: bytes, milliseconds, and queries, of which three
 * find out who asks and six make the page.
 */
const KB = 1024;
const BUDGETS = [
  { name: 'JS', unit: 'KB', at: 4, of: (visit: Visit) => visit.js, most: 60 * KB },
  { name: 'CSS', unit: 'KB', at: 4, of: (visit: Visit) => visit.css, most: 12 * KB },
  { name: 'total', unit: 'KB', at: 4, of: (visit: Visit) => visit.total, most: 120 * KB },
  { name: 'LCP 4x', unit: 'ms', at: 4, of: (visit: Visit) => visit.lcp, most: 1800 },
  { name: 'LCP 6x', unit: 'ms', at: 6, of: (visit: Visit) => visit.lcp, most: 2500 },
  { name: 'TBT', unit: 'ms', at: 4, of: (visit: Visit) => visit.tbt, most: 100 },
  { name: 'CLS', unit: '', at: 4, of: (visit: Visit) => visit.cls, most: 0.02 },
  { name: 'queries', unit: '', at: 4, of: (visit: Visit) => visit.queries, most: 9 },
  { name: 'server', unit: 'ms', at: 4, of: (visit: Visit) => visit.serverMs, most: 100 }
];
const RUNS = 5;

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const app = await startBuiltApp({ SERVER_TIMING: 'on' });
const browser = await openBrowser();
try {
  const state = await signIn(browser);
  let missed = 0;
  for (const [name, path] of Object.entries(await residentPages(browser, state))) {
    missed += await benchPage(browser, state, name, path);
  }
  missed += await benchRelaunch(browser, state);
  missed += benchWorker();
  console.log(missed === 0 ? 'All budgets are kept.' : `${missed} budgets are missed.`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await browser.close();
  await app.stop();
}

function phone(state?: State) {
  return {
    viewport: { width: 360, height: 780 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    ...(state ? { storageState: state } : {})
  };
}

/** Signs in as the demo's first resident, by the same tap as a visitor. */
async function signIn(browser: Browser): Promise<State> {
  const context = await browser.newContext(phone());
  const page = await context.newPage();
  await page.goto(`${app.origin}/demo`);
  await page.getByRole('button', { name: /王梅/ }).first().click();
  await page.waitForURL(/\/c\/\w+/);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function residentPages(browser: Browser, state: State): Promise<Record<string, string>> {
  const context = await browser.newContext(phone(state));
  const page = await context.newPage();
  await page.goto(app.origin);
  const home = new URL(page.url()).pathname;
  await context.close();
  return {
    home,
    'join in': `${home}/activities`,
    decide: `${home}/decide`,
    mine: `${home}/mine`
  };
}

/** Prints every figure beside its budget. @returns how many budgets are missed */
async function benchPage(
  browser: Browser,
  state: State,
  name: string,
  path: string
): Promise<number> {
  const visits: Record<number, Visit[]> = { 4: [], 6: [] };
  for (let run = 0; run < RUNS; run++) {
    for (const slowdown of [4, 6]) {
      visits[slowdown]?.push(await visitOnSlowPhone(browser, state, app.origin + path, slowdown));
    }
  }
  console.log(`\n${name}  (median of ${RUNS} cold visits, slow 4G)`);
  const results = BUDGETS.map(({ name, unit, at, of, most }) =>
    report(name, unit, median((visits[at] ?? []).map(of)), most)
  );
  return results.filter((kept) => !kept).length;
}

/** The time until the home page stands again without any network. */
async function benchRelaunch(browser: Browser, state: State): Promise<number> {
  const context = await browser.newContext(phone(state));
  const first = await context.newPage();
  await first.goto(app.origin);
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await first.reload({ waitUntil: 'networkidle' });
  const home = first.url();
  await first.close();
  await context.setOffline(true);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(home, { waitUntil: 'commit' });
    await page.locator('h1').waitFor();
    times.push(performance.now() - began);
    await page.close();
  }
  await context.close();
  console.log('\nwithout a network');
  return report('relaunch', 'ms', median(times), 1000) ? 0 : 1;
}

/** The worker itself and everything that it fetches beforehand. */
function benchWorker(): number {
  const worker = readFileSync('build/client/service-worker.js');
  const listed = [...worker.toString().matchAll(/"?url"?:"([^"]+)"/g)].map((match) => match[1]);
  const sizes = listed.map((url) => {
    const data = readFileSync(`build/client/${url}`);
    return /\.(js|css|svg|webmanifest|json)$/.test(url ?? '')
      ? brotliCompressSync(data).length
      : data.length;
  });
  console.log(`\nservice worker  (${listed.length} files fetched beforehand)`);
  const kept = [
    report('worker', 'KB', brotliCompressSync(worker).length, 10 * KB),
    report(
      'precache',
      'KB',
      sizes.reduce((sum, size) => sum + size, 0),
      400 * KB
    )
  ];
  return kept.filter((each) => !each).length;
}

function report(name: string, unit: string, value: number, most: number): boolean {
  const show = (amount: number) =>
    unit === 'KB' ? (amount / KB).toFixed(1) : most < 1 ? amount.toFixed(3) : amount.toFixed(0);
  const kept = value <= most;
  const line = `${name.padEnd(10)}${show(value).padStart(8)} ${unit.padEnd(3)} of ${show(most).padStart(6)}`;
  console.log(`  ${line}  ${kept ? 'kept' : 'MISSED'}`);
  return kept;
}
