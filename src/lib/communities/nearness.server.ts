import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';

/** `self`: one of the account's own members; `household`: lives with one; `helped`: it acts for them. */
export type Nearness = 'self' | 'household' | 'helped';

/** Somebody of whom an account would vouch for something. */
export interface Judged {
  memberId: string;
  /** Their household when it happened, whose points it may be; the present one counts as well. */
  householdId?: string | null;
  /** The account from which their word came. */
  sentBy?: string;
}

const FURTHEST_FIRST: Nearness[] = ['helped', 'household', 'self'];

/**
 * Who of these people is so near to an account that it vouches for nothing of theirs: points belong
 * to households in many communities, and whoever acts for somebody would confirm their own word. Also
 * who once acted for them, since a helper could be recalled in order to decide.
 * @returns only those who are near, in one query
 */
export async function nearTo(
  tx: Sql,
  communityId: string,
  accountId: string,
  people: Judged[]
): Promise<Map<string, Nearness>> {
  if (people.length === 0) return new Map();
  const judged = JSON.stringify(
    people.map(({ memberId, householdId = null, sentBy = null }) => ({
      id: memberId,
      home: householdId,
      sent_by: sentBy
    }))
  );
  const found = await rows<{ id: string; nearness: Nearness | null }>(
    tx,
    sql`with own as (
          select id, household_id from members
          where community_id = ${communityId} and account_id = ${accountId})
        select m.id, case
            when m.id in (select id from own) then 'self'
            when m.household_id in (select household_id from own)
              or j.home in (select household_id from own) then 'household'
            when j.sent_by = ${accountId} or exists (select from helper_mandates h
              where h.community_id = m.community_id and h.member_id = m.id
                and h.helper_account_id = ${accountId}) then 'helped' end as nearness
        from jsonb_to_recordset(${judged}::jsonb) as j (id uuid, home uuid, sent_by uuid)
        join members m on m.community_id = ${communityId} and m.id = j.id`
  );
  return new Map(
    found
      .flatMap(({ id, nearness }) => (nearness ? [[id, nearness] as const] : []))
      .sort(([, one], [, other]) => FURTHEST_FIRST.indexOf(one) - FURTHEST_FIRST.indexOf(other))
  );
}
