import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Words are compiled before (`npm run words`): the plugin's watcher would keep vitest open. */
export default defineConfig({
  resolve: { alias: { $lib: fileURLToPath(new URL('./src/lib', import.meta.url)) } },
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    reporters: ['dot'],
    testTimeout: 30_000,
    hookTimeout: 60_000
  }
});
