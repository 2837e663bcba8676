import { expect, test, type Person } from './cast';
import { useTimeMachine } from './time-machine';
import { post } from './town';

const DAY_MINUTES = 24 * 60;
const machine = useTimeMachine();

test('Chen makes rules from a template, changes a figure, adds a monthly limit, tries it on a resident, puts it on notice; a second member decides, and it is in force', async ({
  cast
}) => {
  const chen = await cast.committee();
  const lan = await cast.neighbour('石岚', { options: { javaScriptEnabled: false } });
  await appointed(chen, lan);

  await chen.open('/manage/rules');
  await chen.page.getByRole('link', { name: '起草新规则' }).click();
  await chen.tap('从这份开始 家庭文明积分办法');
  await chen.reads('草稿已建好，可以开始改了。');
  const draft = new URL(chen.page.url()).pathname;
  await chen.page.waitForLoadState('networkidle');

  // Saved by itself; the sentence and the resident beside it follow at once.
  const patrol = chen.page.locator('[data-item="rules/patrol"]');
  await patrol.getByLabel('得多少分').fill('6');
  await expect(patrol).toContainText('每 1 小时得 6 分');
  await expect(patrol.getByText('已保存')).toBeVisible();
  await patrol.getByText('加一句、换算法').click();
  await patrol.getByRole('button', { name: '加上限' }).click();
  await patrol.getByLabel('上限', { exact: true }).fill('10');
  await expect(patrol).toContainText('每户每月最多 10 分');
  await expect(patrol.getByText('已保存')).toBeVisible();
  await chen.page.getByLabel('做了什么').selectOption({ label: '参加巡逻' });
  await chen.page.getByLabel('多少', { exact: true }).fill('2');
  await chen.reads('10 分', /本户本月还可得 10，故得 10/);
  await chen.page.getByText('存为测试例').click();
  await chen.tap('保存测试例');
  await chen.reads('测试例已保存。', '符合');

  // What was saved is there again, and goes back and forth.
  await chen.page.reload({ waitUntil: 'networkidle' });
  await expect(patrol.getByLabel('上限', { exact: true })).toHaveValue('10');
  await chen.tap('撤销');
  await expect(patrol.getByLabel('上限', { exact: true })).toHaveCount(0);
  await chen.tap('重做');
  await expect(patrol.getByLabel('上限', { exact: true })).toHaveValue('10');

  // Lan, without scripts, changes another rule from what she had read, and the same one.
  await lan.page.goto(draft);
  await moved(lan);
  await conflict(chen, lan, draft);

  await chen.page.goto(draft);
  await chen.page.getByRole('link', { name: '检查和公示' }).click();
  await chen.page.waitForLoadState('networkidle');
  await chen.reads(/每 1 小时得 12 分/);
  await chen.page.getByLabel('给居民的说明').fill('请大家看看');
  await chen.tap('开始公示');
  await chen.reads(/已开始公示/);
  await chen.page.getByRole('link', { name: '居民看到的样子' }).click();
  await chen.page.waitForURL(/proposals/);
  await lan.page.goto(chen.page.url());
  await lan.page.getByLabel('您的意见').fill('十二分正好');
  await lan.tap('提交意见');
  await lan.reads('意见已提交，谢谢。', '十二分正好');
  await chen.page.reload();
  await chen.reads('石**');

  machine().letPass(4 * DAY_MINUTES);
  await chen.page.goto(`${draft}/review`);
  await chen.tap('同意公布');
  await chen.reads('您已同意，等另一位成员决定。');
  await lan.page.goto(`${draft}/review`);
  await lan.tap('同意公布');
  await lan.reads(/已公布为第 2 版/);
  await lan.page.goto('/rules/yaolin');
  await lan.reads(/每 1 小时得 12 分/);
});

/** Chen gives a neighbour a seat on the committee. */
async function appointed(chen: Person, { name, slug }: Person): Promise<void> {
  const list = await chen.request.get(`/c/${slug}/manage/people?q=${encodeURIComponent(name)}`);
  const member_id = /people\/([0-9a-f-]{36})/.exec(await list.text())?.[1] ?? '';
  const form = { key: crypto.randomUUID(), back: '/', member_id, office: 'committee' };
  await post(chen.request, `/c/${slug}/commands/communities.appoint`, form);
}

/** By its button a rule changes its place. */
async function moved(lan: Person): Promise<void> {
  await lan.page.getByRole('button', { name: '下移 第 1.1 条' }).click();
  await lan.reads('已保存。');
  await expect(lan.page.locator('[data-item]').first()).toHaveAttribute(
    'data-item',
    'rules/performance'
  );
}

/** Both change the same figure: who is second hears of it and chooses; nothing is lost. */
async function conflict(chen: Person, lan: Person, draft: string): Promise<void> {
  const field = (person: Person) =>
    person.page.locator('[data-item="rules/patrol"]').getByLabel('得多少分');
  await lan.page.goto(draft);
  await chen.page.goto(draft, { waitUntil: 'networkidle' });
  await field(chen).fill('8');
  await expect(chen.page.locator('[data-item="rules/patrol"]').getByText('已保存')).toBeVisible();
  await field(lan).fill('12');
  await lan.page
    .locator('[data-item="rules/patrol"]')
    .getByRole('button', { name: '保存', exact: true })
    .click();
  await lan.reads('陈建国刚才也改了这一处', /对方改成：.*得 8 分/);
  await expect(field(lan)).toHaveValue('12');
  await lan.tap('用我填的');
  await lan.reads('已保存。');
}
