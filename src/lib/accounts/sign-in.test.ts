import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { accountOfPhone } from './accounts.server';
import { issueCode, redeemCode } from './codes.server';
import { network, openLimits, codeRequest } from './limits.server';
import { checkPassword, setPassword } from './password.server';
import { normalisePhone } from './phone';
import { openPhones } from './phone.server';
import { hashSessionId, openSessions } from './sessions.server';
import { openSms, webhookSms } from './sms.server';
import { isPublicAddress, publicLookup } from './public-address.server';
import { accounts, rate_limits, sessions, sign_in_codes } from './tables.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const phones = openPhones('the secret of the sign-in tests, long enough');
const noon = new Date('2026-11-23T04:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
let numbers = 0;
const newPhone = () => normalisePhone(`138${String(10_000_000 + numbers++)}`)!;
const wrongFor = (code: string) => (code === '111111' ? '222222' : '111111');

test("Mei's code signs her in once, also typed in full-width digits, and never again", async () => {
  const mei = newPhone();
  const code = await issueCode(db.sql, phones, mei, noon);
  const typed = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  expect(await redeemCode(db.sql, phones, mei, typed, later(4.9))).toEqual({ ok: true });
  expect(await redeemCode(db.sql, phones, mei, code, later(4.9))).toEqual({
    refused: 'code_missing'
  });
});

test("Mei's code entered by two hands at once signs in one of them", async () => {
  const mei = newPhone();
  const code = await issueCode(db.sql, phones, mei, noon);
  const both = await Promise.all([1, 2].map(() => redeemCode(db.sql, phones, mei, code, noon)));
  expect(both.filter((one) => 'ok' in one)).toHaveLength(1);
});

test('after five minutes the code has expired', async () => {
  const mei = newPhone();
  const code = await issueCode(db.sql, phones, mei, noon);
  expect(await redeemCode(db.sql, phones, mei, code, later(5))).toEqual({
    refused: 'code_expired'
  });
});

test('five wrong tries use the code up, and the right one comes too late', async () => {
  const mei = newPhone();
  const code = await issueCode(db.sql, phones, mei, noon);
  const tries = [];
  for (let tried = 0; tried < 5; tried++) {
    tries.push(await redeemCode(db.sql, phones, mei, wrongFor(code), noon));
  }
  expect(tries[0]).toEqual({ refused: 'code_wrong', params: { left: 4 } });
  expect(tries[4]).toEqual({ refused: 'code_used_up' });
  expect(await redeemCode(db.sql, phones, mei, code, noon)).toEqual({ refused: 'code_used_up' });
});

test('a new code replaces the old one, with five new tries', async () => {
  const mei = newPhone();
  const first = await issueCode(db.sql, phones, mei, noon);
  await redeemCode(db.sql, phones, mei, wrongFor(first), noon);
  let second = await issueCode(db.sql, phones, mei, later(1));
  while (second === first) second = await issueCode(db.sql, phones, mei, later(1));
  expect(await redeemCode(db.sql, phones, mei, first, later(2))).toEqual({
    refused: 'code_wrong',
    params: { left: 4 }
  });
  expect(await redeemCode(db.sql, phones, mei, second, later(2))).toEqual({ ok: true });
});

test("Wei's code does not sign Mei in, and neither number nor code is stored in the clear", async () => {
  const [mei, wei] = [newPhone(), newPhone()];
  const code = await issueCode(db.sql, phones, wei, noon);
  await issueCode(db.sql, phones, mei, noon);
  const meis = await issueCode(db.sql, phones, mei, noon);
  if (meis !== code) {
    expect(await redeemCode(db.sql, phones, mei, code, noon)).toHaveProperty('refused');
  }
  const stored = JSON.stringify(await db.sql.select().from(sign_in_codes));
  expect(stored).not.toContain(wei);
  expect(stored).not.toContain(`"${code}"`);
});

test('two requests at once open one account for one phone', async () => {
  const mei = newPhone();
  const both = await Promise.all([1, 2].map(() => accountOfPhone(db.sql, phones, mei, noon)));
  expect(both[0]!.accountId).toBe(both[1]!.accountId);
  expect(both.filter(({ isNew }) => isNew)).toHaveLength(1);
});

test('only the hash of a session is stored, and signing in again ends the session before', async () => {
  const all = openSessions(db);
  const { accountId } = await accountOfPhone(db.sql, phones, newPhone(), noon);
  const first = await all.start(accountId, 'MicroMessenger', null);
  const stored = await db.sql.select().from(sessions).where(eq(sessions.account_id, accountId));
  expect(stored.map((row) => row.id_hash)).toEqual([hashSessionId(first)]);
  expect(JSON.stringify(stored)).not.toContain(first);
  expect(await all.validate(hashSessionId(first))).toBeNull();

  const second = await all.start(accountId, 'MicroMessenger', first);
  expect(await all.validate(first)).toBeNull();
  expect((await all.validate(second))?.account.id).toBe(accountId);
});

test("Mei signs out one lost phone, then everywhere; Wei's session stays", async () => {
  const all = openSessions(db);
  const [mei, wei] = [
    await accountOfPhone(db.sql, phones, newPhone(), noon),
    await accountOfPhone(db.sql, phones, newPhone(), noon)
  ];
  const ids = [];
  for (const device of ['phone', 'tablet', 'office']) {
    ids.push(await all.start(mei.accountId, device, null));
  }
  const weis = await all.start(wei.accountId, 'phone', null);
  await all.endOne(mei.accountId, hashSessionId(ids[0]!));
  await all.endOne(mei.accountId, hashSessionId(weis));
  expect((await all.list(mei.accountId)).map((one) => one.device).sort()).toEqual([
    'office',
    'tablet'
  ]);
  await all.endAll(mei.accountId);
  expect(await all.list(mei.accountId)).toEqual([]);
  expect(await all.validate(ids[1]!)).toBeNull();
  expect((await all.validate(weis))?.account.id).toBe(wei.accountId);
});

test("the clerk's password opens the account; a short one, another one and an unknown phone do not", async () => {
  const qian = newPhone();
  const { accountId } = await accountOfPhone(db.sql, phones, qian, noon);
  const password = '居民之家的钥匙在门卫老张那里';
  expect(await setPassword(db.sql, accountId, password, password)).toHaveProperty(
    'refused',
    'password_short'
  );
  const good = `${password}二楼`;
  expect(await setPassword(db.sql, accountId, good, password)).toHaveProperty(
    'refused',
    'password_differs'
  );
  const refused = { refused: 'password_wrong' };
  expect(await checkPassword(db.sql, phones, qian, good)).toEqual(refused);
  expect(await setPassword(db.sql, accountId, good, good)).toEqual({ ok: true });
  expect(await checkPassword(db.sql, phones, qian, good)).toEqual({ ok: true, accountId });
  expect(await checkPassword(db.sql, phones, qian, good + ' ')).toEqual(refused);
  expect(await checkPassword(db.sql, phones, newPhone(), good)).toEqual(refused);
  const [stored] = await db.sql.select().from(accounts).where(eq(accounts.id, accountId));
  expect(stored?.password_hash).toMatch(/^\$argon2id\$/);
});

test('the seventh code within an hour is refused with the minutes to wait, for that phone only', async () => {
  const limits = openLimits(db.sql, phones);
  const [mei, wei] = [newPhone(), newPhone()];
  for (let asked = 0; asked < 6; asked++) {
    expect(await limits.count(...codeRequest(mei, '10.0.0.7'))).toEqual({ ok: true });
  }
  const seventh = await limits.count(...codeRequest(mei, '10.0.0.7'));
  expect(seventh).toMatchObject({ refused: 'too_often' });
  expect('params' in seventh && Number(seventh.params?.minutes)).toBeGreaterThan(50);
  expect(await limits.count(...codeRequest(wei, '10.0.0.7'))).toEqual({ ok: true });
  const stored = JSON.stringify(await db.sql.select().from(rate_limits));
  expect(stored).not.toContain(mei);
  expect(stored).not.toContain('10.0.0.7');
});

test('looking at a limit does not count, and processes count together', async () => {
  const [here, there] = [openLimits(db.sql, phones), openLimits(db.sql, phones)];
  const from = network('2001:DB8:1:2::9');
  expect(network('2001:db8:0001:2:ffff::1')).toBe(from);
  for (let wrong = 0; wrong < 40; wrong++) {
    expect(await here.look(['wrong_card_by_address', from])).toEqual({ ok: true });
    await (wrong % 2 ? here : there).count(['wrong_card_by_address', from]);
  }
  expect(await there.look(['wrong_card_by_address', from])).toHaveProperty('refused', 'too_often');
  expect(await there.look(['wrong_card_by_address', network('10.1.1.1')])).toEqual({ ok: true });
});

test('without a gateway only a demo shows the code; elsewhere the page says that there is none', async () => {
  const words = { code: '123456', words: '' };
  expect(await openSms({}, async () => true).sendCode(newPhone(), words)).toEqual({
    ok: true,
    shown: true
  });
  expect(await openSms({}, async () => false).sendCode(newPhone(), words)).toEqual({
    refused: 'sms_not_configured'
  });
});

test('a webhook never reaches private addresses, by number or by name', async () => {
  for (const address of [
    '127.0.0.1',
    '10.2.3.4',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:192.168.0.1'
  ]) {
    expect(isPublicAddress(address)).toBe(false);
  }
  expect(isPublicAddress('114.114.114.114')).toBe(true);
  expect(isPublicAddress('2400:3200::1')).toBe(true);
  expect(() => webhookSms('http://example.com/sms', '')).toThrow('https');
  expect(() => webhookSms('https://10.0.0.1/sms', '')).toThrow('public');
  expect(() => webhookSms('https://[::1]/sms', '')).toThrow('public');
  const failed = await new Promise((resolve) => publicLookup('localhost', {}, resolve));
  expect(failed).toBeInstanceOf(Error);
  const byName = webhookSms('https://localhost:9/sms', '');
  expect(await byName.sendCode(newPhone(), { code: '123456', words: '' })).toEqual({
    refused: 'sms_not_delivered'
  });
});
