import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
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
 * Opens missing accounts and locks all of them; maps owners to account ids.
 *
 * The one order in which the product locks accounts: first the community's issuance, whether or not
 * points of it move, then the others, by their ids within a call. Whoever moves points holds issuance
 * to the end, so that a transaction may lock further accounts later, as one does that confirms a
 * shift and corrects another fact, or settles what expired after it took points back.
 */
export async function lockAccounts(
  tx: Sql,
  communityId: string,
  list: AccountOwner[]
): Promise<Map<string, string>> {
  const issuance = (await lockIssuance(tx, communityId)) ?? (await openIssuance(tx, communityId));
  const accounts = new Map([[ownerKey('issuance', communityId), issuance]]);
  const owners = new Map(list.map((owner) => [ownerKey(owner.kind, owner.id), owner]));
  owners.delete(ownerKey('issuance', communityId));
  for (const { kind, owner_id, id } of await lockOpen(tx, communityId, [...owners.values()])) {
    accounts.set(ownerKey(kind, owner_id), id);
    owners.delete(ownerKey(kind, owner_id));
  }
  for (const { kind, owner_id, id } of await open(tx, communityId, [...owners.values()])) {
    accounts.set(ownerKey(kind, owner_id), id);
  }
  return accounts;
}

/** Holds everybody else who moves points of the community; null when it never gave any. */
export async function lockIssuance(tx: Sql, communityId: string): Promise<string | null> {
  const [issuance] = await tx
    .select({ id: point_accounts.id })
    .from(point_accounts)
    .where(and(eq(point_accounts.community_id, communityId), eq(point_accounts.kind, 'issuance')))
    .for('update');
  return issuance?.id ?? null;
}

/** Two that open it at once wait here for each other and hold nothing else yet. */
async function openIssuance(tx: Sql, communityId: string): Promise<string> {
  await tx
    .insert(point_accounts)
    .values({ community_id: communityId, id: newId(), kind: 'issuance', owner_id: communityId })
    .onConflictDoNothing();
  const issuance = await lockIssuance(tx, communityId);
  assert(issuance, 'the issuance of a community is open');
  return issuance;
}

async function lockOpen(tx: Sql, communityId: string, wanted: AccountOwner[]) {
  if (wanted.length === 0) return [];
  const kinds = Map.groupBy(wanted, ({ kind }) => kind);
  return tx
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
}

/** Nobody opens the same at once: whoever opens accounts holds issuance. */
async function open(tx: Sql, communityId: string, missing: AccountOwner[]) {
  if (missing.length === 0) return [];
  const opened = missing.map(({ kind, id }) => ({
    community_id: communityId,
    id: newId(),
    kind,
    owner_id: id
  }));
  await tx.insert(point_accounts).values(opened);
  return opened;
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
