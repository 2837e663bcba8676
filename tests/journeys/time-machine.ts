import { test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { startBuiltApp, type BuiltApp } from '../built-app';

const MS_PER_MINUTE = 60_000;

/** An app of one's own in which time can be let pass. */
export interface TimeMachine extends Pick<BuiltApp, 'origin' | 'stop'> {
  /** From now on it is so many minutes later than it is outside, all calls added up. */
  letPass(minutes: number): void;
  /**
   * Ends the app and starts it again at the same address, with the same data and the same clock.
   * @param minutes what passes meanwhile, while nobody serves
   */
  restart(minutes?: number): Promise<void>;
}

/**
 * Lets the journeys of a file play in an app whose clock only they move: one after the other, and
 * `cast` with them.
 */
export function useTimeMachine(): () => TimeMachine {
  let app: TimeMachine;
  let outside: string | undefined;
  test.describe.configure({ mode: 'default' });
  test.beforeAll(async () => {
    app = await startTimeMachine();
    outside = process.env.JOURNEYS_ORIGIN;
    process.env.JOURNEYS_ORIGIN = app.origin;
  });
  test.afterAll(async () => {
    process.env.JOURNEYS_ORIGIN = outside;
    await app.stop();
  });
  return () => app;
}

async function startTimeMachine(): Promise<TimeMachine> {
  const file = join(tmpdir(), `linli-clock-${crypto.randomUUID()}`);
  let ahead = 0;
  const letPass = (minutes: number) => {
    ahead += minutes * MS_PER_MINUTE;
    writeFileSync(file, String(ahead));
  };
  letPass(0);
  const preload = pathToFileURL('tests/journeys/clock.js').href;
  const env = { CLOCK_AHEAD_FILE: file, NODE_OPTIONS: `--import ${preload}` };
  let app = await startBuiltApp(env, process.env.JOURNEYS_FILLED);
  const { origin } = app;
  const ended: BuiltApp[] = [];
  const restart = async (minutes = 0) => {
    await app.halt();
    ended.push(app);
    letPass(minutes);
    app = await startBuiltApp(env, app.dataDir, origin);
  };
  const stop = async () => {
    for (const each of [app, ...ended]) await each.stop();
  };
  return { origin, letPass, restart, stop };
}
