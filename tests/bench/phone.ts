import type { CDPSession, Page } from '@playwright/test';

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

/** Opens `url` with an empty cache on slow 4G with a CPU `slowdown` times slower. */
export async function visitOnSlowPhone(page: Page, url: string, slowdown: number): Promise<Visit> {
  const cdp = await page.context().newCDPSession(page);
  const sizes = countBytes(cdp);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Network.setBypassServiceWorker', { bypass: true });
  await cdp.send('Network.emulateNetworkConditions', SLOW_4G);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript({ content: OBSERVE });
  const response = await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
  await page.waitForTimeout(SETTLING_MS);
  const { lcp, cls, ...seen } = await page.evaluate(readObserved);
  const timing = response?.headers()['server-timing'] ?? '';
  return {
    ...sizes(),
    lcp,
    cls,
    tbt: blockingTime(seen),
    queries: Number(/db;desc="queries";dur=([\d.]+)/.exec(timing)?.[1] ?? NaN),
    serverMs: Number(/app;dur=([\d.]+)/.exec(timing)?.[1] ?? NaN)
  };
}

/** Sums what really crossed the wire, by kind of file. */
function countBytes(cdp: CDPSession): () => Pick<Visit, 'js' | 'css' | 'total'> {
  const types = new Map<string, string>();
  const sum = { js: 0, css: 0, total: 0 };
  cdp.on('Network.responseReceived', ({ requestId, response }) =>
    types.set(requestId, response.mimeType)
  );
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
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

declare global {
  interface Window {
    observed: Observed;
  }
}

/** Runs in the page before anything else; as text, because tsx rewrites functions. */
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

const readObserved = (): Observed => window.observed;
