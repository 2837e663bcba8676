import sharp from 'sharp';
import {
  approves,
  decides,
  describesHazard,
  objects,
  opensReceipt,
  photo,
  sendsClaim,
  type Decision
} from './claim-steps';
import { expect, test, type Cast, type Look, type Person } from './cast';
import { KEEPING, keepsPage } from './kept';
import { LOOKS, reader } from './reading';

/** A claim from the report to the objection's end; what follows by itself is in later.spec.ts. */
async function playClaim(cast: Cast, look: Look, decision: Decision): Promise<void> {
  const claimant = await cast.neighbour('何苗', { options: look });
  const reviewer = await cast.committee('yaolin', look);
  const neighbour = await cast.neighbour('邻居老吴', { options: look });
  const [me, desk] = [reader(claimant), reader(reviewer)];

  await describesHazard(claimant);
  await me.reads('claims_gives');
  await claimant.reads('+15');
  if (look.javaScriptEnabled === false) await choosesNoPhoto(claimant);
  await choosesPhotos(claimant, look.javaScriptEnabled !== false);
  const claim = await sendsClaim(claimant, '楼道里堆满了纸箱');
  await me.tap('claims_withdraw');
  await me.reads('claims_done_withdrawn');
  await me.tap('claims_restore');
  await me.reads('claims_state_waiting');

  await reviewer.open(`/manage/claims/${claim}`);
  await reviewer.reads('楼道里堆满了纸箱', '+15');
  await keepsNoPlace(reviewer, neighbour);
  await desk.fill('claims_manage_question', '是哪一栋？');
  await desk.tap('claims_manage_ask');
  await desk.reads('claims_done_asked', { name: '何苗' });

  await claimant.open(`/mine/claims/${claim}`);
  await claimant.reads('是哪一栋？');
  await me.fill('claims_answer', '5 栋 2 单元');
  await me.tap('claims_answer_send');
  await me.reads('claims_done_answered');

  await reviewer.open(`/manage/claims/${claim}`);
  await reviewer.reads('5 栋 2 单元');
  await desk.field('claims_manage_reason', 'last').fill('纸箱已经搬走');
  await desk.tap('claims_manage_decline');
  await desk.reads('claims_done_declined', { name: '何苗' });
  await claimant.open(`/mine/claims/${claim}`);
  await claimant.reads('纸箱已经搬走');
  await desk.undo();
  await desk.reads('claims_done_reopened', { name: '何苗' });
  await approves(reviewer, claim);

  const fact = await opensReceipt(claimant, claim);
  await me.reads('points_notice_until');
  await objects(neighbour, fact, '纸箱当天就搬走了');
  await expect(neighbour.page.getByText('何苗')).toHaveCount(0);
  await claimant.open(`/receipts/${fact}`);
  await me.reads('objections_held_text');

  await reviewer.open(`/manage/objections/${fact}`);
  await reviewer.reads('邻居老吴');
  await decides(reviewer, fact, decision, '看过照片了');
  await claimant.open(`/receipts/${fact}`);
  if (decision === 'dismiss') {
    await me.reads('points_notice_until');
    await me.reads('objections_end_dismissed');
  } else {
    await me.reads('points_withdrawn');
    await me.reads('objections_end_upheld');
    await claimant.reads('看过照片了', /[−-]15/);
  }
  await expect(claimant.page.getByText('邻居老吴')).toHaveCount(0);
}

/** Three at once; with scripts they are shown before they are sent, and one can be taken out again. */
async function choosesPhotos(claimant: Person, scripts: boolean): Promise<void> {
  const me = reader(claimant);
  const three = await Promise.all(['stairs.jpg', 'corner.jpg', 'cellar.jpg'].map(photo));
  await me.field('claims_photos').setInputFiles(three);
  if (!scripts) return;
  const shown = claimant.page.locator('form img');
  await expect(shown).toHaveCount(3);
  await me.tap('claims_photo_remove');
  await expect(shown).toHaveCount(2);
  await me.field('claims_photos').setInputFiles(three.slice(0, 1));
  await expect(shown).toHaveCount(3);
  await me.field('claims_photos').setInputFiles([await photo('fourth.jpg')]);
  await me.reads('claims_photos_most', { most: 3 });
  await me.tap('claims_photo_remove');
  await expect(shown).toHaveCount(2);
}

/** What is no photo has words, and what was written stays. */
async function choosesNoPhoto(claimant: Person): Promise<void> {
  const me = reader(claimant);
  await me.fill('claims_note', '东门路灯坏了');
  const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no') };
  await me.field('claims_photos').setInputFiles(file);
  await me.tap('claims_submit');
  await me.reads('claims_refused_picture_unreadable');
  await expect(me.field('claims_note')).toHaveValue('东门路灯坏了');
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

for (const { title, look } of LOOKS) {
  const [decision, end] =
    look.javaScriptEnabled === false
      ? (['uphold', 'is taken back'] as const)
      : (['dismiss', 'stands'] as const);
  test(`He Miao reports a hazard with a photo; it is asked about, declined, approved, objected to and ${end}, ${title}`, async ({
    cast
  }) => {
    await playClaim(cast, look, decision);
  });
}

test('Wen Bo reports without a network; the phone keeps the photo, and both arrive later', async ({
  cast
}) => {
  const bo = await cast.neighbour('文博', { options: KEEPING });
  const context = bo.page.context();
  await bo.open('/mine/claims/new');
  await keepsPage(bo, '/mine/claims/new/hazard-report');
  await context.setOffline(true);
  await bo.page.reload();
  await bo.page.getByText('紧急', { exact: true }).click();
  await bo.tap('下一步');
  await bo.reads(/现在没有网络，算不出能得几分/);
  await bo.page.getByLabel('经过').fill('配电箱敞着');
  const three = await Promise.all(['box.jpg', 'wire.jpg', 'door.jpg'].map(photo));
  await bo.page.locator('input[type="file"]').setInputFiles(three);
  await bo.tap('提交申报');
  await bo.reads('1 件待发送');
  await bo.page.close();

  const again = Object.assign(bo, { page: await context.newPage() });
  await again.open('/mine/claims/new/hazard-report');
  await again.reads('1 件待发送');
  await context.setOffline(false);
  await again.reads(/已送到：提交申报/);
  await again.open('/mine/claims');
  const sent = again.page.getByRole('link', { name: /上报安全隐患/ });
  await expect(sent).toHaveCount(1);
  await sent.click();
  await again.reads('配电箱敞着', '待审核');
  await expect(again.page.locator('main img')).toHaveCount(3);
  const picture = again.page.locator('main img').last();
  await picture.scrollIntoViewIfNeeded();
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600);
});
