import sharp from 'sharp';
import { expect, test, type Cast, type Person } from './cast';
import { keepsPage } from './kept';
import { words, type Language } from './words';

/** A photo as phones take it, with the place where it was taken. */
async function photo(name: string) {
  const buffer = await sharp({
    create: {
      width: 2400,
      height: 1800,
      channels: 3,
      background: '#7a8c6e',
      noise: { type: 'gaussian', mean: 128, sigma: 30 }
    }
  })
    .withExif({ IFD3: { GPSLatitude: '32/1 8/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** Taps and fills by the app's words, in the language of the reader. */
const by = ({ page }: Person, language: Language) => ({
  tap: (key: string) =>
    page
      .locator('main')
      .getByRole('button', { name: words(language, key) })
      .first()
      .click(),
  fill: (key: string, text: string, at: 'first' | 'last' = 'first') =>
    page.getByLabel(words(language, key))[at]().fill(text),
  reads: (key: string) =>
    expect(page.getByText(words(language, key)).filter({ visible: true }).first()).toBeVisible()
});

/** To the third step, where it says what the hazard would give. */
async function describesHazard(claimant: Person, language: Language): Promise<void> {
  const { page } = claimant;
  await claimant.open('/mine/claims/new');
  await page
    .getByRole('link', { name: language === 'zh' ? '上报安全隐患' : 'Reporting a hazard' })
    .click();
  await page.getByText(language === 'zh' ? '紧急' : 'urgent', { exact: true }).click();
  await by(claimant, language).tap('claims_next');
}

const claimIn = (person: Person) => /claims\/([0-9a-f-]{36})/.exec(person.page.url())?.[1] ?? '';

/** A claim from the report to the objection's end, as it goes in `language`. */
async function playClaim(
  cast: Cast,
  language: Language,
  options: { javaScriptEnabled?: boolean } = {}
): Promise<void> {
  const hasScripts = options.javaScriptEnabled !== false;
  const claimant = await cast.neighbour(hasScripts ? '何苗' : 'Anna Weber', { options });
  const reviewer = await cast.committee('yaolin', options);
  const neighbour = await cast.neighbour('邻居老吴', { options });
  for (const { page } of [claimant, reviewer, neighbour]) {
    const url = page.url() === 'about:blank' ? (process.env.JOURNEYS_ORIGIN ?? '') : page.url();
    await page.context().addCookies([
      { name: 'locale', value: language, url },
      { name: 'mode', value: hasScripts ? 'normal' : 'elder', url }
    ]);
  }
  const [me, desk, other] = [claimant, reviewer, neighbour].map((one) => by(one, language));
  if (!me || !desk || !other) throw new Error('three people take part');

  await describesHazard(claimant, language);
  await me.reads('claims_gives');
  await expect(claimant.page.getByText('+15', { exact: false }).first()).toBeVisible();
  await me.fill('claims_note', '楼道里堆满了纸箱');
  await claimant.page.locator('input[type="file"]').setInputFiles([await photo('stairs.jpg')]);
  await me.tap('claims_submit');
  await me.reads('claims_done_sent');
  const claim = claimIn(claimant);

  await reviewer.open(`/manage/claims/${claim}`);
  await expect(reviewer.page.getByText('楼道里堆满了纸箱')).toBeVisible();
  await expect(reviewer.page.getByText('+15', { exact: false }).first()).toBeVisible();
  await keepsNoPlace(reviewer, neighbour);
  await desk.fill('claims_manage_question', '是哪一栋？');
  await desk.tap('claims_manage_ask');
  await desk.reads('claims_done_asked');

  await claimant.open(`/mine/claims/${claim}`);
  await expect(claimant.page.getByText('是哪一栋？').first()).toBeVisible();
  await me.fill('claims_answer', '5 栋 2 单元');
  await me.tap('claims_answer_send');
  await me.reads('claims_done_answered');

  await reviewer.open(`/manage/claims/${claim}`);
  await expect(reviewer.page.getByText('5 栋 2 单元')).toBeVisible();
  await desk.tap('claims_manage_approve');
  await reviewer.page.waitForURL(/manage\/claims\?/);
  await claimant.open(`/mine/claims/${claim}`);
  await claimant.page.getByRole('link', { name: words(language, 'claims_receipt') }).click();
  const fact = /receipts\/([0-9a-f-]{36})/.exec(await urlAfter(claimant, /receipts/))?.[1] ?? '';

  await neighbour.open('/notice-board');
  await neighbour.page.locator(`a[href$="/notice-board/${fact}"]`).click();
  await expect(neighbour.page.getByText('何苗')).toHaveCount(0);
  await other.fill('objections_raise_reason', '纸箱当天就搬走了');
  await other.tap('objections_raise');
  await other.reads('objections_done_raised');
  await claimant.open(`/receipts/${fact}`);
  await me.reads('objections_held_text');

  await reviewer.open(`/manage/objections/${fact}`);
  await expect(reviewer.page.getByText('邻居老吴').first()).toBeVisible();
  await desk.fill('objections_manage_reason', '有照片为证');
  await desk.tap('objections_manage_dismiss');
  await desk.reads('objections_done_dismissed');
  await claimant.open(`/receipts/${fact}`);
  await me.reads('objections_end_dismissed');
  await expect(claimant.page.getByText('邻居老吴')).toHaveCount(0);
}

async function urlAfter({ page }: Person, url: RegExp): Promise<string> {
  await page.waitForURL(url);
  return page.url();
}

/** The reviewer gets the photo without its place; a neighbour does not get it at all. */
async function keepsNoPlace(reviewer: Person, neighbour: Person): Promise<void> {
  const src = (await reviewer.page.locator('main img').first().getAttribute('src')) ?? '';
  const answer = await reviewer.request.get(src);
  expect(answer.headers()['cache-control']).toBe('private, no-store');
  const { exif, width, format } = await sharp(await answer.body()).metadata();
  expect({ exif, width, format }).toEqual({ exif: undefined, width: 1600, format: 'webp' });
  expect((await neighbour.request.get(src)).status()).toBe(404);
}

test('He Miao reports a hazard with a photo; it is asked about, approved, objected to and stands', async ({
  cast
}) => {
  await playClaim(cast, 'zh');
});

test('the same in English, in the elder view and without scripts', async ({ cast }) => {
  await playClaim(cast, 'en', { javaScriptEnabled: false });
});

test('Without scripts a claim is taken back and sent again, a photo that is none has words, and declining can be undone', async ({
  cast
}) => {
  const lan = await cast.neighbour('兰姨', { options: { javaScriptEnabled: false } });
  const chen = await cast.committee('yaolin', { javaScriptEnabled: false });
  await describesHazard(lan, 'zh');
  await lan.page.getByLabel('经过').fill('东门路灯坏了');
  const file = lan.page.locator('input[type="file"]');
  await file.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no') });
  await lan.tap('提交申报');
  await lan.reads('选的文件不是能打开的照片');
  await expect(lan.page.getByLabel('经过')).toHaveValue('东门路灯坏了');
  await lan.tap('提交申报');
  await lan.reads('已提交');
  await lan.tap('撤回申报');
  await lan.reads('已撤回这次申报。');
  await lan.tap('重新提交');
  await lan.reads('待审核');

  await chen.open(`/manage/claims/${claimIn(lan)}`);
  await chen.page.getByLabel('原因', { exact: true }).fill('路灯已报修');
  await chen.tap('不通过');
  await chen.reads(/已退回兰姨的申报/);
  await chen.tap('撤销');
  await chen.reads(/兰姨的申报重新待审核/);
});

test('Wen Bo reports without a network; the phone keeps the photo, and both arrive later', async ({
  cast
}) => {
  const bo = await cast.neighbour('文博');
  const context = bo.page.context();
  await bo.open('/mine/claims/new');
  await keepsPage(bo, '/mine/claims/new/hazard-report');
  await context.setOffline(true);
  await bo.page.reload();
  await bo.page.getByText('紧急', { exact: true }).click();
  await bo.tap('下一步');
  await bo.reads(/现在没有网络，算不出能得几分/);
  await bo.page.getByLabel('经过').fill('配电箱敞着');
  await bo.page.locator('input[type="file"]').setInputFiles([await photo('box.jpg')]);
  await bo.tap('提交申报');
  await bo.reads('1 件待发送');
  await bo.page.close();

  const again = Object.assign(bo, { page: await context.newPage() });
  await again.open('/mine/claims/new/hazard-report');
  await again.reads('1 件待发送');
  await context.setOffline(false);
  await again.reads(/已送到：提交申报/);
  await again.open('/mine/claims');
  await again.page.getByRole('link', { name: /上报安全隐患/ }).click();
  await again.reads('配电箱敞着', '待审核');
  const picture = again.page.locator('main img').first();
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600);
});
