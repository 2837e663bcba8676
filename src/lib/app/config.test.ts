import { expect, test } from 'vitest';
import { accountOfPhone, guardSecret } from '../accounts/accounts.server';
import { normalisePhone } from '../accounts/phone';
import { openPhones } from '../accounts/phone.server';
import { openTestDatabase } from '../db/testing.server';
import { assert } from '../shared/result';
import { readConfig } from './config.server';

const SECRET = 'a secret of thirty-two characters';

test.each([
  [{ DEMO: 'maybe' }, 'DEMO must be on or off, not "maybe".'],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be trace or .* not "loud"/],
  [{ XFF_DEPTH: 'two' }, 'XFF_DEPTH must be a number of proxies, not "two".'],
  [{ APP_SECRET: 'short' }, /^APP_SECRET must have at least 32/],
  [{ DATABASE_URL: 'linli' }, /^DATABASE_URL is not an address/]
])('an operator who sets %o is told what it may be', (settings, says) => {
  expect(() => readConfig({ APP_SECRET: SECRET, ...settings })).toThrow(says);
});

test('an installation is not opened with another secret than the one it was filled with', async () => {
  const db = await openTestDatabase();
  const phones = openPhones(SECRET);
  const others = openPhones(`${SECRET}!`);
  await guardSecret(db.sql, others);
  const phone = normalisePhone('13900001234');
  assert(phone, 'a number that could exist');
  await accountOfPhone(db.sql, phones, phone, new Date());
  await guardSecret(db.sql, phones);
  await expect(guardSecret(db.sql, others)).rejects.toThrow(/APP_SECRET is not the secret/);
  await db.close();
});
