import type { Locator } from '@playwright/test';
import { expect, test, type Cast, type Look, type Person } from './cast';
import { givesPoints } from './claim-steps';
import { LOOKS, reader } from './reading';

/** The second of the committee, in the community whose residents voted for a list. */
const DEPUTY = '叶秋萍';
const REASON = '车停在消防通道上，挡了半小时';

/** From the proposal to the return; who else learns nothing of it is told beside the commands. */
async function playDeduction(cast: Cast, look: Look, name: string): Promise<void> {
  const committee = await cast.committee('xiandong', look);
  const deputy = await cast.enter('xiandong', DEPUTY, look);
  const resident = await cast.neighbour(name, { slug: 'xiandong', options: look });
  const [desk, second, me] = [reader(committee), reader(deputy), reader(resident)];
  await givesPoints(resident, committee);

  await committee.open('/manage/deductions');
  await desk.fill('deductions_find_label', name);
  await desk.tap('ui_search');
  await desk.fill('deductions_reason', REASON);
  await desk.tap('deductions_propose');
  await desk.reads('deductions_done_proposed');
  await expect(button(committee, cardOf(committee, name), 'deductions_confirm')).toHaveCount(0);
  await resident.open('/mine/deductions');
  await me.reads('deductions_mine_none');

  await deputy.open('/manage/deductions');
  await button(deputy, cardOf(deputy, name), 'deductions_confirm').click();
  await second.reads('deductions_done_confirmed');

  await resident.open('/mine');
  await me.reads('deductions_mine_open', { count: 1 });
  await me.follow('deductions_link');
  await resident.reads(REASON);
  await me.reads('deductions_state_taken');
  await me.fill('deductions_object_reason', '那是亲戚的车，已经开走了');
  await me.tap('deductions_object');
  await me.reads('deductions_done_objected');
  await me.reads('deductions_answer_due');

  await committee.open('/manage/deductions');
  const card = cardOf(committee, name);
  await expect(card).toContainText('那是亲戚的车');
  await card.getByLabel(desk.words('deductions_withdraw_reason')).fill('核实过了，不该扣');
  await button(committee, card, 'deductions_withdraw').click();
  await desk.reads('deductions_done_withdrawn');
  await resident.open('/mine/deductions');
  await resident.reads(/核实过了，不该扣/);
  await me.reads('deductions_state_withdrawn');
}

const cardOf = ({ page }: Person, name: string): Locator =>
  page.locator('section.card').filter({ hasText: name }).last();

const button = (person: Person, card: Locator, key: string): Locator =>
  card.getByRole('button', { name: reader(person).words(key) });

for (const [index, { title, look }] of LOOKS.entries()) {
  test(`Points are taken from a resident by two officers, objected to and given back, ${title}`, async ({
    cast
  }) => {
    await playDeduction(cast, look, ['唐雨', '唐雪'][index] ?? '');
  });
}
