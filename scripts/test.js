import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { provideBrowser } from './browser.js';
import { capture, node, run } from './processes.js';
import { buildIfNeeded, root } from './tree.js';

/**
 * `npm test`: everything that can be checked by running it. Quiet about what went well.
 * `npm run test:long` (`--long`): what needs minutes, such as outages, byte copies and long random
 * runs, and nothing else.
 */
async function test() {
  const isLong = process.argv.includes('--long');
  process.chdir(root);
  mkdirSync('.tmp', { recursive: true });
  await run('scripts/words.js', []);
  await run('node_modules/@sveltejs/kit/svelte-kit.js', ['sync']);
  await buildIfNeeded();
  if (isLong) return end(await runVitest({ TESTS: 'long' }));
  const unit = await runVitest();
  report('Units, faults and isolation', unit);
  const advice = await provideBrowser();
  if (advice) console.log(advice);
  const journeys = advice ? { passed: 0, failed: 1, seconds: 0 } : await runJourneys();
  report('Journeys in the browser', journeys);
  end({ passed: unit.passed + journeys.passed, failed: unit.failed + journeys.failed });
}

/** The count of all that ran is the last line. @param {{ passed: number, failed: number }} all */
function end({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** @typedef {{ passed: number, failed: number, seconds: number }} Tally */

/** @param {Record<string, string>} [env] @returns {Promise<Tally>} */
async function runVitest(env = {}) {
  const results = join('.tmp', 'vitest.json');
  rmSync(results, { force: true });
  const began = Date.now();
  const { code, output } = await capture(
    node,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`
    ],
    { ...quiet, ...env }
  );
  const counts = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = counts;
  return tally(passed, failed, code, output, began);
}

/** @returns {Promise<Tally>} */
async function runJourneys() {
  const began = Date.now();
  const cli = 'node_modules/@playwright/test/cli.js';
  const { code, output } = await capture(node, [cli, 'test'], quiet);
  const [, passed, failed] = /^Journeys: (\d+) passed, (\d+) failed/m.exec(output) ?? [];
  return tally(Number(passed ?? 0), Number(failed ?? 0), code, output, began);
}

/**
 * A runner that ends badly without a failed test has failed all the same; its output is shown then.
 * @param {number} passed @param {number} failed @param {number} code @param {string} output @param {number} began
 * @returns {Tally}
 */
function tally(passed, failed, code, output, began) {
  if (code !== 0) process.stdout.write(output);
  const seconds = Math.round((Date.now() - began) / 1000);
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1), seconds };
}

/** @param {string} what @param {Tally} tally */
const report = (what, { passed, failed, seconds }) =>
  console.log(`${what}: ${passed} passed, ${failed} failed, ${seconds} s`);

/** The operator's own installation must not be touched, and colours are not for logs. */
const quiet = {
  DATABASE_URL: '',
  DATABASE_OWNER_URL: '',
  APP_SECRET: '',
  ORIGIN: '',
  JOURNEYS_ORIGIN: '',
  NO_COLOR: '1',
  FORCE_COLOR: '0'
};

test().catch((error) => {
  console.error(error);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
