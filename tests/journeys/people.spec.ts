import { expect, test, type Person } from './cast';

async function signsIn(person: Person, phone: string, to = '/sign-in'): Promise<void> {
  const { page } = person;
  await page.goto(to);
  await page.getByLabel('手机号').fill(phone);
  await person.tap('获取验证码');
  const shown = await page.getByText(/验证码是 \d{6}/).innerText();
  await page.getByLabel('验证码').fill(/\d{6}/.exec(shown)?.[0] ?? '');
  await person.tap('登录');
}

test('A visitor taps Wang Mei on the demo page and is at her home', async ({ cast }) => {
  const visitor = await cast.stranger();
  await visitor.page.goto('/');
  await visitor.page.getByRole('link', { name: '先看看演示' }).click();
  await visitor.tap(/王梅/);
  await visitor.reads('王梅，您好', '本户积分');
});

test('Yuxin acts for her grandmother Mrs Zhang, who reads by whom', async ({ cast }) => {
  const shift = await cast.patrol({ title: '替奶奶报的一班', startsIn: 90 });
  const zhang = await cast.neighbour('张秀英');
  await zhang.open('/mine/helpers');
  const yuxin = await cast.stranger();
  await zhang.page.getByLabel('代办人的姓名').fill('张雨欣');
  await zhang.page.getByLabel('代办人的手机号').fill(yuxin.phone);
  await zhang.tap('请这位家人代办');
  await zhang.reads('已请张雨欣代您办事');

  await signsIn(yuxin, yuxin.phone);
  await yuxin.reads(/您正在为张秀英代办/);
  await yuxin.open(`/shifts/${shift}`);
  await yuxin.tap('我要报名');
  await yuxin.reads('已为您留好名额');

  await zhang.open('/mine/helpers');
  await zhang.reads(/由张雨欣代办/);
  await zhang.open(`/shifts/${shift}`);
  await zhang.reads('您已报名');
  await zhang.open('/mine/helpers');
  await zhang.tap('收回');
  await zhang.reads('已收回张雨欣的代办');
  await yuxin.open(`/shifts/${shift}`);
  await expect(yuxin.page.getByText('替奶奶报的一班')).toHaveCount(0);
});

test('Gu Hua lives in two communities and switches between them', async ({ cast }) => {
  const hua = await cast.neighbour('顾华', { slug: 'yaolin' });
  await hua.page.goto(await cast.card('xiandong'));
  await hua.page.getByLabel('您的姓名').fill('顾华');
  await hua.tap('加入社区');
  await hua.reads('欢迎加入，顾华');
  await expect(hua.page).toHaveURL(/\/c\/xiandong/);
  await hua.page.goto('/c/xiandong/mine/people');
  const yaolin = hua.page.getByRole('listitem').filter({ hasText: '尧林社区' });
  await yaolin.getByRole('button', { name: '进入' }).click();
  await expect(hua.page).toHaveURL(/\/c\/yaolin/);
  await hua.reads('顾华，您好', '本户积分');
});

test('Old Mr and Mrs Ma share a phone, and one taps to act as the other', async ({ cast }) => {
  const card = await cast.card();
  const ma = await cast.neighbour('马大爷', { card });
  await ma.page.goto(card);
  await ma.page.getByLabel('您的姓名').fill('孙阿姨');
  await ma.tap('加入社区');
  await ma.reads('欢迎加入，孙阿姨');
  // One tap from the head of the page.
  await ma.page
    .locator('header')
    .getByRole('link', { name: /孙阿姨/ })
    .click();
  await ma.tap('换成马大爷');
  await ma.open();
  await ma.reads('马大爷，您好');
});

test('Qiu Yan signs out everywhere, and her lost phone is signed out too', async ({ cast }) => {
  const yan = await cast.neighbour('邱燕');
  const lost = await cast.stranger();
  await signsIn(lost, yan.phone);
  await lost.reads('邱燕，您好');
  await yan.open('/mine/devices');
  await yan.tap('在所有设备上退出');
  await yan.reads('您已退出登录');
  await lost.open('/mine');
  await expect(lost.page).toHaveURL(/\/sign-in/);
});

test('Hou Li becomes clerk, sets a password, and signs in with it at the counter', async ({
  cast
}) => {
  const rare = String.fromCodePoint(0x3400 + Math.floor(Math.random() * 6000));
  const li = await cast.neighbour(`侯${rare}`);
  const committee = await cast.committee();
  await committee.open(`/manage/people?q=${encodeURIComponent(li.name)}`);
  await committee.page.getByRole('link', { name: li.name }).first().click();
  await committee.page.getByRole('radio', { name: '值班员' }).check();
  await committee.tap('任命');
  await committee.reads(`${li.name} 现在是值班员`);

  const password = '桃花潭水深千尺，不及汪伦送我情';
  await li.open('/mine/settings');
  await li.page.getByLabel('新密码').fill(password);
  await li.page.getByLabel('再填一次').fill(password);
  await li.tap('保存密码');
  await li.reads('密码已设好');

  const counter = await cast.stranger();
  await counter.page.goto('/sign-in/staff');
  await counter.page.getByLabel('手机号').fill(li.phone);
  await counter.page.getByLabel('密码').fill('李白乘舟将欲行，忽闻岸上踏歌声');
  await counter.tap('登录');
  await counter.reads('手机号或密码不对，请检查后再试。');
  await counter.page.getByLabel('密码').fill(password);
  await counter.tap('登录');
  await counter.reads(`${li.name}，您好`);
});
