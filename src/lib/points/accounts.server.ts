import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { point_accounts, type AccountKind } from './tables.server';

/** Whose account: a member's, a household's, or one that the community has once, under its own id. */
export interface AccountOwner {
  kind: AccountKind;
  id: string;
}

/** Somebody who has points. */
export interface PointOwner {
  kind: 'member' | 'household';
  id: string;
}

export const ownerKey = (kind: string, id: string): string => `${kind}:${id}`;

/**
 * Opens missing accounts and locks all of them, in the order of their ids; maps owners to account
 * ids. A transaction locks every account that it will move in one call.
 */
export async function lockAccounts(
  tx: Sql,
  communityId: string,
  list: AccountOwner[]
): Promise<Map<string, string>> {
  const owners = new Map(list.map((owner) => [ownerKey(owner.kind, owner.id), owner]));
  const wanted = [...owners.values()];
  if (wanted.length === 0) return new Map();
  await tx
    .insert(point_accounts)
    .values(
      wanted.map(({ kind, id }) => ({ community_id: communityId, id: newId(), kind, owner_id: id }))
    )
    .onConflictDoNothing();
  const kinds = Map.groupBy(wanted, ({ kind }) => kind);
  const locked = await tx
    .select()
    .from(point_accounts)
    .where(
      and(
        eq(point_accounts.community_id, communityId),
        or(
          ...[...kinds].map(([kind, each]) =>
            and(
              eq(point_accounts.kind, kind),
              inArray(
                point_accounts.owner_id,
                each.map(({ id }) => id)
              )
            )
          )
        )
      )
    )
    .orderBy(point_accounts.id)
    .for('update');
  return new Map(locked.map(({ kind, owner_id, id }) => [ownerKey(kind, owner_id), id]));
}

export type Moved = { from_account: string; to_account: string; amount: number };

/** Adds each transfer to both its accounts, one update for each account in the order of ids. */
export async function applyToBalances<T extends Moved>(
  tx: Sql,
  communityId: string,
  moved: T[],
  weigh: (transfer: T) => { posted: number; pending: number }
): Promise<void> {
  const changes = new Map<string, { posted: number; pending: number }>();
  const add = (account: string, sign: number, transfer: T) => {
    const change = changes.get(account) ?? { posted: 0, pending: 0 };
    const { posted, pending } = weigh(transfer);
    change.posted += sign * posted * transfer.amount;
    change.pending += sign * pending * transfer.amount;
    changes.set(account, change);
  };
  for (const transfer of moved) {
    add(transfer.to_account, 1, transfer);
    add(transfer.from_account, -1, transfer);
  }
  if (changes.size === 0) return;
  const values = [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
  const list = sql.join(
    values.map(
      ([id, { posted, pending }]) => sql`(${id}::uuid, ${posted}::bigint, ${pending}::bigint)`
    ),
    sql`, `
  );
  await tx.execute(sql`
    update point_accounts a set posted = a.posted + c.posted, pending = a.pending + c.pending
    from (values ${list}) as c (id, posted, pending)
    where a.community_id = ${communityId} and a.id = c.id`);
}
