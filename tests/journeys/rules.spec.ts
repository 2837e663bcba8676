import { words } from './words';
import { expect, test, type Person } from './cast';
import { useTimeMachine } from './time-machine';

const DAY_MINUTES = 24 * 60;
const DECIDER = '罗志明';
const machine = useTimeMachine();

test('on his phone Chen makes rules from a template, changes a figure, adds a monthly limit, tries them on Mei and on a quarter, and puts them on notice; Mei reads what they mean for her, a second member decides with him, and they are in force', async ({
  cast
}) => {
  const chen = await cast.committee();
  const mei = await cast.enter('yaolin', '王梅');
  const luo = await cast.enter('yaolin', DECIDER);

  const draft = await drafted(chen);
  await chen.page.getByLabel('谁', { exact: true }).selectOption({ label: '一位真实的居民' });
  await chen.page.getByLabel('居民的名字').fill('王梅');
  await chen.tap('按名字查找');
  await chen.reads(/王梅家今年以来的 \d+ 条记录已按草稿算过/);

  await chen.page.getByRole('link', { name: '检查和公示' }).click();
  await chen.page.getByRole('link', { name: '打开试算' }).click();
  await chen.page.waitForURL(/\/replay$/);
  await chen.tap('开始试算');
  await chen.reads('共发积分', /\d+ 户多得，\d+ 户少得/, '按年龄', '70 岁及以上');

  await chen.page.getByRole('link', { name: '检查和公示' }).click();
  await chen.reads(/每 1 小时得 6 分/);
  await chen.page.getByLabel('给居民的说明').fill('请大家看看');
  await chen.tap('开始公示');
  await chen.reads(/已开始公示/);
  await chen.page.getByRole('link', { name: '居民看到的样子' }).click();
  await chen.page.waitForURL(/proposals/);
  await mei.page.goto(chen.page.url());
  await mei.reads('对您有什么影响', /您家得了 .+；要是按新积分办法/);
  await mei.page.getByLabel('您的意见').fill('六分正好');
  await mei.tap('提交意见');
  await mei.reads('意见已提交，谢谢。', '六分正好');
  await luo.page.goto(chen.page.url());
  await luo.reads('王**', /没有得分的记录/);

  machine().letPass(4 * DAY_MINUTES);
  await chen.page.goto(`${draft}/review`);
  await chen.tap('同意公布');
  await chen.reads('您已同意，等另一位成员决定。');
  await luo.page.goto(`${draft}/review`);
  await luo.tap('同意公布');
  await luo.reads(/已公布为第 2 版/);
  await mei.page.goto('/rules/yaolin');
  await mei.reads(/每 1 小时得 6 分/);
});

test('at a computer Chen keeps a test case, goes back and forth and puts rules in another order by keys and by dragging; Luo, without scripts, changes the same figure, and nothing is lost', async ({
  cast
}) => {
  const chen = await cast.committee('yaolin', { viewport: { width: 1280, height: 800 } });
  const luo = await cast.enter('yaolin', DECIDER, { javaScriptEnabled: false });
  const draft = await drafted(chen);
  const limit = patrolOf(chen).getByLabel('上限', { exact: true });

  await chen.page.getByText('存为测试例').click();
  await chen.tap('保存测试例');
  await chen.reads('测试例已保存。', '符合');
  await chen.page.goto(draft, { waitUntil: 'networkidle' });
  await chen.tap('撤销');
  await expect(limit).toHaveCount(0);
  await chen.tap('重做');
  await expect(limit).toHaveValue('10');

  await reordered(chen);
  await addsTwice(chen, draft);
  await luo.page.goto(draft);
  await moved(luo);
  await conflict(chen, luo, draft);
});

const patrolOf = (person: Person) => person.page.locator('[data-item="rules/patrol"]');

/** From the template to a draft with a figure and a limit of its own; gives its address. */
async function drafted(chen: Person): Promise<string> {
  await chen.open('/manage/rules');
  await chen.page.getByRole('link', { name: '起草新积分办法' }).click();
  // The rules in force, which come first, may have the name of the template.
  await chen.page.getByRole('button', { name: '从这份开始 家庭文明积分办法' }).last().click();
  await chen.reads('草稿已建好，可以开始改了。');
  const draft = new URL(chen.page.url()).pathname;
  await chen.page.waitForLoadState('networkidle');

  // Saved by itself; the sentence and the resident beside it follow at once.
  const patrol = patrolOf(chen);
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
  return draft;
}

/** Two more rules and two more limits, one after the other on the page as it stands. */
async function addsTwice(chen: Person, draft: string): Promise<void> {
  const buttons = { rules: '添加这一条', limits: words('zh', 'rulemaking_add_common_cap') };
  for (const [view, label] of Object.entries(buttons)) {
    await chen.page.goto(`${draft}?view=${view}`, { waitUntil: 'networkidle' });
    const cards = chen.page.locator('[data-item]');
    const before = await cards.count();
    for (const more of [1, 2]) {
      await chen.page.getByRole('button', { name: label }).click();
      await expect(cards).toHaveCount(before + more);
    }
    for (const fewer of [1, 0]) {
      await cards.last().getByRole('button', { name: /^删除/ }).click();
      await expect(cards).toHaveCount(before + fewer);
    }
  }
  await chen.page.goto(draft, { waitUntil: 'networkidle' });
}

const firstOf = (person: Person) => person.page.locator('[data-item]').first();

/** By the keys the second rule comes first and stays in hand; with the mouse it goes back. */
async function reordered(chen: Person): Promise<void> {
  const [first, second] = await Promise.all(
    [0, 1].map((at) => chen.page.locator('[data-item]').nth(at).getAttribute('data-item'))
  );
  const item = chen.page.locator(`[data-item="${second}"]`);
  await item.getByRole('button', { name: /^上移/ }).focus();
  await chen.page.keyboard.press('Enter');
  await expect(firstOf(chen)).toHaveAttribute('data-item', second ?? '');
  await expect(item.getByRole('button', { name: /^下移/ })).toBeFocused();

  const dragged = chen.page.locator(`[data-item="${first}"]`).locator('[data-handle]');
  await dragged.scrollIntoViewIfNeeded();
  const [handle, above] = [await dragged.boundingBox(), await item.boundingBox()];
  await chen.page.mouse.move((handle?.x ?? 0) + 5, (handle?.y ?? 0) + 5);
  await chen.page.mouse.down();
  await chen.page.mouse.move(handle?.x ?? 0, Math.max(5, above?.y ?? 0), { steps: 4 });
  const saved = chen.page.waitForResponse((answer) => answer.url().includes('?/save'));
  await chen.page.mouse.up();
  await saved;
  await expect(firstOf(chen)).toHaveAttribute('data-item', first ?? '');
  await chen.page.reload({ waitUntil: 'networkidle' });
  await expect(firstOf(chen)).toHaveAttribute('data-item', first ?? '');
}

/** By its button a rule changes its place. */
async function moved(luo: Person): Promise<void> {
  await luo.page.getByRole('button', { name: '下移 第 1.1 条' }).click();
  await luo.reads('已保存。');
  await expect(firstOf(luo)).toHaveAttribute('data-item', 'rules/performance');
}

/** Both change the same figure: who is second hears of it and chooses; nothing is lost. */
async function conflict(chen: Person, luo: Person, draft: string): Promise<void> {
  const field = (person: Person) => patrolOf(person).getByLabel('得多少分');
  await luo.page.goto(draft);
  await chen.page.goto(draft, { waitUntil: 'networkidle' });
  await field(chen).fill('8');
  await expect(patrolOf(chen).getByText('已保存')).toBeVisible();
  await field(luo).fill('12');
  await patrolOf(luo).getByRole('button', { name: '保存', exact: true }).click();
  await luo.reads('陈建国刚才也改了这一处', /对方改成：.*得 8 分/);
  await expect(field(luo)).toHaveValue('12');
  await luo.tap('用我填的');
  await luo.reads('已保存。');
}
