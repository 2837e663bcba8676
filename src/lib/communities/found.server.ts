import { accounts, memberships } from '../accounts/tables.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { grids } from '../grids/tables.server';
import { newId } from '../shared/id';
import { appointments, communities, members } from './tables.server';

export interface NewCommunity {
  slug: string;
  name: string;
  name_en: string;
  district: string;
  time_zone?: string;
  is_demo?: boolean;
  /** The first committee member, who appoints everybody else. */
  committee: { name: string } & (
    | { phone_hmac: string | null; phone_cipher: string | null }
    /** Somebody who has an account already. */
    | { accountId: string }
  );
}

export interface Founded {
  communityId: string;
  committee: { accountId: string; memberId: string };
  /** The community's own grid, under which the others are. */
  gridId: string;
}

/**
 * Founds a community with its first committee member: the one act that no command can do, because
 * nobody is there yet to allow it. Done by the operator (`npm run community:found`) and the demo.
 */
export async function foundCommunity(
  db: Database,
  community: NewCommunity,
  now: Date
): Promise<Founded> {
  const [communityId, memberId, gridId] = [newId(), newId(), newId()];
  const { committee, ...about } = community;
  const accountId = 'accountId' in committee ? committee.accountId : newId();
  await withCommunity(db, communityId, async (tx) => {
    await tx.insert(communities).values({ id: communityId, created_at: now, ...about });
    if ('phone_hmac' in committee) {
      const { phone_hmac, phone_cipher } = committee;
      const account = { id: accountId, created_at: now, phone_hmac, phone_cipher };
      await tx.insert(accounts).values(account);
    }
    await tx.insert(members).values({
      community_id: communityId,
      id: memberId,
      account_id: accountId,
      name: committee.name,
      joined_at: now,
      joined_by: 'staff'
    });
    await tx.insert(memberships).values({
      account_id: accountId,
      community_id: communityId,
      member_id: memberId,
      kind: 'self',
      since: now
    });
    await tx.insert(appointments).values({
      community_id: communityId,
      id: newId(),
      member_id: memberId,
      office: 'committee',
      appointed_by: accountId,
      appointed_at: now
    });
    await tx.insert(grids).values({
      community_id: communityId,
      id: gridId,
      level: 'community',
      name: about.name,
      created_at: now
    });
  });
  return { communityId, committee: { accountId, memberId }, gridId };
}
