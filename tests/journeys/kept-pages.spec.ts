import type { Page } from '@playwright/test';
import { expect, test, type Person } from './cast';
import { KEEPING } from './kept';
import { scanned } from './scanner';
import { spanOf } from './town';

test.use(KEEPING);

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
async function relaunch(person: Person): Promise<Person> {
  const page = await person.page.context().newPage();
  await person.page.close();
  await page.goto('/');
  return Object.assign(person, { page });
}

/** A sign-up that waits on the phone. */
async function signsUpOffline(person: Person, shift: string): Promise<void> {
  await person.open(`/shifts/${shift}`);
  await keeps(person.page, '/c/yaolin', `/c/yaolin/shifts/${shift}`);
  await hasNetwork(person.page, false);
  await person.tap('我要报名');
  await person.reads('1 件待发送');
}

test('Lin Na opens the app from the home screen without a network and finds what waits', async ({
  cast
}) => {
  const na = await cast.neighbour('林娜');
  const shift = await cast.patrol({ title: '河边巡逻' });
  await signsUpOffline(na, shift);
  await relaunch(na);
  await na.reads('林娜，您好', /离线 · 显示/, '1 件待发送', '我要报名 · 河边巡逻');
  let sent = 0;
  na.page.context().on('request', (request) => {
    if (request.url().endsWith('/api/commands')) sent += 1;
  });
  await hasNetwork(na.page, true);
  await na.reads('已送到：我要报名 · 河边巡逻', '已为您留好名额');
  expect(sent).toBe(1);
});

test('A shift that filled up meanwhile is refused in words that stay until they are read', async ({
  cast
}) => {
  const na = await cast.neighbour('林娜');
  const bo = await cast.neighbour('郑波');
  const shift = await cast.patrol({ title: '一人岗', capacity: 1 });
  await signsUpOffline(na, shift);
  await bo.open(`/shifts/${shift}`);
  await bo.tap('我要报名');
  await bo.reads('已为您留好名额');
  await hasNetwork(na.page, true);
  await na.reads('没有成功：我要报名 · 一人岗', /名额刚刚报满/);
  await na.open();
  await na.reads('没有成功：我要报名 · 一人岗');
  await na.tap('知道了');
  await expect(na.page.getByText('没有成功')).toHaveCount(0);
});

test('Two people on one phone never see or send what is the other’s', async ({ cast }) => {
  const na = await cast.neighbour('林娜');
  const shift = await cast.patrol({ title: '菜场巡逻' });
  await signsUpOffline(na, shift);
  const { page } = na;
  await page.context().clearCookies();
  await hasNetwork(page, true);
  await page.goto('/demo');
  await page.getByRole('button', { name: /王梅/ }).first().click();
  await page.waitForURL(/\/c\//);
  await na.reads('王梅，您好');
  await expect(page.getByText('待发送')).toHaveCount(0);
  await hasNetwork(page, false);
  await page.goto(`/c/yaolin/shifts/${shift}`);
  await na.reads('现在没有网络');
  await page.goto('/');
  await na.reads('王梅，您好');

  const coordinator = await cast.coordinator();
  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.reads('到场 0，报名 0');
});

test('Signing out takes the kept pages off the phone', async ({ cast }) => {
  const na = await cast.neighbour('林娜');
  const { page } = na;
  await na.open();
  await keeps(page, '/c/yaolin', '/c/yaolin/mine');
  await na.open('/mine/settings');
  await page.locator('form[action="/sign-out"] button').first().click();
  await page.waitForURL(/signed-out/);
  await expect.poll(() => keptPaths(page)).toEqual([]);
  await hasNetwork(page, false);
  await na.open();
  await na.reads('现在没有网络');
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
  await coordinator.reads(/要连上网络才能办/);
  await expect(page.getByLabel('班次名称')).toHaveValue('没网也不丢');
  await hasNetwork(page, true);
  await coordinator.tap('发布班次');
  await coordinator.reads('班次已发布');
});

test('A poster scanned without a network checks in once the network is back', async ({ cast }) => {
  const na = await cast.neighbour('林娜');
  const coordinator = await cast.coordinator();
  const shift = await cast.patrol({ title: '桥头巡逻' });
  await na.open(`/shifts/${shift}`);
  await na.tap('我要报名');
  await na.reads('已为您留好名额');
  await keeps(na.page, '/c/yaolin/scan');
  await coordinator.open(`/manage/shifts/${shift}/poster`);
  const poster = await scanned(coordinator.page.locator('.poster svg'));
  await hasNetwork(na.page, false);
  await na.page.goto(poster);
  await na.reads('1 件待发送');
  await hasNetwork(na.page, true);
  await na.reads(/已送到：签到/);
  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.reads('到场 1，报名 1', /扫门口的码）/);
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
