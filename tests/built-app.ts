import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built app on a free port with a data folder of its own. */
export interface BuiltApp {
  origin: string;
  dataDir: string;
  /** Ends it and leaves its data. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

const READY_SECONDS = 180;

/**
 * Starts `npm start`'s script with the embedded database and waits until the demo is there.
 * @param env what to set or, with an empty text, to leave out
 * @param filled the data folder of an app that has stopped, to begin with a copy of it
 * @param again the address of an app that has stopped, to serve there
 */
export async function startBuiltApp(
  env: Record<string, string> = {},
  filled?: string,
  again?: string
): Promise<BuiltApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-app-'));
  if (filled) cpSync(filled, dataDir, { recursive: true });
  const port = again ? Number(new URL(again).port) : await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['scripts/start.js'], {
    env: { ...process.env, DATABASE_URL: '', PORT: String(port), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const halt = () => end(child);
  const stop = async () => {
    await halt();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(origin, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, dataDir, halt, stop };
}

async function untilReady(origin: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const until = Date.now() + READY_SECONDS * 1000; Date.now() < until;) {
    if (child.exitCode !== null) throw new Error(`The app ended with ${child.exitCode}: ${said()}`);
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    const state: unknown = answer?.ok ? await answer.json() : null;
    if (isReady(state)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The app was not ready after ${READY_SECONDS} s: ${said()}`);
}

const isReady = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'demo' in state && state.demo !== 'filling';

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await once(child, 'exit');
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
