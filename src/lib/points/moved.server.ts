import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import type { PointOwner } from './accounts.server';
import type { TransferCause } from './tables.server';

/** A posted movement of an account. */
export interface PostedMovement {
  owner: PointOwner;
  account: string;
  why: TransferCause;
  postedAt: number;
  /** When its cause was; of an expiry, the end of its day. */
  occurredAt: number;
  /** Smallest units, over 0; `gained` says in which direction. */
  amount: number;
  gained: boolean;
  /** The fact or the redemption behind it. */
  factId: string | null;
  redemption: { id: string; what: string; memberId: string; returnedFor: string | null } | null;
}

/**
 * Every posted movement, in the order of posting; of what is posted at one time, what was given comes
 * before what was taken.
 */
export async function readPosted(
  tx: Sql,
  communityId: string,
  owners: PointOwner[]
): Promise<PostedMovement[]> {
  if (owners.length === 0) return [];
  const owned = sql.join(
    owners.map(({ kind, id }) => sql`(${kind}, ${id}::uuid)`),
    sql`, `
  );
  const found = await rows<{
    kind: PointOwner['kind'];
    owner: string;
    account: string;
    why: TransferCause;
    posted_at: number;
    occurred_at: number;
    amount: number;
    gained: boolean;
    fact_id: string | null;
    redemption_id: string | null;
    what: string | null;
    member_id: string | null;
    reason: string | null;
  }>(
    tx,
    sql`select a.kind, a.owner_id as owner, a.id as account, t.why, t.amount,
          (extract(epoch from p.posted_at) * 1000)::float8 as posted_at,
          (extract(epoch from t.occurred_at) * 1000)::float8 as occurred_at,
          t.to_account = a.id as gained, t.fact_id, t.redemption_id, r.what, r.member_id, b.reason
        from point_accounts a
        join transfers t on t.community_id = a.community_id
          and (t.to_account = a.id or t.from_account = a.id)
        join transfer_postings p on p.community_id = t.community_id and p.transfer_id = t.id
        left join redemptions r on r.community_id = t.community_id and r.id = t.redemption_id
        left join redemption_returns b
          on b.community_id = r.community_id and b.redemption_id = r.id
        where a.community_id = ${communityId} and (a.kind, a.owner_id) in (${owned})
        order by a.id, p.posted_at, (t.to_account = a.id) desc, t.id`
  );
  return found.map((row) => ({
    owner: { kind: row.kind, id: row.owner },
    account: row.account,
    why: row.why,
    postedAt: row.posted_at,
    occurredAt: row.occurred_at,
    amount: row.amount,
    gained: row.gained,
    factId: row.fact_id,
    redemption: row.redemption_id
      ? {
          id: row.redemption_id,
          what: row.what ?? '',
          memberId: row.member_id ?? '',
          returnedFor: row.reason
        }
      : null
  }));
}
