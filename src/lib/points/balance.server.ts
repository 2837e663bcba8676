import { and, eq, sql } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { point_accounts, type AccountKind } from './tables.server';

/** In smallest units. `posted` below zero is a debt that later awards pay first. */
export interface Balance {
  posted: number;
  pending: number;
}

/** What a member or household has; zero before its first award. */
export async function readBalance(
  tx: Sql,
  communityId: string,
  kind: AccountKind,
  ownerId: string
): Promise<Balance> {
  const [account] = await tx
    .select({ posted: point_accounts.posted, pending: point_accounts.pending })
    .from(point_accounts)
    .where(
      and(
        eq(point_accounts.community_id, communityId),
        eq(point_accounts.kind, kind),
        eq(point_accounts.owner_id, ownerId)
      )
    );
  return account ?? { posted: 0, pending: 0 };
}

/** The personal accounts of everybody who lives in a household now, added up. */
export async function readHouseholdTotal(
  tx: Sql,
  communityId: string,
  householdId: string
): Promise<Balance> {
  const [total] = await tx
    .select({
      posted: sql<number>`coalesce(sum(${point_accounts.posted}), 0)::float8`,
      pending: sql<number>`coalesce(sum(${point_accounts.pending}), 0)::float8`
    })
    .from(point_accounts)
    .innerJoin(
      members,
      and(
        eq(members.community_id, point_accounts.community_id),
        eq(members.id, point_accounts.owner_id)
      )
    )
    .where(
      and(
        eq(point_accounts.community_id, communityId),
        eq(point_accounts.kind, 'member'),
        eq(members.household_id, householdId)
      )
    );
  return total ?? { posted: 0, pending: 0 };
}
