import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { startBuiltApp, type BuiltApp } from '../built-app';

const MS_PER_MINUTE = 60_000;

/** An app of one's own in which time can be let pass. */
export interface TimeMachine extends BuiltApp {
  /** From now on it is so many minutes later than it is outside, all calls added up. */
  letPass(minutes: number): void;
  /** Ends the app and starts it again, at another address with the same data and the same clock. */
  restart(): Promise<BuiltApp>;
}

export async function startTimeMachine(): Promise<TimeMachine> {
  const file = join(tmpdir(), `linli-clock-${crypto.randomUUID()}`);
  let ahead = 0;
  const letPass = (minutes: number) => {
    ahead += minutes * MS_PER_MINUTE;
    writeFileSync(file, String(ahead));
  };
  letPass(0);
  const preload = pathToFileURL('tests/journeys/clock.js').href;
  const env = { CLOCK_AHEAD_FILE: file, NODE_OPTIONS: `--import ${preload}` };
  const app = await startBuiltApp(env, process.env.JOURNEYS_FILLED);
  const again: BuiltApp[] = [];
  const restart = async () => {
    await app.halt();
    const next = await startBuiltApp(env, app.dataDir);
    again.push(next);
    return next;
  };
  const stop = async () => {
    for (const each of [app, ...again]) await each.stop();
  };
  return { ...app, letPass, restart, stop };
}
