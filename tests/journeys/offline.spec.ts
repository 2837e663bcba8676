import type { Page } from '@playwright/test';
import { expect, test, type Person } from './cast';
import { spanOf } from './town';

/** Waits until the phone keeps these pages. */
async function keeps(page: Page, ...paths: string[]): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => keptPaths(page), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(paths));
}

const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('linli-pages-'));
    const kept = names.map(async (name) => (await caches.open(name)).keys());
    return (await Promise.all(kept)).flat().map(({ url }) => new URL(url).pathname);
  });

const hasNetwork = (page: Page, on: boolean): Promise<void> => page.context().setOffline(!on);

/** The app is closed and opened again from the home screen. */
async function relaunch(page: Page): Promise<Page> {
  const next = await page.context().newPage();
  await page.close();
  await next.goto('/');
  return next;
}

async function reads(page: Page, ...words: (string | RegExp)[]): Promise<void> {
  for (const text of words) {
    await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
  }
}

/** How many people the coordinator counts for a shift. */
async function counted(coordinator: Person, shift: string, words: string): Promise<void> {
  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.reads(words);
}

test('Lin Na signs up without a network, closes the app, and is on the list once', async ({
  cast
}) => {
  const na = await cast.neighbour('林娜');
  const shift = await cast.patrol({ title: '河边巡逻' });
  await na.open(`/shifts/${shift}`);
  await keeps(na.page, '/c/yaolin', `/c/yaolin/shifts/${shift}`);
  await hasNetwork(na.page, false);
  await na.tap('我要报名');
  await na.reads('1 件待发送', '我要报名 · 河边巡逻', /离线 · 显示/);

  const page = await relaunch(na.page);
  await reads(page, '林娜，您好', '1 件待发送', /离线 · 显示/);
  let sent = 0;
  page.context().on('request', (request) => {
    if (request.url().endsWith('/api/commands')) sent += 1;
  });
  await hasNetwork(page, true);
  await reads(page, '已送到：我要报名 · 河边巡逻', '已为您留好名额');
  await page.goto(`/c/yaolin/shifts/${shift}`);
  await expect(page.getByRole('button', { name: '取消报名' })).toBeVisible();
  expect(sent).toBe(1);
  await counted(await cast.coordinator(), shift, '到场 0，报名 1');
});

test('The network fails between sign-up and check-in; the patrol counts all the same', async ({
  cast
}) => {
  const bo = await cast.neighbour('郑波');
  const coordinator = await cast.coordinator();
  const shift = await cast.patrol({ title: '桥头巡逻' });
  await bo.open(`/shifts/${shift}`);
  await bo.tap('我要报名');
  await bo.reads('已为您留好名额');
  await coordinator.open(`/manage/shifts/${shift}`);
  const said = await coordinator.page.getByText('签到码：读给到场的人听').locator('..').innerText();
  await keeps(bo.page, '/c/yaolin', '/c/yaolin/scan');

  await hasNetwork(bo.page, false);
  await bo.open('/scan');
  await bo.typesCode(said.replace(/\D/g, ''));
  await bo.reads('1 件待发送');
  await counted(coordinator, shift, '到场 0，报名 1');
  await hasNetwork(bo.page, true);
  await bo.reads(/已送到：签到/);
  await counted(coordinator, shift, '到场 1，报名 1');
});

test('What Lin Na takes back before the network returns is never sent', async ({ cast }) => {
  const na = await cast.neighbour('林娜');
  const shift = await cast.patrol({ title: '夜里巡逻' });
  await na.open(`/shifts/${shift}`);
  await keeps(na.page, `/c/yaolin/shifts/${shift}`);
  await hasNetwork(na.page, false);
  await na.tap('我要报名');
  await na.reads('1 件待发送');
  await na.tap(/不发了/);
  await na.reads('已撤下，不会送出。');
  await hasNetwork(na.page, true);
  await na.open(`/shifts/${shift}`);
  await expect(na.page.getByRole('button', { name: '我要报名' })).toBeVisible();
  await counted(await cast.coordinator(), shift, '到场 0，报名 0');
});

test('A shift that filled up meanwhile is refused in words that stay until they are read', async ({
  cast
}) => {
  const na = await cast.neighbour('林娜');
  const bo = await cast.neighbour('郑波');
  const shift = await cast.patrol({ title: '一人岗', capacity: 1 });
  await na.open(`/shifts/${shift}`);
  await keeps(na.page, `/c/yaolin/shifts/${shift}`);
  await hasNetwork(na.page, false);
  await na.tap('我要报名');
  await bo.open(`/shifts/${shift}`);
  await bo.tap('我要报名');
  await bo.reads('已为您留好名额');
  await hasNetwork(na.page, true);
  await na.reads('没有办成：我要报名 · 一人岗', /名额刚刚报满/);
  await na.open();
  await na.reads('没有办成：我要报名 · 一人岗');
  await na.tap('知道了');
  await expect(na.page.getByText('没有办成')).toHaveCount(0);
});

test('Two people on one phone never see or send what is the other’s', async ({ cast }) => {
  const na = await cast.neighbour('林娜');
  const shift = await cast.patrol({ title: '菜场巡逻' });
  const { page } = na;
  await na.open(`/shifts/${shift}`);
  await keeps(page, '/c/yaolin', `/c/yaolin/shifts/${shift}`);
  await hasNetwork(page, false);
  await na.tap('我要报名');
  await na.reads('1 件待发送');
  await hasNetwork(page, true);
  await page.context().clearCookies();
  await page.goto('/demo');
  await page.getByRole('button', { name: /王梅/ }).first().click();
  await page.waitForURL(/\/c\//);
  await reads(page, '王梅，您好');
  await expect(page.getByText('待发送')).toHaveCount(0);
  await hasNetwork(page, false);
  await page.goto(`/c/yaolin/shifts/${shift}`);
  await reads(page, '现在没有网络');
  await page.goto('/');
  await reads(page, '王梅，您好');
});

test('Signing out takes the kept pages off the phone', async ({ cast }) => {
  const { page } = await cast.neighbour('林娜');
  await page.goto('/c/yaolin');
  await keeps(page, '/c/yaolin', '/c/yaolin/mine');
  await page.goto('/c/yaolin/mine/settings');
  await page.locator('form[action="/sign-out"] button').first().click();
  await page.waitForURL(/signed-out/);
  await expect.poll(() => keptPaths(page)).toEqual([]);
  await hasNetwork(page, false);
  await page.goto('/c/yaolin');
  await reads(page, '现在没有网络');
});

test('What needs the network says so, and nothing that was typed is lost', async ({ cast }) => {
  const coordinator = await cast.coordinator();
  const { page } = coordinator;
  const { date, from, to } = spanOf({ title: '' });
  await coordinator.open('/manage/shifts/new');
  await page.getByLabel('算哪一类积分活动').selectOption({ value: 'patrol' });
  await page.getByLabel('班次名称').fill('没网也不丢');
  await page.getByLabel('集合地点').fill('东门');
  await page.getByLabel('日期').fill(date);
  await page.getByLabel('开始').fill(from);
  await page.getByLabel('结束', { exact: true }).fill(to);
  await page.getByLabel('名额').fill('4');
  await hasNetwork(page, false);
  await coordinator.tap('发布班次');
  await reads(page, /要连上网络才能办/);
  await expect(page.getByLabel('班次名称')).toHaveValue('没网也不丢');
  await hasNetwork(page, true);
  await coordinator.tap('发布班次');
  await reads(page, '班次已发布');
});

test('A page that the phone does not keep says so without a network', async ({ cast }) => {
  const na = await cast.neighbour('林娜');
  await na.open();
  await keeps(na.page, '/c/yaolin');
  await hasNetwork(na.page, false);
  await na.open('/teams');
  await na.reads('现在没有网络');
  await na.page.getByRole('link', { name: '回到首页' }).click();
  await na.reads('林娜，您好', /离线 · 显示/);
});
