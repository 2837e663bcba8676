import { chromium, type Browser } from '@playwright/test';
import { existsSync } from 'node:fs';

/** The shell without windows is the same engine and plays journeys in half the time. */
const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome'
];

/** Where a browser is on this machine; undefined: Playwright's own. */
export const findChromium = (): string | undefined =>
  PLACES.find((place) => place && existsSync(place));

/** Quiet in a closed network, and able to run as root in CI. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run'
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
