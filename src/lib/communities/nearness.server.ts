import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';

/** `self`: one of the account's own members; `household`: lives with one; `helped`: it may act for them. */
export type Nearness = 'self' | 'household' | 'helped';

/**
 * Who of these members is so near to an account that it vouches for nothing of theirs: points belong
 * to households in many communities, and whoever acts for somebody would confirm their own word.
 * @returns only those who are near, in one query
 */
export async function nearTo(
  tx: Sql,
  communityId: string,
  accountId: string,
  memberIds: string[]
): Promise<Map<string, Nearness>> {
  if (memberIds.length === 0) return new Map();
  const found = await rows<{ id: string; nearness: Nearness }>(
    tx,
    sql`with own as (
          select id, household_id from members
          where community_id = ${communityId} and account_id = ${accountId} and left_at is null),
        judged as (
          select m.id, case
            when m.id in (select id from own) then 'self'
            when m.household_id in (select household_id from own) then 'household'
            when exists (select from helper_mandates h
              where h.community_id = m.community_id and h.member_id = m.id
                and h.helper_account_id = ${accountId} and h.revoked_at is null) then 'helped' end
            as nearness
          from members m where m.community_id = ${communityId} and m.id in ${memberIds})
        select id, nearness from judged where nearness is not null`
  );
  return new Map(found.map(({ id, nearness }) => [id, nearness]));
}
