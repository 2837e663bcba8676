import { expect, test, type Browser, type BrowserContextOptions } from '@playwright/test';
import { Person } from './cast';
import { startTimeMachine, type TimeMachine } from './time-machine';
import { issueCard, joinWith, newHousehold, newPhone, post, signInAs } from './town';
import { words } from './words';

const DAY_MINUTES = 24 * 60;
const TITLE = '和平里楼道公约';
const QUESTION = '是否同意《和平里楼道公约》？';
const TEXT = `我们是同一个楼道的邻居，约定如下。

第一条 楼道畅通
楼道不堆杂物，不停电动车。

第二条 轻声慢步
晚上十点以后轻声上下楼。`;

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

type Look = BrowserContextOptions & { language?: 'en'; mode?: 'elder' };

const WITHOUT_BACKGROUND_SYNC = 'delete ServiceWorkerRegistration.prototype.sync;';

/** Somebody's phone on which nobody has signed in yet. */
async function phoneOf(
  browser: Browser,
  name: string,
  options: BrowserContextOptions
): Promise<Person> {
  const context = await browser.newContext({ baseURL: app.origin, ...options });
  await context.addInitScript(WITHOUT_BACKGROUND_SYNC);
  return new Person(await context.newPage(), name, 'yaolin', newPhone());
}

async function keepsPage({ page, slug }: Person, path: string): Promise<void> {
  await page.goto(`/c/${slug}${path}`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => page.evaluate((path) => caches.match(path).then(Boolean), `/c/${slug}${path}`))
    .toBe(true);
}

/** Everything that the phone's outbox holds, as text. */
const outboxOf = ({ page }: Person): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('linli-outbox');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('entries').objectStore('entries').getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        };
      })
  );

const WITHOUT_SCRIPTS = { javaScriptEnabled: false } as const;

test('A compact is drafted, voted on in secret in every way there is, counted, and in force', async ({
  browser
}) => {
  const chen = await phoneOf(browser, '陈建国', WITHOUT_SCRIPTS);
  await signInAs(chen.request, 'yaolin', chen.name);
  const home = await issueCard(chen.request, 'yaolin', await newHousehold(chen.request, 'yaolin'));
  const joined = async (name: string, look: Look = {}) => {
    const { language, mode, ...options } = look;
    const person = await phoneOf(browser, name, options);
    await joinWith(person.request, home, { name, phone: person.phone });
    const set = [language, mode].filter((each) => each !== undefined);
    for (const each of set)
      await post(person.request, '/settings/display', { set: each, back: '/' });
    return person;
  };
  const lan = await joined('石岚', WITHOUT_SCRIPTS);
  const maria = await joined('Maria Rossi', { language: 'en', mode: 'elder' });
  const ping = await joined('贺平');
  const late = await joined('迟到的人');

  // The committee drafts, publishes and calls the vote, all without scripts.
  await chen.open('/manage/compacts/new');
  await chen.page.getByLabel('公约名称').fill(TITLE);
  await chen.page.getByLabel('现成的文字').fill(TEXT);
  await chen.tap('建立公约');
  await chen.reads('公约已建立，从文字中分出 3 条。', '第二条 轻声慢步');
  await chen.page.getByRole('link', { name: '修改 第二条 轻声慢步' }).click();
  const secondTab = Object.assign(Object.create(chen) as Person, {
    page: await chen.page.context().newPage()
  });
  await secondTab.page.goto(chen.page.url());
  await chen.page.getByLabel('条文').fill('晚上十点到早上六点轻声上下楼。');
  await chen.tap('保存');
  await chen.reads('已保存这一条。', '晚上十点到早上六点轻声上下楼。');
  await secondTab.page.getByLabel('条文').fill('夜里上下楼请放轻脚步。');
  await secondTab.tap('保存');
  await secondTab.reads(/刚刚也改了这一条/, '晚上十点到早上六点轻声上下楼。');
  await expect(secondTab.page.getByLabel('条文')).toHaveValue('夜里上下楼请放轻脚步。');
  await secondTab.page.close();
  await chen.page.getByRole('button', { name: '上移 第二条 轻声慢步' }).click();
  await chen.reads('已上移一条。');
  await chen.tap('撤销');
  await chen.reads('已下移一条。');
  await chen.tap('定稿为第 1 版');
  await chen.reads('第 1 版已定稿，文字不会再变。');
  await chen.page.getByLabel('请大家表决的问题').fill(QUESTION);
  await chen.page.getByLabel('一人一票').check();
  await chen.page.getByLabel('占名册的比例').selectOption('0/1');
  await chen.page.getByLabel('参加投票算作哪项活动').selectOption('vote');
  await chen.tap('发起投票');
  await chen.reads(/投票已开始，名册共 \d+ 个，已固定。/, '截止之前，谁也看不到票数，包括议事会。');
  const id = /votes\/([\da-f-]{36})/.exec(chen.page.url())?.[1];
  const vote = `/decide/votes/${id}`;

  // Without scripts; the second time it is refused.
  await lan.open('/decide');
  await lan.page.getByRole('link', { name: QUESTION }).click();
  await lan.reads('投出后不能更改。', '楼道不堆杂物，不停电动车。');
  await lan.page.getByLabel('赞成').check();
  await lan.tap('投出我的一票');
  await lan.reads('您的一票已投出，谢谢您参与。', /^您已在.+投票。$/);
  await expect(lan.page.getByRole('button', { name: '投出我的一票' })).toHaveCount(0);

  // In English, in the elder view, with scripts.
  await maria.open(vote);
  await expect(maria.page.locator('html')).toHaveAttribute('data-mode', 'elder');
  await maria.page.waitForLoadState('networkidle');
  await maria.page.getByLabel(words('en', 'compacts_choice_in_favour'), { exact: true }).check();
  await maria.tap(words('en', 'compacts_cast'));
  await maria.reads(words('en', 'compacts_done_cast'), /^You voted/);

  // Without a network before the close: sent when it is back, and then forgotten by the phone.
  await keepsPage(ping, vote);
  await ping.page.context().setOffline(true);
  await ping.page.reload();
  await ping.page.getByLabel('赞成').check();
  await ping.tap('投出我的一票');
  await ping.reads('1 件待发送');
  expect(await outboxOf(ping)).toContain('in_favour');
  await ping.page.context().setOffline(false);
  await ping.reads(/已送到：投出我的一票/, /^您已在.+投票。$/);
  expect(await outboxOf(ping)).not.toContain('in_favour');

  // The same, but the network comes back after the close.
  await keepsPage(late, vote);
  await late.page.context().setOffline(true);
  await late.page.reload();
  await late.page.getByLabel('反对').check();
  await late.tap('投出我的一票');
  await late.reads('1 件待发送');
  app.letPass(8 * DAY_MINUTES);
  await late.page.context().setOffline(false);
  await late.reads('投票已经截止，这一票没有计入。');

  // What fell due while nobody served is done at the start.
  const { origin } = await app.restart();
  await lan.page.goto(`${origin}/c/yaolin${vote}`);
  await lan.reads('通过', /其中 3 人参加。赞成 3 票/);
  await lan.page.getByRole('link', { name: '看全文' }).click();
  await lan.reads('现行有效');
  await lan.page.goto(`${origin}/c/yaolin/decide`);
  await lan.page.getByRole('link', { name: TITLE, exact: false }).first().click();
  await lan.page.goto(`${origin}/c/yaolin/mine`);
  await lan.reads(QUESTION);
  await chen.page.goto(`${origin}/c/yaolin/manage/compacts/votes/${id}/roll`);
  await expect(chen.page.getByRole('cell', { name: '已投' })).toHaveCount(3);
});
