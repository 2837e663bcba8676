import { and, eq, gte, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { applyToBalances, ownerKey, type PointOwner } from './accounts.server';
import { bookPosted } from './book.server';
import { point_accounts, redemption_returns, redemptions } from './tables.server';

/** What is handed out for points, in smallest units. */
export interface Handed {
  id: string;
  owner: PointOwner;
  memberId: string;
  amount: number;
  what: string;
  by: string;
}

/**
 * Takes posted points for what is handed out, never more than there are. The accounts of the owner and
 * of what was redeemed are locked by the caller.
 * @param accounts account ids by owner, from `lockAccounts`
 * @returns false when there are not enough
 */
export async function redeemPoints(
  tx: Sql,
  communityId: string,
  now: Date,
  accounts: Map<string, string>,
  { id, owner, memberId, amount, what, by }: Handed
): Promise<boolean> {
  const from = accounts.get(ownerKey(owner.kind, owner.id));
  const to = accounts.get(ownerKey('redeemed', communityId));
  assert(from && to, 'both accounts of a redemption are open');
  const [taken] = await tx
    .update(point_accounts)
    .set({ posted: sql`${point_accounts.posted} - ${amount}` })
    .where(
      and(
        eq(point_accounts.community_id, communityId),
        eq(point_accounts.id, from),
        gte(point_accounts.posted, amount)
      )
    )
    .returning({ id: point_accounts.id });
  if (!taken) return false;
  await tx.insert(redemptions).values({
    community_id: communityId,
    id,
    account_id: from,
    member_id: memberId,
    amount,
    what,
    handed_out_by: by,
    redeemed_at: now
  });
  const transfer = { from_account: from, to_account: to, amount, why: 'redemption' as const };
  await bookPosted(tx, communityId, now, [
    { ...transfer, redemption_id: id, occurred_at: now, id: newId() }
  ]);
  await tx
    .update(point_accounts)
    .set({ posted: sql`${point_accounts.posted} + ${amount}` })
    .where(and(eq(point_accounts.community_id, communityId), eq(point_accounts.id, to)));
  return true;
}

/** A redemption with whose points it took. */
export interface Redemption {
  id: string;
  account_id: string;
  kind: PointOwner['kind'];
  owner: string;
  amount: number;
  what: string;
}

/** A redemption by its id; null for one that the community does not have. */
export async function readRedemption(
  tx: Sql,
  communityId: string,
  id: string
): Promise<Redemption | null> {
  const [found] = await tx
    .select({ redemption: redemptions, kind: point_accounts.kind, owner: point_accounts.owner_id })
    .from(redemptions)
    .innerJoin(
      point_accounts,
      and(
        eq(point_accounts.community_id, redemptions.community_id),
        eq(point_accounts.id, redemptions.account_id)
      )
    )
    .where(and(eq(redemptions.community_id, communityId), eq(redemptions.id, id)));
  if (!found) return null;
  const { account_id, amount, what } = found.redemption;
  const kind = found.kind === 'member' ? 'member' : 'household';
  return { id, account_id, kind, owner: found.owner, amount, what };
}

/**
 * Gives the points of a redemption back, whole. The accounts are locked by the caller.
 * @returns false when they were given back before
 */
export async function returnPoints(
  tx: Sql,
  communityId: string,
  now: Date,
  redeemedAccount: string,
  { redemption, reason, by }: { redemption: Redemption; reason: string; by: string }
): Promise<boolean> {
  const { id, account_id, amount } = redemption;
  const [returned] = await tx
    .insert(redemption_returns)
    .values({
      community_id: communityId,
      redemption_id: id,
      reason,
      returned_by: by,
      returned_at: now
    })
    .onConflictDoNothing()
    .returning({ id: redemption_returns.redemption_id });
  if (!returned) return false;
  const back = { from_account: redeemedAccount, to_account: account_id, amount };
  await bookPosted(tx, communityId, now, [
    { ...back, why: 'redemption_return', redemption_id: id, occurred_at: now, id: newId() }
  ]);
  await applyToBalances(tx, communityId, [back], () => ({ posted: 1, pending: 0 }));
  return true;
}
