import { expect, test, type Person } from './cast';

/** Until the page's scripts listen, a tap is a plain form post. */
const awake = (person: Person) => person.page.waitForLoadState('networkidle');

/** From the receipt to its clause, to another one by searching, and onto paper. */
async function readsTheRules(person: Person): Promise<void> {
  const { page } = person;
  await page.getByRole('link', { name: /^看第 D\.1 条原文/ }).click();
  await expect(page.locator('#clause-D\\.1')).toContainText('参加巡逻，每 1 小时得 10 分');
  await page.getByRole('searchbox').fill('公约');
  await person.tap('搜索');
  await person.reads(/条里找到 1 条/, '参加公约表决一次得 2 分。');
  await page.emulateMedia({ media: 'print' });
  await person.reads(/扫码看最新的办法/);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
}

test('Shi Lan signs up, and takes it back with the undo beside the words', async ({ cast }) => {
  const shift = await cast.patrol({ title: '可以撤销的一班', startsIn: 90 });
  const lan = await cast.neighbour('石岚');
  await lan.open(`/shifts/${shift}`);
  await lan.tap('我要报名');
  await lan.reads('已为您留好名额');
  await lan.tap('撤销');
  await lan.reads('已取消报名');
  await expect(lan.page.getByRole('button', { name: '我要报名' })).toBeVisible();
});

test('Hao Gang taps twice in haste and has one place', async ({ cast }) => {
  const shift = await cast.patrol({ title: '手快的一班', startsIn: 90 });
  const gang = await cast.neighbour('郝刚');
  await gang.open(`/shifts/${shift}`);
  await awake(gang);
  await gang.page.getByRole('button', { name: '我要报名' }).dblclick();
  await gang.reads('已为您留好名额', '您已报名');
  await expect(gang.page.getByText('没有成功')).toHaveCount(0);
  const coordinator = await cast.coordinator();
  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.reads('报名 1，名额 8');
});

test('Tao Min signs up in one tab, and the other tab says that she has', async ({ cast }) => {
  const shift = await cast.patrol({ title: '开了两页的一班', startsIn: 90 });
  const min = await cast.neighbour('陶敏');
  const other = Object.assign(Object.create(min) as Person, {
    page: await min.page.context().newPage()
  });
  await min.open(`/shifts/${shift}`);
  await other.open(`/shifts/${shift}`);
  await min.tap('我要报名');
  await min.reads('您已报名');
  await other.tap('我要报名');
  await other.reads('您已经报过名了，不用再报。', '您已报名');
});

test('Xue Ping gives up the last place, and Lei Hong who waited has it', async ({ cast }) => {
  const shift = await cast.patrol({ title: '只有一个名额', startsIn: 90, capacity: 1 });
  const card = await cast.card();
  const ping = await cast.neighbour('薛萍', { card });
  const hong = await cast.neighbour('雷红', { card });
  await ping.open(`/shifts/${shift}`);
  await ping.tap('我要报名');
  await ping.reads('您已报名');
  await hong.open(`/shifts/${shift}`);
  await hong.tap('加入候补');
  await hong.reads(/已候补第 1 位/);
  await ping.tap('取消报名');
  await ping.reads('已取消报名');
  await hong.page.reload();
  await hong.reads('您已报名');
});

test('The coordinator corrects and withdraws, and Dai Wen reads both on the receipt', async ({
  cast
}) => {
  const shift = await cast.patrol({ title: '记错了时间' });
  const wen = await cast.neighbour('戴文');
  const coordinator = await cast.coordinator();
  await wen.open(`/shifts/${shift}`);
  await wen.tap('我要报名');
  await wen.reads('已为您留好名额');
  await cast.begins(shift, { title: '记错了时间' });

  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.tap(/^到了/);
  await coordinator.reads('已记戴文到场');
  await wen.page.reload();
  await wen.tap('签退');
  await wen.reads(/您已签退/);
  await coordinator.open(`/manage/shifts/${shift}/confirmation`);
  await coordinator.page.getByRole('checkbox', { name: '戴文' }).check();
  await coordinator.page.getByLabel('戴文的分钟数').fill('60');
  await coordinator.tap('确认所选的人');
  await coordinator.reads('已确认 1 人的服务时长');
  await wen.open();
  await wen.reads('另有 10 分公示中');

  await coordinator.open(`/manage/shifts/${shift}`);
  await coordinator.page.getByRole('link', { name: '1 小时' }).click();
  await coordinator.page.getByLabel('分钟数').fill('30');
  await coordinator.page.getByLabel('原因').first().fill('提前半小时离开');
  await coordinator.tap('更正时长');
  await coordinator.reads('已把戴文的时长改为 30 分钟');
  await wen.open();
  await wen.reads('另有 5 分公示中');
  await wen.open(`/shifts/${shift}`);
  await wen.page.getByRole('link', { name: '看积分是怎么算的' }).click();
  await wen.reads('已更正', /提前半小时离开/, /30 分钟|0.5 小时/);
  const receipt = wen.page.url();
  await awake(wen);
  await wen.page.getByRole('link', { name: '再算一遍看看' }).click();
  await wen.reads('与记录一致', '这是在您的手机上算的。');
  await readsTheRules(wen);

  await coordinator.page.getByLabel('原因').last().fill('登记错了人');
  await coordinator.tap('撤回确认');
  await coordinator.reads('已撤回戴文的时长确认');
  await wen.page.goto(receipt);
  await wen.reads('已撤回', /登记错了人/, /提前半小时离开/, '变动经过');
  await wen.open();
  await expect(wen.page.getByText(/另有 \d+ 分公示中/)).toHaveCount(0);
});
