import sharp from 'sharp';
import { expect, type Person } from './cast';
import { reader } from './reading';
import { post } from './town';

const HAZARD = {
  zh: { activity: '上报安全隐患', urgent: '紧急' },
  en: { activity: 'Reporting a hazard', urgent: 'urgent' }
};

/** A photo as phones take it, with the place where it was taken. */
export const photo = async (name: string) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await picture()
});

let taken: Promise<Buffer> | undefined;

const picture = (): Promise<Buffer> =>
  (taken ??= sharp({
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
    .toBuffer());

/** Says what the hazard was, as far as the last step: there it says what it would give. */
export async function describesHazard(claimant: Person): Promise<void> {
  const { page, language } = claimant;
  await claimant.open('/mine/claims/new');
  await page.getByRole('link', { name: HAZARD[language].activity }).click();
  await page.getByText(HAZARD[language].urgent, { exact: true }).click();
  await reader(claimant).tap('claims_next');
}

/** Sends a claim that was described; gives its id. */
export async function sendsClaim(claimant: Person, note: string): Promise<string> {
  const me = reader(claimant);
  await me.fill('claims_note', note);
  await me.tap('claims_submit');
  await me.reads('claims_done_sent');
  return idIn(claimant.page.url(), 'claims');
}

export async function approves(reviewer: Person, claim: string): Promise<void> {
  if (!reviewer.page.url().includes(claim)) await reviewer.open(`/manage/claims/${claim}`);
  await reader(reviewer).tap('claims_manage_approve');
  await reviewer.page.waitForURL(/manage\/claims\?/);
}

/** From an approved claim to its receipt; gives the fact. */
export async function opensReceipt(claimant: Person, claim: string): Promise<string> {
  await claimant.open(`/mine/claims/${claim}`);
  await reader(claimant).follow('claims_receipt');
  await claimant.page.waitForURL(/receipts/);
  return idIn(claimant.page.url(), 'receipts');
}

/** A hazard that was reported and approved, without drawing the pages; gives the fact. */
export async function givesPoints(claimant: Person, reviewer: Person): Promise<string> {
  const [mine, manage] = [`/c/${claimant.slug}/mine/claims`, `/c/${reviewer.slug}/manage/claims`];
  const sent = await post(claimant.request, `${mine}/new/hazard-report`, {
    key: crypto.randomUUID(),
    activity: 'hazard-report',
    occurred_on: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(),
    quantity: '1',
    attribute_danger: 'urgent',
    note: '窨井盖松了'
  });
  const claim = idIn(sent.url(), 'claims');
  await post(reviewer.request, `${manage}/${claim}?/approve`, {
    key: crypto.randomUUID(),
    claim_id: claim,
    quantity: '1',
    reason: ''
  });
  return idIn(await (await claimant.request.get(`${mine}/${claim}`)).text(), 'receipts');
}

/** Finds the points on the notice board and says what is wrong with them. */
export async function objects(neighbour: Person, fact: string, reason: string): Promise<void> {
  const other = reader(neighbour);
  await neighbour.open('/notice-board');
  await neighbour.page.locator(`a[href$="/notice-board/${fact}"]`).click();
  await other.fill('objections_raise_reason', reason);
  await other.tap('objections_raise');
  await other.reads('objections_done_raised');
}

export type Decision = 'dismiss' | 'uphold';

/** Decides on an objection: the points stay, or are taken back. */
export async function decides(
  committee: Person,
  fact: string,
  decision: Decision,
  reason: string
): Promise<void> {
  const desk = reader(committee);
  await committee.open(`/manage/objections/${fact}`);
  await desk
    .field('objections_manage_reason', decision === 'dismiss' ? 'first' : 'last')
    .fill(reason);
  await desk.tap(`objections_manage_${decision}`);
  await desk.reads(`objections_done_${decision === 'dismiss' ? 'dismissed' : 'upheld'}`);
}

function idIn(text: string, thing: string): string {
  const id = new RegExp(`${thing}/([0-9a-f-]{36})`).exec(text)?.[1];
  expect(id, `there is the address of one of the ${thing}`).toBeTruthy();
  return id ?? '';
}
