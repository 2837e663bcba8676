import { startBuiltApp } from '../built-app';

/**
 * Starts the built app with a fresh demo, unless JOURNEYS_ORIGIN names one that runs already.
 * The demo is made once: JOURNEYS_FILLED is the folder of its data, from which journeys that need
 * an app of their own begin.
 */
export default async function startApp(): Promise<() => Promise<void>> {
  const first = await startBuiltApp();
  await first.halt();
  process.env.JOURNEYS_FILLED = first.dataDir;
  if (process.env.JOURNEYS_ORIGIN) return first.stop;
  const { origin, stop } = await startBuiltApp({}, first.dataDir);
  process.env.JOURNEYS_ORIGIN = origin;
  return async () => {
    await stop();
    await first.stop();
  };
}
