import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounts, sessions, sign_in_codes } from '../accounts/tables.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { newId } from '../shared/id';
import { clean } from './cleaning.server';

const now = new Date('2026-03-02T03:17:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test('each day the sessions of Mei that are over and the codes of yesterday are forgotten', async () => {
  const mei = newId();
  await db.sql.insert(accounts).values({ id: mei, created_at: hours(-2000) });
  const session = { account_id: mei, created_at: hours(-2000), device: 'phone' };
  await db.sql.insert(sessions).values([
    { ...session, id_hash: 'over', expires_at: hours(-1) },
    { ...session, id_hash: 'open', expires_at: hours(1) }
  ]);
  const code = { code_hash: 'hash', tries_left: 5 };
  await db.sql.insert(sign_in_codes).values([
    { ...code, phone_hmac: 'of yesterday', expires_at: hours(-25) },
    { ...code, phone_hmac: 'just expired', expires_at: hours(-1) },
    { ...code, phone_hmac: 'good', expires_at: hours(1) }
  ]);
  await clean(db, async () => now);
  const left = await db.sql.select({ id: sessions.id_hash }).from(sessions);
  expect(left).toEqual([{ id: 'open' }]);
  const codes = await db.sql.select({ phone: sign_in_codes.phone_hmac }).from(sign_in_codes);
  expect(codes.map(({ phone }) => phone).sort()).toEqual(['good', 'just expired']);
});
