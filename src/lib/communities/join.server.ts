import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { addMembership } from '../accounts/memberships.server';
import { defineCommand } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { lockCard, takeCardPlace, type OpenCard } from '../grids/card-admission.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { isRefused, refuse } from '../shared/result';
import { anyAccount } from './authority.server';
import { readPersonName } from './person-name';
import { members } from './tables.server';

/**
 * Joins with a household card. The same account, household and name is welcomed back without using
 * a place; a person whom staff entered without a phone becomes this account's. Two elders may share
 * a phone: another name on the same account is another person. Refuses card_unknown, card_revoked,
 * card_expired, card_used_up, name_blank and name_too_long.
 */
export const join = defineCommand({
  name: 'communities.join',
  input: z.object({ code: z.string().max(100), name: z.string().max(500) }),
  who: anyAccount,
  async run(tx, input, _authority, { communityId, caller, now }) {
    const read = readPersonName(input.name);
    if (isRefused(read)) return read;
    const card = await lockCard(tx, communityId, input.code, now);
    if (isRefused(card)) return card;
    const entry = { communityId, accountId: caller.accountId, name: read.name, now };
    const known = await findNamesake(tx, card, entry);
    if (known?.isOwn) return { ok: true, member_id: known.id, name: read.name, welcome: 'back' };
    if (!(await takeCardPlace(tx, communityId, card.id))) return refuse('card_used_up');
    const member_id = known ? await claim(tx, known.id, entry) : await enter(tx, card, entry);
    await addMembership(tx, {
      account_id: caller.accountId,
      community_id: communityId,
      member_id,
      kind: 'self',
      since: now
    });
    return { ok: true, member_id, name: read.name, welcome: 'new' };
  },
  done: ({ name, welcome }) => ({
    text:
      welcome === 'back'
        ? m.communities_welcome_back({ name: String(name) })
        : m.communities_welcome({ name: String(name) })
  })
});

interface Entry {
  communityId: string;
  accountId: string;
  name: string;
  now: Date;
}

/** Somebody of this name in the household: on this account, or entered by staff and on none yet. */
async function findNamesake(
  tx: Sql,
  card: OpenCard,
  { communityId, accountId, name }: Entry
): Promise<{ id: string; isOwn: boolean } | null> {
  const [found] = await tx
    .select({ id: members.id, account_id: members.account_id })
    .from(members)
    .where(
      and(
        eq(members.community_id, communityId),
        eq(members.household_id, card.householdId),
        eq(members.name, name),
        isNull(members.left_at),
        or(eq(members.account_id, accountId), isNull(members.account_id))
      )
    )
    .orderBy(sql`${members.account_id} is null`, members.joined_at)
    .limit(1);
  return found ? { id: found.id, isOwn: found.account_id === accountId } : null;
}

async function claim(tx: Sql, memberId: string, entry: Entry): Promise<string> {
  await tx
    .update(members)
    .set({ account_id: entry.accountId })
    .where(and(eq(members.community_id, entry.communityId), eq(members.id, memberId)));
  return memberId;
}

async function enter(tx: Sql, card: OpenCard, entry: Entry): Promise<string> {
  const id = newId();
  await tx.insert(members).values({
    community_id: entry.communityId,
    id,
    household_id: card.householdId,
    account_id: entry.accountId,
    name: entry.name,
    joined_at: entry.now,
    joined_by: 'card'
  });
  return id;
}
