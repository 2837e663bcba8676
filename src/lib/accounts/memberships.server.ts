import { and, eq, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { memberships } from './tables.server';

export type Membership = typeof memberships.$inferSelect;

/** Lets the account speak for the member, as itself or as a helper. A second time changes nothing. */
export async function addMembership(tx: Sql, membership: Membership): Promise<void> {
  await tx.insert(memberships).values(membership).onConflictDoNothing();
}

/** Takes away what a helper's mandate gave; the account's own persons stay. */
export async function removeHelperMembership(
  tx: Sql,
  {
    account_id,
    community_id,
    member_id
  }: Pick<Membership, 'account_id' | 'community_id' | 'member_id'>
): Promise<void> {
  await tx
    .delete(memberships)
    .where(
      and(
        eq(memberships.account_id, account_id),
        eq(memberships.community_id, community_id),
        eq(memberships.member_id, member_id),
        eq(memberships.kind, 'helper')
      )
    );
}

/** Every member that the account may speak for, its own persons first, the oldest first. */
export const membershipsOf = (tx: Sql, accountId: string): Promise<Membership[]> =>
  tx
    .select()
    .from(memberships)
    .where(eq(memberships.account_id, accountId))
    .orderBy(sql`${memberships.kind} desc`, memberships.since);
