import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { pluralsOnce } from './scripts/plurals.js';
import { threads } from './scripts/thread.js';

const REAL = 'tests/faults/**/*.test.ts';
/** What takes longer than ten seconds; `npm run test:long` runs these and no others. */
const LONG = '**/*.long.test.ts';
const isLong = process.env.TESTS === 'long';

/** Of the files that a pattern names those that this run is about. */
const ofThisRun = (...patterns: string[]): string[] =>
  isLong ? patterns.map((pattern) => pattern.replace('*.test.ts', '*.long.test.ts')) : patterns;
const notOfThisRun = isLong ? [] : [LONG];

/** Words are compiled before (`npm run words`): the plugin's watcher would keep vitest open. */
export default defineConfig({
  plugins: [svelte(), threads(), pluralsOnce()],
  resolve: { alias: { $lib: fileURLToPath(new URL('./src/lib', import.meta.url)) } },
  test: {
    reporters: ['dot'],
    // Files share their process: what they import is loaded once, and no file leaves anything behind.
    isolate: false,
    maxWorkers: 2,
    env: { LOG_LEVEL: 'silent' },
    testTimeout: isLong ? 300_000 : 30_000,
    hookTimeout: isLong ? 300_000 : 60_000,
    passWithNoTests: isLong,
    projects: [
      {
        extends: true,
        test: {
          name: 'embedded',
          include: ofThisRun('src/**/*.test.ts', 'tests/**/*.test.ts'),
          exclude: [REAL, ...notOfThisRun],
          globalSetup: 'tests/server/embedded-setup.ts'
        }
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ofThisRun(REAL),
          exclude: notOfThisRun,
          globalSetup: 'tests/server/global-setup.ts',
          testTimeout: isLong ? 900_000 : 120_000
        }
      }
    ]
  }
});
