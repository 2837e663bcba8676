import { startBuiltApp } from '../built-app';

/** Starts the built app with a fresh demo, unless JOURNEYS_ORIGIN names one that runs already. */
export default async function startApp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.JOURNEYS_ORIGIN) return undefined;
  const { origin, stop } = await startBuiltApp();
  process.env.JOURNEYS_ORIGIN = origin;
  return stop;
}
