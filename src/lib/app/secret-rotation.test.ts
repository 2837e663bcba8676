import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accountOfPhone,
  findAccount,
  guardSecret,
  phoneOfAccount
} from '../accounts/accounts.server';
import { issueCode } from '../accounts/codes.server';
import { normalisePhone, type Phone } from '../accounts/phone';
import { openPhones } from '../accounts/phone.server';
import { rewritePhones } from '../accounts/rotate.server';
import { accounts, sign_in_codes } from '../accounts/tables.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { configureCheckInKey, checkInKey } from '../door/check-in-key.server';
import { posterToken, sixDigitCode } from '../door/check-in-code.server';
import { readProof } from '../door/proof.server';
import { isGenuinePoster, keepScan, scannedAt } from '../door/scan.server';
import { cardCode, cardCodes, configureCardKey } from '../grids/card-key.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { readConfig } from './config.server';
import { forgetFormerSecret, replaceKeptSecret } from './kept-secret.server';

const OLD = 'the secret of the first three years';
const NEW = 'the secret after somebody left with the old one';
const NOW = new Date('2026-10-14T08:00:00Z');

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test('while the secret is replaced 王秀英 is found by her number, and nobody gets a second account', async () => {
  const before = openPhones(OLD);
  const numbers = Array.from({ length: 1100 }, (_, index) => phone(13_700_000_000 + index));
  for (const number of numbers.slice(0, 3)) await accountOfPhone(db.sql, before, number, NOW);
  await db.sql.insert(accounts).values(
    numbers.slice(3).map((number) => ({
      id: newId(),
      phone_hmac: before.lookup(number),
      phone_cipher: before.encrypt(number),
      created_at: NOW
    }))
  );
  const wang = numbers[0]!;
  const known = await findAccount(db.sql, before, wang);
  await issueCode(db.sql, before, wang, NOW);

  const both = openPhones(NEW, OLD);
  await guardSecret(db.sql, both);
  expect((await findAccount(db.sql, both, wang))?.id).toBe(known?.id);
  expect(await accountOfPhone(db.sql, both, wang, NOW)).toEqual({
    accountId: known?.id,
    isNew: false
  });
  const newcomer = phone(13_800_000_001);
  const joined = await accountOfPhone(db.sql, both, newcomer, NOW);

  expect(await rewritePhones(db.sql, both)).toEqual({ rewritten: 1100, current: 1 });
  expect(await db.sql.select().from(sign_in_codes)).toEqual([]);
  expect(await rewritePhones(db.sql, both)).toEqual({ rewritten: 0, current: 1101 });

  const after = openPhones(NEW);
  for (const number of [...numbers.slice(0, 5), ...numbers.slice(-5)]) {
    const account = await findAccount(db.sql, after, number);
    assert(account, 'found with the new secret alone');
    expect(await phoneOfAccount(db.sql, after, account.id)).toBe(number);
    expect(await findAccount(db.sql, before, number)).toBeNull();
  }
  expect((await findAccount(db.sql, after, newcomer))?.id).toBe(joined.accountId);
  await expect(guardSecret(db.sql, before)).rejects.toThrow(/APP_SECRET is not the secret/);
});

test('two who rewrite at once and a rotation that was broken off lose no number', async () => {
  const third = openPhones('a third secret, of the year after', NEW);
  const [one, other] = await Promise.all([
    rewritePhones(db.sql, third),
    rewritePhones(db.sql, third)
  ]);
  expect(one.rewritten + other.rewritten).toBe(1101);
  const all = await db.sql.select({ cipher: accounts.phone_cipher }).from(accounts);
  expect(all.every(({ cipher }) => cipher !== null && third.isCurrent(cipher))).toBe(true);
});

test('what the former secret sealed in a cookie is read, what a stranger sealed is not', () => {
  const sealed = openPhones(OLD).seal({ phone: '13700000000' });
  expect(openPhones(NEW, OLD).unseal(sealed)).toEqual({ phone: '13700000000' });
  expect(openPhones(NEW).unseal(sealed)).toBeNull();
  expect(openPhones(NEW, 'the secret of somebody else').unseal(sealed)).toBeNull();
});

test('the poster on the wall, a scan and the printed card go on until the former secret is forgotten', () => {
  const occasion = { communityId: newId(), occasionId: newId() };
  const cardId = newId();
  configureCheckInKey(OLD);
  configureCardKey(OLD);
  const token = posterToken(checkInKey(), occasion);
  const code = sixDigitCode(checkInKey(), occasion);
  const scan = keepScan(occasion, undefined, NOW);
  const card = cardCode(occasion.communityId, cardId);
  const times = { now: NOW, phoneAt: null };

  configureCheckInKey(NEW, OLD);
  configureCardKey(NEW, OLD);
  expect(readProof({ token, code: '' }, occasion, times)).toEqual({ by: 'poster' });
  expect(readProof({ token: '', code }, occasion, times)).toEqual({ by: 'code' });
  expect(isGenuinePoster(occasion, token)).toBe(true);
  expect(keepScan(occasion, scan, new Date())).toBe(scan);
  expect(posterToken(checkInKey(), occasion)).not.toBe(token);
  expect(cardCode(occasion.communityId, cardId)).not.toBe(card);
  expect(cardCodes(occasion.communityId, cardId)).toContain(card);

  configureCheckInKey(NEW);
  configureCardKey(NEW);
  expect(readProof({ token, code: '' }, occasion, times)).toBeNull();
  expect(isGenuinePoster(occasion, token)).toBe(false);
  expect(scannedAt(occasion, scan)).toBeNull();
  expect(cardCodes(occasion.communityId, cardId)).not.toContain(card);
});

test('the embedded installation keeps both secrets until the former one is forgotten', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-secret-'));
  const first = readConfig({ DATA_DIR: dataDir });
  expect(first.formerSecret).toBeNull();
  const replaced = replaceKeptSecret(dataDir);
  expect(replaced).toEqual({ secret: expect.any(String), former: first.secret });
  expect(replaced.secret).not.toBe(first.secret);
  expect(replaceKeptSecret(dataDir)).toEqual(replaced); // begun and not ended: gone on with
  const both = readConfig({ DATA_DIR: dataDir });
  expect([both.secret, both.formerSecret]).toEqual([replaced.secret, first.secret]);
  forgetFormerSecret(dataDir);
  expect(readConfig({ DATA_DIR: dataDir }).formerSecret).toBeNull();
  expect(readdirSync(dataDir)).toEqual(['secret']);
  rmSync(dataDir, { recursive: true });
});

test('every encrypted column is written anew when the secret is replaced', () => {
  const migrations = readdirSync('drizzle').filter((file) => file.endsWith('.sql'));
  const columns = migrations.flatMap((file) =>
    [...readFileSync(join('drizzle', file), 'utf8').matchAll(/"(\w+_(?:cipher|hmac))"/g)].map(
      ([, name]) => name
    )
  );
  // Another column that the secret encrypts belongs into rotate.server.ts, then here.
  expect([...new Set(columns)].sort()).toEqual(['phone_cipher', 'phone_hmac']);
});

function phone(digits: number): Phone {
  const read = normalisePhone(String(digits));
  assert(read, 'a number that could exist');
  return read;
}
