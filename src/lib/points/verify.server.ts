import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';

/** An account whose kept balance is not the sum of its transfers. */
export interface Discrepancy extends Record<string, unknown> {
  account: string;
  kind: string;
  posted: number;
  posted_sum: number;
  pending: number;
  pending_sum: number;
}

/**
 * Adds up every transfer of a community again and compares with the balances kept.
 * @returns how many accounts and transfers were checked and what does not add up
 */
export async function verifyLedger(
  tx: Sql,
  communityId: string
): Promise<{ accounts: number; transfers: number; total: number; wrong: Discrepancy[] }> {
  const wrong = await rows<Discrepancy>(
    tx,
    sql`with moved as (
          select t.from_account as account, -t.amount as amount, p.transfer_id is not null as is_posted
          from transfers t left join transfer_postings p
            on p.community_id = t.community_id and p.transfer_id = t.id
          where t.community_id = ${communityId}
          union all
          select t.to_account, t.amount, p.transfer_id is not null
          from transfers t left join transfer_postings p
            on p.community_id = t.community_id and p.transfer_id = t.id
          where t.community_id = ${communityId}),
        sums as (
          select account, coalesce(sum(amount) filter (where is_posted), 0) as posted,
                 coalesce(sum(amount) filter (where not is_posted), 0) as pending
          from moved group by account)
        select a.id as account, a.kind, a.posted::float8 as posted, a.pending::float8 as pending,
               coalesce(s.posted, 0)::float8 as posted_sum, coalesce(s.pending, 0)::float8 as pending_sum
        from point_accounts a left join sums s on s.account = a.id
        where a.community_id = ${communityId}
          and (a.posted <> coalesce(s.posted, 0) or a.pending <> coalesce(s.pending, 0))`
  );
  const [count] = await rows<{ accounts: number; transfers: number; total: number }>(
    tx,
    sql`select (select count(*)::int from point_accounts where community_id = ${communityId}) as accounts,
               (select count(*)::int from transfers where community_id = ${communityId}) as transfers,
               (select coalesce(sum(posted + pending), 0)::float8 from point_accounts
                where community_id = ${communityId}) as total`
  );
  return { ...count!, wrong };
}
