import { and, eq } from 'drizzle-orm';
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
