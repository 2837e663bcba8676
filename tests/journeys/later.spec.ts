import { expect, test, type Browser, type Page } from '@playwright/test';
import { startTimeMachine, type TimeMachine } from './time-machine';
import { issueCard, newHousehold, newPhone, signInAs } from './town';
import { words, type Language } from './words';

const CODE_MINUTES = 5;
const CARD_DAYS = 180;
const MINUTES_PER_DAY = 24 * 60;

let app: TimeMachine;
let outside: string | undefined;

// The steps of other journeys serve here with an app whose clock only this file moves.
test.beforeAll(async () => {
  app = await startTimeMachine();
  outside = process.env.JOURNEYS_ORIGIN;
  process.env.JOURNEYS_ORIGIN = app.origin;
});
test.afterAll(async () => {
  process.env.JOURNEYS_ORIGIN = outside;
  await app.stop();
});

/** A phone of somebody who reads this language. */
async function phoneOf(browser: Browser, language: Language): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.origin });
  await context.addCookies([{ name: 'locale', value: language, url: app.origin }]);
  return context.newPage();
}

const LANGUAGES: Language[] = ['zh', 'en'];

test('A code is too old after five minutes and a card after half a year, and both say so', async ({
  browser
}) => {
  const phones = { zh: await phoneOf(browser, 'zh'), en: await phoneOf(browser, 'en') };
  for (const language of LANGUAGES) {
    const page = phones[language];
    await page.goto('/sign-in');
    await page.locator('input[type="tel"]').fill(newPhone());
    await page.locator('main button[type="submit"]').click();
    await page.waitForURL(/\/sign-in\/code/);
  }
  app.letPass(CODE_MINUTES + 1);
  for (const language of LANGUAGES) {
    const page = phones[language];
    const shown = /\b\d{6}\b/.exec(await page.locator('main').innerText())?.[0] ?? '';
    await page.locator('input[inputmode="numeric"]').fill(shown);
    await page.locator('form[action*="check"] button[type="submit"]').click();
    await expect(page.getByText(words(language, 'accounts_refused_code_expired'))).toBeVisible();
  }

  const committee = await phoneOf(browser, 'zh');
  await signInAs(committee.request, 'yaolin', '陈建国');
  const household = await newHousehold(committee.request, 'yaolin');
  const card = await issueCard(committee.request, 'yaolin', household);
  app.letPass(CARD_DAYS * MINUTES_PER_DAY);
  for (const language of LANGUAGES) {
    await phones[language].goto(card);
    const says = words(language, 'communities_refused_card_expired');
    await expect(phones[language].getByText(says)).toBeVisible();
  }
});
