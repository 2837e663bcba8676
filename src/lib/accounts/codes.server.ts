import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Sql } from '../db/types.server';
import { refuse, type Refused } from '../shared/result';
import type { Phone } from './phone';
import type { Phones } from './phone.server';
import { sign_in_codes } from './tables.server';

export const CODE_MINUTES = 5;
export const CODE_TRIES = 5;

/**
 * Makes a six-digit code for the phone; an earlier one stops working. Only its keyed hash is stored.
 * @param now the time from which its five minutes count
 */
export async function issueCode(
  sql: Sql,
  phones: Phones,
  phone: Phone,
  now: Date
): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const row = {
    code_hash: phones.codeHash(phone, code),
    expires_at: new Date(now.getTime() + CODE_MINUTES * 60_000),
    tries_left: CODE_TRIES
  };
  await sql
    .insert(sign_in_codes)
    .values({ phone_hmac: phones.lookup(phone), ...row })
    .onConflictDoUpdate({ target: sign_in_codes.phone_hmac, set: row });
  return code;
}

/**
 * Uses one try, and the code itself when it is right: it never works twice.
 * Refuses with code_missing, code_expired, code_used_up or code_wrong (with the tries that are left).
 */
export async function redeemCode(
  db: Sql,
  phones: Phones,
  phone: Phone,
  typed: string,
  now: Date
): Promise<{ ok: true } | Refused> {
  const ofPhone = eq(sign_in_codes.phone_hmac, phones.lookup(phone));
  const [tried] = await db
    .update(sign_in_codes)
    .set({ tries_left: sql`${sign_in_codes.tries_left} - 1` })
    .where(and(ofPhone, gt(sign_in_codes.tries_left, 0), gt(sign_in_codes.expires_at, now)))
    .returning();
  if (!tried) return whyNot(db, ofPhone, now);
  const code = typed.slice(0, 40).normalize('NFKC').replace(/\D/g, '');
  if (!isSame(tried.code_hash, phones.codeHash(phone, code))) {
    if (tried.tries_left === 0) return refuse('code_used_up');
    return refuse('code_wrong', { left: tried.tries_left });
  }
  const used = await db
    .delete(sign_in_codes)
    .where(and(ofPhone, eq(sign_in_codes.code_hash, tried.code_hash)))
    .returning({ phone_hmac: sign_in_codes.phone_hmac });
  return used.length === 1 ? { ok: true } : refuse('code_missing');
}

/** Forgets codes that expired a day ago; until then whoever types one hears that it has expired. */
export async function deleteOldCodes(sql: Sql, now: Date): Promise<void> {
  const dayBefore = new Date(now.getTime() - 86_400_000);
  await sql.delete(sign_in_codes).where(lte(sign_in_codes.expires_at, dayBefore));
}

async function whyNot(db: Sql, ofPhone: ReturnType<typeof eq>, now: Date): Promise<Refused> {
  const [code] = await db.select().from(sign_in_codes).where(ofPhone);
  if (!code) return refuse('code_missing');
  return refuse(code.expires_at <= now ? 'code_expired' : 'code_used_up');
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
