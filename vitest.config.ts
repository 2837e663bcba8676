import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { pluralsOnce } from './scripts/plurals.js';
import { threads } from './scripts/thread.js';

const REAL = 'tests/faults/**/*.test.ts';

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
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'embedded',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [REAL],
          globalSetup: 'tests/server/embedded-setup.ts'
        }
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: [REAL],
          globalSetup: 'tests/server/global-setup.ts',
          testTimeout: 120_000
        }
      }
    ]
  }
});
