import { expect, test } from './cast';

const PLACES = ['', '/activities', '/decide', '/mine', '/mine/settings', '/teams'];

test('Mrs Luo turns on the elder view once: every page has it, and so has her next phone', async ({
  cast
}) => {
  const luo = await cast.neighbour('罗奶奶');
  const html = luo.page.locator('html');
  await luo.open();
  await expect(html).toHaveAttribute('data-mode', 'normal');
  await luo.tap('长辈版');
  for (const place of PLACES) {
    await luo.open(place);
    await expect(html).toHaveAttribute('data-mode', 'elder');
    await expect(luo.page.getByRole('button', { name: '标准版' }).first()).toBeVisible();
  }
  const size = await luo.page
    .locator('main p')
    .first()
    .evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
  expect(size).toBeGreaterThanOrEqual(18);
  expect(
    await luo.page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))
  ).toBeGreaterThanOrEqual(22);

  const next = await cast.stranger();
  const { page } = next;
  await page.goto('/sign-in');
  await page.getByLabel('手机号').fill(luo.phone);
  await next.tap('获取验证码');
  const shown = await page.getByText(/验证码是 \d{6}/).innerText();
  await page.getByLabel('验证码').fill(/\d{6}/.exec(shown)?.[0] ?? '');
  await next.tap('登录');
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
});

test('Somebody who reads English taps English, and every page is in English', async ({ cast }) => {
  const guest = await cast.neighbour('Maria Rossi');
  const { page } = guest;
  await guest.open();
  await guest.tap('English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const place of PLACES) {
    await guest.open(place);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('link', { name: 'Home', exact: true })).toBeVisible();
  }
  await guest.tap('中文');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('Jiang Tao reads in the dark: the dark view stays until he leaves it to the phone', async ({
  cast
}) => {
  const tao = await cast.neighbour('江涛');
  const { page } = tao;
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await tao.open();
  const light = await background();
  await tao.tap('深色');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await tao.open('/mine');
  expect(await background()).not.toBe(light);
  await tao.tap('跟随手机');
  await tao.open();
  expect(await background()).toBe(light);
});

test('The switches work on pages without scripts and before signing in', async ({ cast }) => {
  const { page } = await cast.stranger('yaolin', { javaScriptEnabled: false });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '长辈版' }).first().click();
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/join');
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'elder');
});
