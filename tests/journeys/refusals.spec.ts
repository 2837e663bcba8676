import type { APIResponse } from '@playwright/test';
import { expect, test, type Cast, type Person } from './cast';
import { origin, post } from './town';
import { words, type Language } from './words';

const LANGUAGES: Language[] = ['zh', 'en'];
const PROGRAMMERS_WORDS = /\bat \S+ \(|node_modules|\.ts:\d|\.js:\d|Error:|\bundefined\b|\[object/;

/** What a person reads of an answer, without the page's own scripts. */
async function textOf(answer: APIResponse): Promise<string> {
  const html = await answer.text();
  return html.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ');
}

async function says(answer: APIResponse, language: Language, key: string): Promise<void> {
  const text = await textOf(answer);
  expect.soft(answer.status(), key).toBeLessThan(500);
  expect.soft(text.includes(words(language, key)), `says ${key}`).toBe(true);
  expect.soft(text, key).not.toMatch(PROGRAMMERS_WORDS);
}

/** Sends a command as a page without scripts does. */
const send = (person: Person, command: string, input: Record<string, string>) => {
  const back = `/c/${person.slug}/activities`;
  const key = crypto.randomUUID();
  return post(person.request, `/c/${person.slug}/commands/${command}`, { key, back, ...input });
};

/** Somebody who has just joined and reads this language. */
async function reader(cast: Cast, name: string, language: Language): Promise<Person> {
  const person = await cast.neighbour(name);
  await post(person.request, '/settings/display', { set: language, back: '/' });
  return person;
}

async function strangerWho(cast: Cast, language: Language): Promise<Person> {
  const stranger = await cast.stranger();
  await stranger.page.context().addCookies([{ name: 'locale', value: language, url: origin() }]);
  return stranger;
}

async function codeOf(coordinator: Person, shift: string): Promise<string> {
  await coordinator.open(`/manage/shifts/${shift}`);
  const said = await coordinator.page
    .getByText(/^签到码：/)
    .locator('..')
    .innerText();
  return said.replace(/\D/g, '').slice(-6);
}

for (const language of LANGUAGES) {
  test(`A card that does not open says why (${language})`, async ({ cast }) => {
    const stranger = await strangerWho(cast, language);
    const { request } = stranger;
    const typed = await post(request, '/join', { code: '12345' });
    await says(typed, language, 'communities_refused_card_unknown');
    const code = 'AAAA BBBB CCCC DDDD';
    const another = await post(request, '/join', { code });
    await says(another, language, 'communities_refused_card_unknown');
    expect.soft(await another.text(), 'what was typed stays').toContain(code);
    const unknown = await request.get('/join/yaolin/AAAABBBBCCCCDDDD');
    await says(unknown, language, 'communities_refused_card_unknown');
    const elsewhere = await request.get('/join/nowhere/AAAABBBBCCCCDDDD');
    await says(elsewhere, language, 'communities_refused_card_unknown');
    const card = await cast.card('yaolin', { people: 1 });
    const small = card.split('/').at(-1)?.toLowerCase() ?? '';
    const opened = await post(request, '/join', { code: small });
    expect.soft(opened.url(), 'the code alone says which community').toContain('/join/yaolin/');
    await cast.neighbour('只有一位', { card });
    await says(await request.get(card), language, 'communities_refused_card_used_up');
    const replaced = await request.get(await cast.replacedCard('yaolin'));
    await says(replaced, language, 'communities_refused_card_revoked');
  });

  test(`A wrong phone number and a wrong code say so (${language})`, async ({ cast }) => {
    const { request, phone } = await strangerWho(cast, language);
    const wrong = await post(request, '/sign-in', { phone: '12345', to: '/' });
    await says(wrong, language, 'accounts_refused_phone_invalid');
    const sent = await post(request, '/sign-in', { phone, to: '/' });
    const shown = /\b\d{6}\b/.exec(await textOf(sent))?.[0] ?? '';
    const other = shown === '000000' ? '111111' : '000000';
    const tried = await post(request, '/sign-in/code?/check', { code: other });
    await says(tried, language, 'accounts_refused_code_wrong');
  });

  test(`A shift that is full, begun, over or called off says so (${language})`, async ({
    cast
  }) => {
    const person = await reader(cast, '殷勤', language);
    const neighbour = await cast.neighbour('先到');
    const full = await cast.patrol({ title: '满了', startsIn: 90, capacity: 1 });
    await send(neighbour, 'volunteering.sign_up', { shift_id: full });
    const begun = await cast.patrol({ title: '开始了', startsIn: -10 });
    const off = await cast.patrol({ title: '不办了', startsIn: 90 });
    const coordinator = await cast.coordinator();
    await send(coordinator, 'volunteering.cancel_shift', { shift_id: off, reason: '大风' });
    await coordinator.open('/manage/shifts?view=past');
    const past = await coordinator.page
      .locator('main a[href*="/manage/shifts/"]:not([href$="/new"])')
      .first()
      .getAttribute('href');
    const over = past?.split('/').at(-1) ?? '';
    const expected: [string, string][] = [
      [full, 'volunteering_refused_shift_full'],
      [begun, 'volunteering_refused_shift_started'],
      [off, 'volunteering_refused_shift_cancelled'],
      [over, 'volunteering_refused_shift_over'],
      [crypto.randomUUID(), 'commands_refused_not_found']
    ];
    for (const [shift_id, key] of expected) {
      await says(await send(person, 'volunteering.sign_up', { shift_id }), language, key);
    }
  });

  test(`A check-in that cannot be says why (${language})`, async ({ cast }) => {
    const person = await reader(cast, '鲁莽', language);
    const shift_id = await cast.patrol({ title: '门口要看码' });
    const later = await cast.patrol({ title: '还早着呢', startsIn: 150 });
    const coordinator = await cast.coordinator();
    const code = await codeOf(coordinator, shift_id);
    const wrong = code === '000000' ? '111111' : '000000';
    const checkIn = (input: Record<string, string>) =>
      send(person, 'volunteering.check_in', { shift_id, ...input });
    await says(await checkIn({ code }), language, 'volunteering_refused_not_signed_up');
    await send(person, 'volunteering.sign_up', { shift_id });
    await send(person, 'volunteering.sign_up', { shift_id: later });
    await says(await checkIn({ code: wrong }), language, 'door_refused_check_in_code_wrong');
    const forged = 'Zm9yZ2VkLWZvcmdlZC1mbw';
    await says(await checkIn({ token: forged }), language, 'door_refused_check_in_forged');
    const poster = await person.request.get(`/check-in/yaolin/${shift_id}/${forged}`);
    await says(poster, language, 'door_poster_forged');
    const early = { shift_id: later, code: await codeOf(coordinator, later) };
    await says(await checkIn(early), language, 'door_refused_check_in_early');
  });

  test(`A form that is replayed, broken or not for you says so (${language})`, async ({ cast }) => {
    const person = await reader(cast, '葛优优', language);
    const shift_id = await cast.patrol({ title: '只能用一次', startsIn: 90 });
    const other = await cast.patrol({ title: '另外一班', startsIn: 90 });
    const key = crypto.randomUUID();
    await send(person, 'volunteering.sign_up', { key, shift_id });
    const again = await send(person, 'volunteering.sign_up', { key, shift_id });
    await says(again, language, 'volunteering_done_signed_up');
    const replayed = await send(person, 'volunteering.sign_up', { key, shift_id: other });
    await says(replayed, language, 'commands_refused_key_reused');
    const broken = await send(person, 'volunteering.sign_up', { key: 'x', shift_id });
    await says(broken, language, 'commands_refused_key_malformed');
    const odd = await send(person, 'volunteering.sign_up', { shift_id: 'x' });
    await says(odd, language, 'commands_refused_input_invalid');
    const officers = await send(person, 'volunteering.cancel_shift', { shift_id, reason: '!' });
    await says(officers, language, 'commands_refused_not_allowed');
    const html = { headers: { accept: 'text/html' } };
    for (const path of ['/c/yaolin/manage', '/c/xiandong', '/c/yaolin/shifts/x', '/nothing']) {
      await says(await person.request.get(path, html), language, 'ui_error_missing_title');
    }
  });
}
