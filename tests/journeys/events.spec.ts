import type { BrowserContextOptions } from '@playwright/test';
import { expect, test, type Cast, type Person } from './cast';
import {
  couple,
  endEvent,
  eventCode,
  eventPoster,
  newRoom,
  openNow,
  planEvent
} from './residents-home';
import { post } from './town';
import { words } from './words';

/** A family registers and comes, a neighbour moves up, and coming becomes points with a receipt. */
async function playAfternoon(cast: Cast, options: BrowserContextOptions): Promise<void> {
  const committee = await cast.committee('yaolin', options);
  const event = await plansInPerson(committee, '邻里茶会', 2);
  const [yue, an] = await couple(cast, ['沈悦', '沈安'], options);
  const qiang = await cast.neighbour('冯强', { options });

  await yue.open(`/events/${event}`);
  await yue.page.getByRole('checkbox', { name: '沈安' }).check();
  await yue.tap('给所选的人报名');
  await yue.reads('已为 2 人留好名额', '沈安');
  await qiang.open(`/events/${event}`);
  await qiang.tap('加入候补');
  await qiang.reads(/已候补第 1 位/);
  await an.open(`/events/${event}`);
  await an.page.getByRole('group', { name: '来不了了？' }).getByLabel('沈安').check();
  await an.tap('取消所选的报名');
  await an.reads('已取消 1 人的报名');

  await yue.open(`/events/${event}`);
  await yue.typesCode(await eventCode(committee, event));
  await yue.reads('已签到：邻里茶会');
  await qiang.page.goto(await eventPoster(committee, event));
  await qiang.tap('签到');
  await qiang.reads('已签到：邻里茶会');

  await endEvent(committee, event);
  await committee.open(`/manage/events/${event}/attendance`);
  await committee.tap('确认所选的人');
  await committee.reads('已确认 2 人参加');
  await yue.open(`/events/${event}`);
  await yue.page.getByRole('link', { name: /沈悦/ }).click();
  await yue.reads('邻里茶会', /第 1\.1 条/);
}

/** The room, then the event, as the front desk fills the forms in. */
async function plansInPerson(committee: Person, title: string, capacity: number): Promise<string> {
  const { page } = committee;
  const room = await newRoom(committee.request, committee.slug);
  const { date, from, to } = openNow();
  await committee.open('/manage/events/new');
  await page.getByLabel('活动名称').fill(title);
  await page.getByLabel('房间', { exact: true }).selectOption({ value: room });
  await page.getByLabel('日期').fill(date);
  await page.getByLabel('开始').fill(from);
  await page.getByLabel('结束', { exact: true }).fill(to);
  await page.getByLabel('名额').fill(String(capacity));
  await page.getByLabel('参加算哪一类积分活动').selectOption({ value: 'centre-activity' });
  await committee.tap('发布活动');
  await committee.reads('活动已发布', '还没有人报名');
  return /events\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

test('The Shens register together, Feng Qiang moves up, and the afternoon gives a point', async ({
  cast
}) => {
  await playAfternoon(cast, {});
});

test('The same afternoon works on phones without scripts', async ({ cast }) => {
  await playAfternoon(cast, { javaScriptEnabled: false });
});

test('Old Mr Zhao registers, scans the poster and withdraws nothing, in large letters and in English', async ({
  cast
}) => {
  const committee = await cast.committee();
  const event = await planEvent(committee, { title: '长辈读报会' });
  const zhao = await cast.neighbour('赵大爷');
  for (const set of ['elder', 'en']) {
    await post(zhao.request, '/settings/display', { set, back: '/' });
  }
  await zhao.open('/activities?kind=events');
  await expect(zhao.page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await zhao.open(`/events/${event}`);
  await zhao.tap(words('en', 'events_register'));
  await zhao.reads('1 registered. See you there!');
  await zhao.tap('Undo');
  await zhao.reads(/1 cancelled/);
  await zhao.tap(words('en', 'events_register'));
  await zhao.reads('Signed up');
  await zhao.page.goto(await eventPoster(committee, event));
  await zhao.tap('Check in');
  await zhao.reads(/^Checked in: 长辈读报会|You are checked in|长辈读报会/, 'Checked in');
  const calendar = await zhao.request.get(`/c/yaolin/events/${event}/calendar.ics`);
  expect(await calendar.text()).toContain('SUMMARY:长辈读报会');
});

test('A taken room says who has it; a walk-in is let in; a mistake is taken back and undone', async ({
  cast
}) => {
  const committee = await cast.committee();
  const event = await planEvent(committee, { title: '合唱排练' });
  const { page } = committee;
  await committee.open(`/manage/events/${event}/edit`);
  const room = await page.getByLabel('房间', { exact: true }).inputValue();
  const { date, from, to } = openNow();
  await committee.open('/manage/events/new');
  await page.getByLabel('活动名称').fill('撞了时间的课');
  await page.getByLabel('房间', { exact: true }).selectOption({ value: room });
  await page.getByLabel('日期').fill(date);
  await page.getByLabel('开始').fill(from);
  await page.getByLabel('结束', { exact: true }).fill(to);
  await committee.tap('发布活动');
  await committee.reads(/这间房那个时间已经订了：.*“合唱排练”/);

  const hong = await cast.neighbour('雷小红');
  await committee.open(`/manage/events/${event}?find=雷小红`);
  await committee.tap('登记到场 雷小红');
  await committee.reads('已为雷小红登记并记到场');
  await endEvent(committee, event);
  await committee.open(`/manage/events/${event}/attendance`);
  await committee.tap('确认所选的人');
  await committee.reads('已确认 1 人参加');
  await page.getByRole('link', { name: '已确认' }).click();
  await page.getByLabel('原因').last().fill('认错了人');
  await committee.tap('撤回确认');
  await committee.reads('已撤回雷小红的参加确认');
  await committee.tap('撤销');
  await committee.reads('已恢复雷小红原来的参加确认');
  await hong.open(`/events/${event}`);
  await hong.reads('已确认参加');
});

test('He Ping registers and checks in without a network, at the time of her phone', async ({
  cast
}) => {
  const committee = await cast.committee();
  const event = await planEvent(committee, { title: '停电也开的会' });
  const code = await eventCode(committee, event);
  const ping = await cast.neighbour('贺小平');
  const context = ping.page.context();
  await keeps(ping, `/events/${event}`);
  await context.setOffline(true);
  await ping.page.reload();
  await ping.tap('我要报名');
  await ping.reads('1 件待发送');
  await context.setOffline(false);
  await ping.reads(/已送到：我要报名/, '到了？请签到');

  await keeps(ping, `/events/${event}`);
  await context.setOffline(true);
  await ping.page.reload();
  await ping.typesCode(code);
  await ping.reads('1 件待发送');
  await context.setOffline(false);
  await ping.reads(/已送到：签到/);
  await committee.open(`/manage/events/${event}`);
  await committee.reads('名单：到场 1，报名 1，名额 10', /到（签到码）/);
});

/** Opens a page until the phone has kept it. */
async function keeps(person: Person, path: string): Promise<void> {
  const { page, slug } = person;
  await person.open(path);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => page.evaluate((path) => caches.match(path).then(Boolean), `/c/${slug}${path}`))
    .toBe(true);
}
