import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './tests/browser';

/** Whole journeys through the built app with its demo, on a phone, in Chinese. */
export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '**/*.spec.ts',
  outputDir: '.tmp/journeys',
  globalSetup: './tests/journeys/start-app.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // Patient, for machines with other work; what works is quick.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['./tests/journeys/quiet-reporter.ts']],
  use: {
    // Known once the app has been started; read again in each worker.
    baseURL: process.env.JOURNEYS_ORIGIN,
    actionTimeout: 20_000,
    navigationTimeout: 40_000,
    screenshot: 'only-on-failure',
    locale: 'zh-CN',
    // A worker fetches all that it keeps for each new phone: only those who lose the network have one.
    serviceWorkers: 'block',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 360, height: 780 },
    isMobile: true,
    hasTouch: true,
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS }
  }
});
