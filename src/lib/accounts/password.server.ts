import { hash, verify } from '@node-rs/argon2';
import { and, eq, isNull } from 'drizzle-orm';
import { randomInt } from 'node:crypto';
import type { Sql } from '../db/types.server';
import { refuse, type Refused } from '../shared/result';
import { findAccount } from './accounts.server';
import type { Phone } from './phone';
import type { Phones } from './phone.server';
import { accounts } from './tables.server';

export const LEAST_PASSWORD_CHARACTERS = 15;
const MOST_PASSWORD_CHARACTERS = 200;

/** Argon2id with 19 MiB and two passes (OWASP password storage cheat sheet). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobody: Promise<string> | undefined;

/** Sets a staff password. Refuses password_short, password_long and password_differs. */
export async function setPassword(
  sql: Sql,
  accountId: string,
  password: string,
  again: string
): Promise<{ ok: true } | Refused> {
  const written = password.normalize('NFKC');
  const length = Array.from(written).length;
  if (length < LEAST_PASSWORD_CHARACTERS) {
    return refuse('password_short', { least: LEAST_PASSWORD_CHARACTERS });
  }
  if (length > MOST_PASSWORD_CHARACTERS) return refuse('password_long');
  if (written !== again.normalize('NFKC')) return refuse('password_differs');
  await sql
    .update(accounts)
    .set({ password_hash: await hash(written, COST) })
    .where(eq(accounts.id, accountId));
  return { ok: true };
}

/**
 * A first password for a founder's account that has none, to be shown once; null when it has one
 * already, which stays.
 */
export async function firstPassword(sql: Sql, accountId: string): Promise<string | null> {
  const password = inventPassword();
  const given = await sql
    .update(accounts)
    .set({ password_hash: await hash(password, COST) })
    .where(and(eq(accounts.id, accountId), isNull(accounts.password_hash)))
    .returning({ id: accounts.id });
  return given.length === 1 ? password : null;
}

/** Five groups of four letters and digits that cannot be mistaken for each other: 99 bits. */
function inventPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}

/**
 * The account of this phone and password. A phone without a password takes as long as a wrong
 * password and gets the same answer, password_wrong.
 */
export async function checkPassword(
  sql: Sql,
  phones: Phones,
  phone: Phone,
  password: string
): Promise<{ ok: true; accountId: string } | Refused> {
  const account = await findAccount(sql, phones, phone);
  nobody ??= hash('a password that nobody has', COST);
  const stored = account?.password_hash ?? (await nobody);
  const written = password.slice(0, MOST_PASSWORD_CHARACTERS * 4).normalize('NFKC');
  const isRight = await verify(stored, written);
  return isRight && account?.password_hash
    ? { ok: true, accountId: account.id }
    : refuse('password_wrong');
}
