import { eq, inArray, isNotNull } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { OperatorError } from '../shared/operator-error';
import { assert } from '../shared/result';
import type { Phone } from './phone';
import type { Phones } from './phone.server';
import { accounts } from './tables.server';

/**
 * The account of a phone number, opened when there is none: two requests at once get the same one.
 * An account alone opens nothing; only a membership does.
 */
export async function accountOfPhone(
  sql: Sql,
  phones: Phones,
  phone: Phone,
  now: Date
): Promise<{ accountId: string; isNew: boolean }> {
  const known = await findAccount(sql, phones, phone);
  if (known) return { accountId: known.id, isNew: false };
  const id = newId();
  const opened = await sql
    .insert(accounts)
    .values({
      id,
      phone_hmac: phones.lookup(phone),
      phone_cipher: phones.encrypt(phone),
      created_at: now
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id });
  if (opened[0]) return { accountId: id, isNew: true };
  const faster = await findAccount(sql, phones, phone);
  assert(faster, 'an account that could not be opened exists');
  return { accountId: faster.id, isNew: false };
}

/** The account of a phone number, if there is one. */
export async function findAccount(sql: Sql, phones: Phones, phone: Phone) {
  const [found] = await sql
    .select()
    .from(accounts)
    .where(inArray(accounts.phone_hmac, phones.lookups(phone)));
  return found ?? null;
}

/** Whether an account with this id exists. */
export async function accountExists(sql: Sql, accountId: string): Promise<boolean> {
  const found = await sql
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return found.length === 1;
}

/** The account's own phone number, for its owner's eyes; null when it has none. */
export async function phoneOfAccount(
  sql: Sql,
  phones: Phones,
  accountId: string
): Promise<Phone | null> {
  const [found] = await sql
    .select({ cipher: accounts.phone_cipher })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return found?.cipher ? phones.decrypt(found.cipher) : null;
}

/**
 * Refuses to go on with another secret than the one with which the database's phone numbers were
 * written: nobody would be found again, and new numbers would be written that it cannot read.
 */
export async function guardSecret(sql: Sql, phones: Phones): Promise<void> {
  const [some] = await sql
    .select({ cipher: accounts.phone_cipher })
    .from(accounts)
    .where(isNotNull(accounts.phone_cipher))
    .limit(1);
  if (!some?.cipher || phones.decrypt(some.cipher) !== null) return;
  throw new OperatorError(
    'APP_SECRET is not the secret with which this database was filled: its phone numbers cannot ' +
      'be read. Set the secret it was filled with (the embedded database keeps its own in ' +
      'DATA_DIR/secret), or, to replace it, both: that one as APP_SECRET_FORMER.'
  );
}
