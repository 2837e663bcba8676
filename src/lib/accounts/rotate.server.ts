import { and, asc, eq, gt, isNotNull } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { assert } from '../shared/result';
import type { Phones } from './phone.server';
import { accounts, sign_in_codes } from './tables.server';

const AT_ONCE = 500;

/**
 * Writes every phone number anew that the former secret wrote. May be broken off and begun again,
 * and the app may serve meanwhile when it knows both secrets. One-time codes under way are dropped.
 * @returns how many numbers were written anew, and how many the current secret had written already
 */
export async function rewritePhones(
  sql: Sql,
  phones: Phones,
  onProgress: (done: number) => void = () => undefined
): Promise<{ rewritten: number; current: number }> {
  const counts = { rewritten: 0, current: 0 };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const some = await sql
      .select({ id: accounts.id, cipher: accounts.phone_cipher })
      .from(accounts)
      .where(and(gt(accounts.id, after), isNotNull(accounts.phone_cipher)))
      .orderBy(asc(accounts.id))
      .limit(AT_ONCE);
    for (const { id, cipher } of some) {
      if (cipher === null) continue;
      if (phones.isCurrent(cipher)) counts.current += 1;
      else if (await rewrite(sql, phones, id, cipher)) counts.rewritten += 1;
    }
    const last = some.at(-1);
    if (!last) break;
    after = last.id;
    onProgress(counts.rewritten + counts.current);
  }
  await sql.delete(sign_in_codes);
  return counts;
}

/** False when somebody else wrote the number meanwhile. */
async function rewrite(sql: Sql, phones: Phones, id: string, cipher: string): Promise<boolean> {
  const phone = phones.decrypt(cipher);
  assert(phone, 'guardSecret made sure that one of the two secrets wrote the numbers');
  const written = await sql
    .update(accounts)
    .set({ phone_hmac: phones.lookup(phone), phone_cipher: phones.encrypt(phone) })
    .where(and(eq(accounts.id, id), eq(accounts.phone_cipher, cipher)))
    .returning({ id: accounts.id });
  return written.length === 1;
}
