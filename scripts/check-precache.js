import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const client = fileURLToPath(new URL('../build/client', import.meta.url));

export const WORKER_BYTES = 10 * 1024;
export const PRECACHE_BYTES = 400 * 1024;

/**
 * What the built worker keeps from the first visit on. An empty list would look like a good build
 * and only show on a phone without a network.
 * @returns {{ parts: string[], missing: string[], precacheBytes: number, workerBytes: number }}
 *   `precacheBytes` as stored, `workerBytes` as sent (brotli)
 */
export function readPrecache() {
  const worker = readFileSync(join(client, 'service-worker.js'), 'utf8');
  const parts = [...worker.matchAll(/["'`]?url["'`]?:\s*["'`](_app\/[^"'`]+)/g)].map(
    ([, url]) => url ?? ''
  );
  const missing = parts.filter((part) => !existsSync(join(client, part)));
  const found = parts.filter((part) => !missing.includes(part));
  const precacheBytes = found.reduce((sum, part) => sum + statSync(join(client, part)).size, 0);
  const workerBytes = statSync(join(client, 'service-worker.js.br')).size;
  return { parts, missing, precacheBytes, workerBytes };
}

/** What is wrong with the built worker, one sentence each; none when all is well. */
export function problems({ parts, missing, precacheBytes, workerBytes } = readPrecache()) {
  return [
    parts.length === 0 && 'The worker keeps no parts: its precache list is empty.',
    missing.length > 0 && `The worker wants parts that were not built: ${missing.join(', ')}.`,
    precacheBytes > PRECACHE_BYTES &&
      `The precache has ${precacheBytes} bytes, over ${PRECACHE_BYTES}.`,
    workerBytes > WORKER_BYTES && `The worker has ${workerBytes} bytes, over ${WORKER_BYTES}.`
  ].filter((problem) => problem !== false);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = problems();
  for (const problem of found) console.error(problem);
  const { parts, precacheBytes, workerBytes } = readPrecache();
  console.log(
    `${parts.length} parts, ${precacheBytes} bytes kept; worker ${workerBytes} bytes (brotli)`
  );
  process.exitCode = found.length > 0 ? 1 : 0;
}
