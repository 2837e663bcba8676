import type { BrowserContextOptions } from '@playwright/test';
import { expect, test, type Cast, type Person } from './cast';
import { KEEPING } from './kept';
import { scanned } from './scanner';
import { spanOf } from './town';

/** From the card at the door to the receipt, as the people of a community live it. */
async function playLoop(cast: Cast, options: BrowserContextOptions): Promise<void> {
  const committee = await cast.committee('yaolin', options);
  const card = await issueCard(committee);
  const yue = await joinsByCard(await cast.stranger('yaolin', options), card, '沈悦');
  const qiang = await cast.neighbour('冯强', { options });

  const coordinator = await cast.coordinator('yaolin', options);
  const shift = await plansPatrol(coordinator);
  for (const person of [yue, qiang]) {
    await person.open(`/shifts/${shift}`);
    await person.tap('我要报名');
    await person.reads('已为您留好名额');
  }

  await cast.begins(shift, { title: '冬夜巡逻', capacity: 4 });
  await yue.open(`/shifts/${shift}`);
  await yue.typesCode(await codeRead(coordinator, shift));
  await yue.reads(/您已签到/);
  await qiang.page.goto(await posterScanned(coordinator, shift));
  await qiang.tap('签到');
  await qiang.reads(/您已签到/);
  for (const person of [yue, qiang]) {
    await person.tap('签退');
    await person.reads(/您已签退/);
  }

  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.reads('到场 2，报名 2', /输六位数字）/, /扫门口的码）/);
  await confirms(coordinator, shift, ['沈悦', '冯强'], '60');
  await readsReceipt(yue, shift);
}

async function issueCard(committee: Person): Promise<string> {
  const { page } = committee;
  await committee.open('/manage/households/new');
  await page.getByLabel('楼栋').fill('88栋');
  await page.getByLabel('房号').fill(String(Date.now() % 10_000_000));
  await committee.tap('加上');
  await committee.tap('发一张住户卡');
  await committee.reads(/1 张卡/);
  return scanned(page.locator('article .qr svg'));
}

async function joinsByCard(stranger: Person, card: string, name: string): Promise<Person> {
  const { page, phone, slug } = stranger;
  const began = Date.now();
  await page.goto(card);
  await page.getByLabel('您的姓名').fill(name);
  await page.getByLabel('手机号').fill(phone);
  await stranger.tap('获取验证码');
  const shown = await page.getByText(/验证码是 \d{6}/).innerText();
  await page.getByLabel('验证码').fill(/\d{6}/.exec(shown)?.[0] ?? '');
  await stranger.tap('加入社区');
  await stranger.reads(`欢迎加入，${name}`);
  expect(Date.now() - began, 'joining takes less than a minute').toBeLessThan(60_000);
  return Object.assign(stranger, { name, slug });
}

async function plansPatrol(coordinator: Person): Promise<string> {
  const { page } = coordinator;
  const { date, from, to } = spanOf({ title: '' });
  await coordinator.open('/manage/shifts/new');
  await page.getByLabel('班次名称').fill('冬夜巡逻');
  await page.getByLabel('算哪一类积分活动').selectOption({ value: 'patrol' });
  await page.getByLabel('集合地点').fill('南门岗亭');
  await page.getByLabel('日期').fill(date);
  await page.getByLabel('开始').fill(from);
  await page.getByLabel('结束', { exact: true }).fill(to);
  await page.getByLabel('名额').fill('4');
  await coordinator.tap('发布班次');
  await coordinator.reads('班次已发布', '还没有人报名');
  return /shifts\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

/** The six digits as the coordinator reads them out at the door. */
async function codeRead(coordinator: Person, shift: string): Promise<string> {
  await coordinator.open(`/manage/shifts/${shift}`);
  const said = await coordinator.page.getByText('签到码：读给到场的人听').locator('..').innerText();
  return said.replace(/\D/g, '');
}

async function posterScanned(coordinator: Person, shift: string): Promise<string> {
  await coordinator.open(`/manage/shifts/${shift}/poster`);
  return scanned(coordinator.page.locator('.poster svg'));
}

async function confirms(
  coordinator: Person,
  shift: string,
  names: string[],
  minutes: string
): Promise<void> {
  await coordinator.open(`/manage/shifts/${shift}/confirmation`);
  for (const name of names) {
    await coordinator.page.getByRole('checkbox', { name }).check();
    await coordinator.page.getByLabel(`${name}的分钟数`).fill(minutes);
  }
  await coordinator.tap('确认所选的人');
  await coordinator.reads(`已确认 ${names.length} 人的服务时长`);
}

async function readsReceipt(person: Person, shift: string): Promise<void> {
  await person.open(`/shifts/${shift}`);
  await person.page.getByRole('link', { name: '看积分是怎么算的' }).click();
  await person.reads('这样算出来的', '第 D.1 条', /正在公示/, /1 小时 × 10 = 10/);
  await person.open();
  await person.reads(/另有 10 分公示中/);
}

test('Shen Yue joins with the card, patrols, and reads which clause gave her ten points', async ({
  cast
}) => {
  await playLoop(cast, KEEPING);
});

test('The same evening works on phones without scripts', async ({ cast }) => {
  await playLoop(cast, { javaScriptEnabled: false });
});

test('An hour of patrol pays ten points in Yaolin and four in Xiandong', async ({ cast }) => {
  const gained: Record<string, string> = {};
  for (const slug of ['yaolin', 'xiandong'] as const) {
    const mei = await cast.neighbour('方梅', { slug });
    const coordinator = await cast.coordinator(slug);
    const shift = await cast.patrol({ title: '同一件事' }, slug);
    await mei.open(`/shifts/${shift}`);
    await mei.tap('我要报名');
    await mei.reads('已为您留好名额');
    await cast.begins(shift, { title: '同一件事' }, slug);
    await mei.typesCode(await codeRead(coordinator, shift));
    await mei.tap('签退');
    await mei.reads(/您已签退/);
    await confirms(coordinator, shift, ['方梅'], '60');
    await mei.open(`/shifts/${shift}`);
    await mei.page.getByRole('link', { name: '看积分是怎么算的' }).click();
    gained[slug] = await mei.page
      .getByText(/1 小时 × /)
      .first()
      .innerText();
  }
  expect(gained.yaolin).toContain('1 小时 × 10 = 10（第 D.1 条');
  expect(gained.xiandong).toContain('1 小时 × 4 = 4（第 D.1 条');
});
