import type { BrowserContext } from '@playwright/test';
import { expect, test, type Person } from './cast';
import { KEEPING, keepsPage } from './kept';
import { words } from './words';

test.use(KEEPING);

const losesNetwork = (context: BrowserContext) => context.setOffline(true);
const findsNetwork = (context: BrowserContext) => context.setOffline(false);

/** A time of the communities as their pages write it, by whichever clock: 9:17 or 21:17. */
function clock(at: number): string {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    timeStyle: 'short'
  })
    .format(at)
    .split(':')
    .map(Number);
  return `(?:${hour}|${hour % 12 || 12}):${String(minute).padStart(2, '0')}`;
}

async function codeOf(coordinator: Person, shift: string): Promise<string> {
  await coordinator.open(`/manage/shifts/${shift}`);
  const said = await coordinator.page.getByText('签到码：读给到场的人听').locator('..').innerText();
  return said.replace(/\D/g, '');
}

test('Wu Jing checks in without a network, closes the app, and is on the roster once, at her own time', async ({
  cast
}) => {
  const shift = await cast.patrol({ title: '停电那晚的巡逻' });
  const jing = await cast.neighbour('吴静');
  await jing.open(`/shifts/${shift}`);
  await jing.tap('我要报名');
  await jing.reads('已为您留好名额');
  const coordinator = await cast.coordinator();
  const code = await codeOf(coordinator, shift);
  await keepsPage(jing, `/shifts/${shift}`);

  const context = jing.page.context();
  await losesNetwork(context);
  await jing.page.reload();
  await jing.reads('停电那晚的巡逻', /离线 · 显示/);
  const arrived = Date.now() - 9 * 60_000;
  await jing.page.clock.setFixedTime(arrived);
  await jing.typesCode(code);
  await jing.reads('1 件待发送', '待发送');
  await jing.page.close();

  const again = Object.assign(jing, { page: await context.newPage() });
  await again.open(`/shifts/${shift}`);
  await again.reads('1 件待发送');
  await findsNetwork(context);
  await again.reads(/已送到：签到/, /您已签到/);

  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.reads('到场 1，报名 1', new RegExp(`${clock(arrived)} 到（输六位数字）`));
});

test('Wu Jing keeps the code that she typed wrongly; her phone goes wrong by 9 minutes, the roster does not', async ({
  cast
}) => {
  const shift = await cast.patrol({ title: '手机走时不准' });
  const jing = await cast.neighbour('吴静');
  await jing.open(`/shifts/${shift}`);
  await jing.tap('我要报名');
  await jing.reads('已为您留好名额');
  const coordinator = await cast.coordinator();
  const code = await codeOf(coordinator, shift);
  const wrong = code === '000000' ? '111111' : '000000';
  await jing.typesCode(wrong);
  const form = jing.page.locator('form', { has: jing.page.getByLabel('签到码') });
  await expect(form.getByRole('alert')).toContainText(
    words('zh', 'door_refused_check_in_code_wrong')
  );
  await expect(jing.page.getByLabel('签到码')).toHaveValue(wrong);
  const behind = Date.now() - 9 * 60_000;
  await jing.page.clock.setFixedTime(behind);
  await jing.typesCode(code);
  await jing.reads(/您已签到/);
  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.reads('到场 1，报名 1');
  await expect(coordinator.page.getByText(new RegExp(`${clock(behind)} 到`))).toHaveCount(0);
});

test('He Ping signs up without a network and cancels again without one', async ({ cast }) => {
  const shift = await cast.patrol({ title: '信号不好的一班' });
  const ping = await cast.neighbour('贺平');
  const context = ping.page.context();
  await keepsPage(ping, `/shifts/${shift}`);

  await losesNetwork(context);
  await ping.page.reload();
  await ping.tap('我要报名');
  await ping.reads('1 件待发送');
  await findsNetwork(context);
  await ping.reads(/已送到：我要报名/, /到了？请签到/);

  await keepsPage(ping, `/shifts/${shift}`);
  await losesNetwork(context);
  await ping.page.reload();
  await ping.tap('取消报名');
  await ping.reads('1 件待发送');
  await findsNetwork(context);
  await ping.reads(/已送到：取消报名/);
  await expect(ping.page.getByRole('button', { name: '我要报名' })).toBeVisible();
});

test('What Cao Lin taps without a network she can take back before it is sent', async ({
  cast
}) => {
  const shift = await cast.patrol({ title: '改了主意的一班' });
  const lin = await cast.neighbour('曹琳');
  const context = lin.page.context();
  await keepsPage(lin, `/shifts/${shift}`);
  await losesNetwork(context);
  await lin.page.reload();
  await lin.tap('我要报名');
  await lin.reads('1 件待发送');
  await lin.tap(/^不发了/);
  await expect(lin.page.getByRole('button', { name: '我要报名' })).toBeVisible();
  await findsNetwork(context);
  await lin.page.reload();
  await expect(lin.page.getByRole('button', { name: '我要报名' })).toBeVisible();
});

test('Pan Yu reads why his waiting sign-up was refused: the shift was called off meanwhile', async ({
  cast
}) => {
  const shift = await cast.patrol({ title: '落雨取消的一班' });
  const yu = await cast.neighbour('潘宇');
  const context = yu.page.context();
  await keepsPage(yu, `/shifts/${shift}`);
  await losesNetwork(context);
  await yu.page.reload();
  await yu.tap('我要报名');
  await yu.reads('1 件待发送');

  const coordinator = await cast.coordinator();
  await coordinator.open(`/manage/shifts/${shift}/cancellation`);
  await coordinator.page.getByLabel('原因').fill('下大雨');
  await coordinator.tap('取消班次');
  await coordinator.reads('班次已取消');

  await findsNetwork(context);
  await yu.reads(/没有成功：我要报名/, '这个班次已经取消了。');
  // The page is renewed now, and what stands above the button goes away.
  await expect(yu.page.getByText(/显示.*的内容/)).toHaveCount(0);
  await yu.tap('知道了');
  await expect(yu.page.getByText(/没有成功/)).toHaveCount(0);
});
