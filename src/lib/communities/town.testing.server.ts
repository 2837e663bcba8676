import { and, eq } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { accountOfPhone } from '../accounts/accounts.server';
import { normalisePhone } from '../accounts/phone';
import { openPhones } from '../accounts/phone.server';
import type { Acting, Command } from '../commands/command.server';
import { runCommand } from '../commands/run.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { newCardCode } from '../grids/card-code';
import { hashCardCode } from '../grids/card-code.server';
import { household_cards, households } from '../grids/tables.server';
import { newId } from '../shared/id';
import { isRefused, type Outcome } from '../shared/result';
import { join } from './join.server';
import { communities } from './tables.server';

export let db: Database;
export const now = new Date('2026-11-23T04:00:00Z');
const phones = openPhones('the secret of the joining tests, long enough');
export const [yaohua, baiyang] = [newId(), newId()];

/** Opens a database with two communities, of which one is a demo. */
export async function openTown(): Promise<void> {
  db = await openTestDatabase();
  for (const [id, slug, is_demo] of [
    [yaohua, 'yaohua', true],
    [baiyang, 'baiyang', false]
  ] as const) {
    await db.sql.insert(communities).values({
      id,
      slug,
      name: slug,
      name_en: slug,
      district: '栖霞区',
      is_demo,
      created_at: now
    });
  }
}

let numbers = 0;
export const account = async () => {
  const phone = normalisePhone(`139${String(10_000_000 + numbers++)}`)!;
  return (await accountOfPhone(db.sql, phones, phone, now)).accountId;
};

export async function household(communityId = yaohua): Promise<string> {
  const id = newId();
  await withCommunity(db, communityId, (tx) =>
    tx.insert(households).values({
      community_id: communityId,
      id,
      building: String(++numbers),
      unit: '1',
      room: '101',
      created_at: now
    })
  );
  return id;
}

export async function issueCard(
  householdId: string,
  card: Partial<typeof household_cards.$inferInsert> = {}
): Promise<string> {
  const code = newCardCode(randomBytes);
  await withCommunity(db, card.community_id ?? yaohua, (tx) =>
    tx.insert(household_cards).values({
      community_id: yaohua,
      id: newId(),
      household_id: householdId,
      code_hash: hashCardCode(code),
      places: 4,
      issued_by: newId(),
      issued_at: now,
      expires_at: new Date('2027-05-01T00:00:00Z'),
      ...card
    })
  );
  return code;
}

export const send = <Schema extends z.ZodType, Authority extends Acting>(
  command: Command<Schema, Authority>,
  caller: { accountId: string; memberId: string | null },
  input: unknown,
  communityId = yaohua
): Promise<Outcome> =>
  runCommand(db, command, { communityId, key: newId(), caller, input }, async () => now);

export const joins = (accountId: string, code: string, name: string, communityId = yaohua) =>
  send(join, { accountId, memberId: null }, { code, name }, communityId);

export async function joined(accountId: string, code: string, name: string): Promise<string> {
  const outcome = await joins(accountId, code, name);
  if (isRefused(outcome)) throw new Error(outcome.refused);
  return String(outcome.member_id);
}

export const placesUsed = async (householdId: string) => {
  const cards = await withCommunity(db, yaohua, (tx) =>
    tx
      .select({ used: household_cards.used })
      .from(household_cards)
      .where(
        and(eq(household_cards.community_id, yaohua), eq(household_cards.household_id, householdId))
      )
  );
  return cards.map(({ used }) => used);
};
