import type { Browser } from '@playwright/test';
import { z } from 'zod';
import { openQuietPage, type QuietPage, type State } from './quiet-page';

/** Lighthouse's slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8
};

/** After loading: hydration, late scripts and shifts still count. */
const SETTLING_MS = 3000;

/** What one cold visit cost on a slow phone. Times in milliseconds, sizes in bytes on the wire. */
export interface Visit {
  js: number;
  css: number;
  total: number;
  lcp: number;
  tbt: number;
  cls: number;
  queries: number;
  serverMs: number;
}

/** The phone of whoever visits: 360 by 780 points, set to Chinese. */
const SCREEN = { width: 360, height: 780, deviceScaleFactor: 2, mobile: false };
const PATIENCE_MS = 60_000;

/** Opens `url` with an empty cache on slow 4G with a CPU `slowdown` times slower. */
export async function visitOnSlowPhone(
  browser: Browser,
  state: State,
  url: string,
  slowdown: number
): Promise<Visit> {
  const page = await openQuietPage(browser, state);
  const seen = watchNetwork(page);
  await page.send('Page.enable');
  await page.send('Network.enable');
  await page.send('Network.setExtraHTTPHeaders', { headers: { 'accept-language': 'zh-CN' } });
  await page.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.send('Network.setBypassServiceWorker', { bypass: true });
  await page.send('Network.emulateNetworkConditions', SLOW_4G);
  await page.send('Emulation.setDeviceMetricsOverride', SCREEN);
  await page.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: OBSERVE });
  const loaded = loading(page);
  await page.send('Page.navigate', { url });
  await loaded;
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  const { result } = await page.send('Runtime.evaluate', {
    expression: 'JSON.stringify(window.observed)'
  });
  await page.close();
  const { lcp, cls, ...tasks }: Observed = JSON.parse(readValue(result));
  const { timing, ...sizes } = seen();
  return {
    ...sizes,
    lcp,
    cls,
    tbt: blockingTime(tasks),
    queries: Number(/db;desc="queries";dur=([\d.]+)/.exec(timing)?.[1] ?? NaN),
    serverMs: Number(/app;dur=([\d.]+)/.exec(timing)?.[1] ?? NaN)
  };
}

const readValue = (result: unknown): string => z.object({ value: z.string() }).parse(result).value;

function loading(page: QuietPage): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The page did not load')), PATIENCE_MS);
    page.on('Page.loadEventFired', () => {
      clearTimeout(late);
      resolve();
    });
  });
}

const Received = z.object({
  requestId: z.string(),
  type: z.string(),
  response: z.object({ mimeType: z.string(), headers: z.record(z.string(), z.string()) })
});
const Finished = z.object({ requestId: z.string(), encodedDataLength: z.number() });

/** Sums what really crosses the wire, by kind of file, and keeps what the server says of its work. */
function watchNetwork(
  page: QuietPage
): () => Pick<Visit, 'js' | 'css' | 'total'> & { timing: string } {
  const types = new Map<string, string>();
  const sum = { js: 0, css: 0, total: 0, timing: '' };
  page.on('Network.responseReceived', (params) => {
    const { requestId, type, response } = Received.parse(params);
    types.set(requestId, response.mimeType);
    const timing = Object.entries(response.headers).find(([name]) => /^server-timing$/i.test(name));
    if (type === 'Document') sum.timing = timing?.[1] ?? '';
  });
  page.on('Network.loadingFinished', (params) => {
    const { requestId, encodedDataLength } = Finished.parse(params);
    const type = types.get(requestId) ?? '';
    sum.total += encodedDataLength;
    if (type.includes('javascript')) sum.js += encodedDataLength;
    if (type.includes('css')) sum.css += encodedDataLength;
  });
  return () => sum;
}

interface Observed {
  lcp: number;
  cls: number;
  fcp: number;
  tasks: { from: number; to: number }[];
}

/** Runs in the page before anything else. */
const OBSERVE = `
  window.observed = { lcp: 0, cls: 0, fcp: 0, tasks: [] };
  const watch = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => (window.observed.lcp = entry.startTime));
  watch('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') window.observed.fcp = entry.startTime;
  });
  watch('longtask', (entry) =>
    window.observed.tasks.push({ from: entry.startTime, to: entry.startTime + entry.duration })
  );
  watch('layout-shift', (entry) => {
    if (!entry.hadRecentInput) window.observed.cls += entry.value;
  });
`;

/** By its definition: what tasks take beyond 50 ms after something could first be seen. */
const blockingTime = ({ fcp, tasks }: Pick<Observed, 'fcp' | 'tasks'>): number =>
  tasks.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, fcp) - 50), 0);
