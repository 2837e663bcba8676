import { decides, givesPoints, objects } from './claim-steps';
import { expect, test, type Person } from './cast';
import { LOOKS, reader } from './reading';
import { useTimeMachine } from './time-machine';
import { newPhone } from './town';
import { words, type Language } from './words';

const CODE_MINUTES = 5;
const CARD_DAYS = 180;
const MINUTES_PER_DAY = 24 * 60;
/** By the rules of Yaolin three whole days: those after the day on which they were given. */
const NOTICE_DAYS = 4;

const LANGUAGES: Language[] = ['zh', 'en'];

const machine = useTimeMachine();

test('Points are posted by themselves when their notice ends while nobody serves; those objected to wait for the committee', async ({
  cast
}) => {
  const committee = await cast.committee();
  const claimants = await Promise.all(
    LOOKS.map(({ look }) => cast.neighbour('何苗', { options: look }))
  );
  for (const claimant of claimants) await getsPendingPoints(claimant, committee);
  const doubted = await cast.neighbour('兰姨');
  const held = await getsPendingPoints(doubted, committee);
  await objects(await cast.neighbour('邻居老吴'), held, '那天我也在，没有这回事');

  await machine().restart(NOTICE_DAYS * MINUTES_PER_DAY);
  for (const claimant of claimants) await comesToRead(claimant, 'points_posted');

  // The clock stood still for the others: all of the notice is left after the decision.
  await comesToRead(doubted, 'objections_held_text');
  await decides(committee, held, 'dismiss', '有照片为证');
  await comesToRead(doubted, 'points_notice_until');
});

/** Sees the points of a hazard as they wait; gives the fact. */
async function getsPendingPoints(claimant: Person, committee: Person): Promise<string> {
  const fact = await givesPoints(claimant, committee);
  await claimant.open(`/receipts/${fact}`);
  await reader(claimant).reads('points_notice_until');
  return fact;
}

/** Looks until it is so: jobs begin with the app, and a slow network shows what the phone has kept. */
async function comesToRead({ page, language }: Person, key: string): Promise<void> {
  const text = page.getByText(words(language, key)).first();
  await expect(async () => {
    await page.reload();
    await expect(text).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test('A code is too old after five minutes and a card after half a year, and both say so', async ({
  cast
}) => {
  const phones: Person[] = [];
  for (const language of LANGUAGES) {
    const phone = await cast.stranger('yaolin', { locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
    phones.push(Object.assign(phone, { language }));
  }
  for (const { page } of phones) {
    await page.goto('/sign-in');
    await page.locator('input[type="tel"]').fill(newPhone());
    await page.locator('main button[type="submit"]').click();
    await page.waitForURL(/\/sign-in\/code/);
  }
  machine().letPass(CODE_MINUTES + 1);
  for (const phone of phones) {
    const { page } = phone;
    const shown = /\b\d{6}\b/.exec(await page.locator('main').innerText())?.[0] ?? '';
    await page.locator('input[inputmode="numeric"]').fill(shown);
    await page.locator('form[action*="check"] button[type="submit"]').click();
    await reader(phone).reads('accounts_refused_code_expired');
  }

  const card = await cast.card();
  machine().letPass(CARD_DAYS * MINUTES_PER_DAY);
  for (const phone of phones) {
    await phone.page.goto(card);
    await reader(phone).reads('communities_refused_card_expired');
  }
});
