import type { Page, Response } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { expect, test, type Cast } from './cast';
import { pageRoutes } from './routes';
import { SAMPLES, type Samples } from './samples';

/** The narrowest phone that is still about. */
const NARROW = { width: 320, height: 700 };
const PHONE = { width: 360, height: 780 };
/** Of a long list so many rows are looked at; the others are like them. */
const ROWS = 10;
const EVERYTHING: RunOptions = {
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } }
};
/** The elder view changes sizes and the dark one colours: one look at both finds what either breaks. */
const VIEWS = [
  { mode: 'normal', theme: 'light' },
  { mode: 'elder', theme: 'dark' }
] as const;
type View = (typeof VIEWS)[number];

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Goes through the pages as they look to everybody, and to the elderly in the dark. */
async function problemsOf(cast: Cast, { as, paths }: Samples): Promise<string[]> {
  const person = await as(cast);
  const { page } = person;
  const problems: string[] = [];
  let here = '';
  page.on('console', (message) => {
    const isMissing = message.text().includes('404 (');
    if (message.type() === 'error' && !isMissing) problems.push(`${here}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`${here}: ${error.message}`));
  for (const [route, sample] of Object.entries(paths)) {
    const path = typeof sample === 'string' ? sample : await sample(person, cast);
    here = route;
    const answer = await page.goto(path);
    const found = await faultsOf(page, path, answer, route.startsWith('/'));
    await page.evaluate(axe.source);
    for (const view of VIEWS) found.push(...(await faultsIn(page, view)));
    problems.push(...found.map((fault) => `${route}: ${fault}`));
  }
  return problems;
}

async function faultsOf(
  page: Page,
  path: string,
  answer: Response | null,
  isThere: boolean
): Promise<string[]> {
  const status = answer?.status() ?? 0;
  const headings = await page.locator('h1').count();
  return [
    isThere && status !== 200 ? `answered ${status}` : '',
    isThere && new URL(page.url()).pathname !== path ? `led away to ${page.url()}` : '',
    headings === 1 ? '' : `has ${headings} h1`,
    (await page.title()).trim() === '' ? 'has no title' : '',
    ...(await unsaidIn(page)),
    ...(await brokenAtTwiceTheSize(page))
  ].filter(Boolean);
}

/** What no person would say: a date as machines write it, a value that is missing. */
async function unsaidIn(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText();
  const found = text.match(/\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b|undefined|NaN|\[object \w+\]/g) ?? [];
  return [...new Set(found)].map((word) => `says ${word}`);
}

/** Words that stand one character below the other when the reader has doubled the size of text. */
async function brokenAtTwiceTheSize(page: Page): Promise<string[]> {
  const broken = await page.evaluate((rows) => {
    const root = document.documentElement;
    root.style.fontSize = '200%';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node && found.length < rows; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      const box = node.parentElement;
      if (!box?.checkVisibility() || words.length < 4) continue;
      if (box.closest('.visually-hidden, svg, option, details:not([open])')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { width, height } = range.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(box).fontSize);
      if (width > 0 && width < 1.9 * size && height > 2.5 * size) found.push(words.slice(0, 20));
    }
    root.style.fontSize = '';
    return found;
  }, ROWS);
  return broken.map((words) => `breaks «${words}» into single characters at twice the size`);
}

async function faultsIn(page: Page, view: View): Promise<string[]> {
  await page.evaluate(
    ([view, rows]) => {
      Object.assign(document.documentElement.dataset, view);
      const further = `:is(li, tr, article):nth-child(n + ${rows})`;
      for (const row of document.querySelectorAll(`main ${further}`)) row.remove();
    },
    [view, ROWS] as const
  );
  const violations = await page.evaluate(
    async (options) => (await window.axe.run(document, options)).violations,
    EVERYTHING
  );
  const faults = violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target, any }) => {
      const why = any[0]?.message ?? '';
      return `${target.join(' ')} ${why}`.trim();
    });
    return `${id} (${nodes.length}, ${view.mode}) at ${places.join('; ')}`;
  });
  const width = await widthOn(page, NARROW);
  return width > NARROW.width
    ? [...faults, `${width} px wide on ${NARROW.width} (${view.mode})`]
    : faults;
}

async function widthOn(page: Page, screen: typeof NARROW): Promise<number> {
  await page.setViewportSize(screen);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(PHONE);
  return width;
}

for (const [about, samples] of Object.entries(SAMPLES)) {
  test(`Everybody can read and use ${about}`, async ({ cast }) => {
    test.setTimeout(120_000);
    expect(await problemsOf(cast, samples)).toEqual([]);
  });
}

test('Every page of the route table is among them', () => {
  const known = Object.values(SAMPLES).flatMap(({ paths }) => Object.keys(paths));
  expect(pageRoutes().filter((route) => !known.includes(route))).toEqual([]);
});
