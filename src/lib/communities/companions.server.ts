import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { helper_mandates, members } from './tables.server';

/** Somebody whom an account may bring along. */
export interface Companion {
  id: string;
  name: string;
  householdId: string | null;
}

/**
 * Whom an account may register for something together: the person acted for, the own people, those
 * who gave it a mandate, and everybody of the own people's households, also without an account. A
 * helper does not thereby reach the rest of the household helped. The person acted for comes first.
 */
export const listCompanions = (
  tx: Sql,
  communityId: string,
  accountId: string,
  memberId: string
): Promise<Companion[]> =>
  tx
    .select({ id: members.id, name: members.name, householdId: members.household_id })
    .from(members)
    .where(
      and(
        eq(members.community_id, communityId),
        isNull(members.left_at),
        or(
          eq(members.id, memberId),
          eq(members.account_id, accountId),
          sql`${members.household_id} in (select own.household_id from ${members} own
            where own.community_id = ${communityId} and own.account_id = ${accountId}
            and own.left_at is null)`,
          sql`exists (select from ${helper_mandates} h
            where h.community_id = ${communityId} and h.member_id = ${members.id}
            and h.helper_account_id = ${accountId} and h.revoked_at is null)`
        )
      )
    )
    .orderBy(sql`${members.id} = ${memberId} desc`, asc(members.joined_at), asc(members.id));
