import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECRET } from '../../../tests/people/town';
import { accountOfPhone } from '../accounts/accounts.server';
import { checkPassword, setPassword } from '../accounts/password.server';
import { normalisePhone } from '../accounts/phone';
import { openPhones } from '../accounts/phone.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { listShiftActivities } from '../rules/read.server';
import { DEFAULT_TEMPLATE, TEMPLATES } from '../rules/templates/templates';
import { assert } from '../shared/result';
import { commandNames, sayRefusal } from './commands.server';
import { found } from './founding.server';

const today = new Date('2026-03-02T01:00:00Z');
const phones = openPhones(SECRET);

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const phoneOf = (digits: string) => {
  const phone = normalisePhone(digits);
  assert(phone, 'a phone of the example is one');
  return phone;
};

const foundBy = (slug: string, phone: string, rules = TEMPLATES.get(DEFAULT_TEMPLATE) ?? null) => {
  const about = { slug, name: '尧林社区', name_en: 'Yaolin', district: '', committee: '陈建国' };
  return found(db, phones, { ...about, phone: phoneOf(phone), rules }, async () => today);
};

const activitiesOf = (communityId: string) =>
  withCommunity(db, communityId, (tx) => listShiftActivities(tx, communityId, today));

test('a community that Chen founds can award points from its first day', async () => {
  const { communityId, password } = await foundBy('yaolin', '13900000001');
  expect((await activitiesOf(communityId)).length).toBeGreaterThan(2);
  const signedIn = await checkPassword(db.sql, phones, phoneOf('13900000001'), password ?? '');
  expect(signedIn).toMatchObject({ ok: true });
});

test('a community may be founded without rules', async () => {
  const { communityId } = await foundBy('bare', '13900000002', null);
  expect(await activitiesOf(communityId)).toEqual([]);
});

test('Li, whose account has no password, gets one with the community; Wang keeps the one she has', async () => {
  const [li, wang] = [phoneOf('13900000003'), phoneOf('13900000004')];
  await accountOfPhone(db.sql, phones, li, today);
  const { accountId } = await accountOfPhone(db.sql, phones, wang, today);
  const own = 'correct horse battery';
  await setPassword(db.sql, accountId, own, own);
  const first = await foundBy('li', '13900000003');
  expect(await checkPassword(db.sql, phones, li, first.password ?? '')).toMatchObject({ ok: true });
  expect((await foundBy('wang', '13900000004')).password).toBeNull();
  expect(await checkPassword(db.sql, phones, wang, own)).toMatchObject({ ok: true });
});

test('nobody publishes rules alone once a community is founded, and hears why when it cannot be', () => {
  expect(commandNames()).not.toContain('rules.publish');
  const unknown = sayRefusal('no_such_refusal');
  for (const code of ['rule_set_invalid', 'rule_set_backdated', 'rule_set_overtaken']) {
    expect(sayRefusal(code)).not.toBe(unknown);
  }
});
