import type { Browser, BrowserContext, Page } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { openBrowser } from '../browser';
import { startBuiltApp } from '../built-app';
import { SCREENS } from './list';
import type { Screen } from './ways';

/** `npm run screens`: draws every screen of the demo into docs/screens, phone and computer. */
const FOLDER = 'docs/screens';
const SIZES = {
  phone: { width: 360, height: 780 },
  computer: { width: 1280, height: 800 }
};
type Size = keyof typeof SIZES;
const LOOKS = ['plain', 'elder', 'dark', 'english'] as const;
type Look = (typeof LOOKS)[number];
const QUALITY = 45;
/** A longer page is cut: the picture shows what it is, not all of it. */
const MOST_HEIGHT = 1600;

function variants(screen: Screen): { size: Size; look: Look }[] {
  const plain: { size: Size; look: Look }[] = [
    { size: 'phone', look: 'plain' },
    { size: 'computer', look: 'plain' }
  ];
  const looks = screen.looks ? LOOKS.filter((look) => look !== 'plain') : [];
  return [...plain, ...looks.map((look) => ({ size: 'phone' as const, look }))];
}

async function draw(browser: Browser, screen: Screen, size: Size, look: Look): Promise<void> {
  const context = await openAs(browser, screen, size, look);
  const page = context.pages()[0] ?? (await context.newPage());
  await screen.go(page, app.origin);
  await page.waitForLoadState('networkidle');
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({
    width: SIZES[size].width,
    height: Math.min(Math.max(height, SIZES[size].height), MOST_HEIGHT)
  });
  const picture = await page.screenshot();
  await sharp(picture)
    .webp({ quality: QUALITY })
    .toFile(`${FOLDER}/${fileOf(screen, size, look)}`);
  await context.close();
}

const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();

/** A context that is signed in as the screen's person, once for each. */
async function openAs(
  browser: Browser,
  { as, of = '' }: Screen,
  size: Size,
  look: Look
): Promise<BrowserContext> {
  const options = {
    viewport: SIZES[size],
    deviceScaleFactor: size === 'phone' ? 1.5 : 1,
    locale: look === 'english' ? 'en-GB' : 'zh-CN',
    colorScheme: look === 'dark' ? ('dark' as const) : ('light' as const)
  };
  const who = of + as;
  if (as && !signedIn.has(who)) {
    const visitor = await browser.newContext(options);
    await signIn(await visitor.newPage(), as, of);
    signedIn.set(who, await visitor.storageState());
    await visitor.close();
  }
  const context = await browser.newContext({
    ...options,
    ...(as ? { storageState: signedIn.get(who) } : {})
  });
  if (look === 'elder') {
    await context.addCookies([{ name: 'mode', value: 'elder', url: app.origin }]);
  }
  await context.addCookies([
    { name: 'locale', value: look === 'english' ? 'en' : 'zh', url: app.origin }
  ]);
  return context;
}

async function signIn(page: Page, person: string, community: string): Promise<void> {
  await page.goto(`${app.origin}/demo`);
  await page
    .locator('section')
    .filter({ hasText: community })
    .getByRole('button', { name: new RegExp(person) })
    .first()
    .click();
  await page.waitForURL(/\/c\/\w+/);
}

const fileOf = (screen: Screen, size: Size, look: Look): string =>
  look === 'plain' ? `${screen.name}-${size}.webp` : `${screen.name}-${look}.webp`;

/** Three phones side by side, for the README. */
async function drawOverview(): Promise<void> {
  const [width, height, gap] = [480, 1040, 32];
  const phones = await Promise.all(
    ['home', 'shift', 'receipt'].map((name) =>
      sharp(`${FOLDER}/${name}-phone.webp`)
        .resize({ width, height, fit: 'cover', position: 'top' })
        .toBuffer()
    )
  );
  await sharp({
    create: {
      width: phones.length * width + (phones.length + 1) * gap,
      height: height + 2 * gap,
      channels: 3,
      background: '#e7dfcf'
    }
  })
    .composite(
      phones.map((input, index) => ({ input, top: gap, left: gap + index * (width + gap) }))
    )
    .webp({ quality: 70 })
    .toFile(`${FOLDER}/overview.webp`);
}

function contents(): string {
  const rows = SCREENS.map((screen) => {
    const looks = variants(screen).map(({ size, look }) => {
      const label = look === 'plain' ? size : look;
      return `[${label}](${fileOf(screen, size, look)})`;
    });
    return `| ${screen.title} | ${screen.as ?? '–'} | ${looks.join(' · ')} |`;
  });
  return `# Screens\n\nDrawn from the demo by \`npm run screens\`.\n\n| screen | seen by | pictures |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

const only = process.argv[2];
const app = await startBuiltApp();
const browser = await openBrowser();
try {
  mkdirSync(FOLDER, { recursive: true });
  if (!only) rmSync(FOLDER, { recursive: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const screen of SCREENS.filter(({ name }) => !only || name === only)) {
    for (const { size, look } of variants(screen)) await draw(browser, screen, size, look);
  }
  if (!only) {
    await drawOverview();
    writeFileSync(`${FOLDER}/README.md`, contents());
  }
} finally {
  await browser.close();
  await app.stop();
}
