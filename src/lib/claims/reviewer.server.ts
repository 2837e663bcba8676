import { and, eq } from 'drizzle-orm';
import type { Acting, CommandContext } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import { nearTo, type Nearness } from '../communities/nearness.server';
import type { Sql } from '../db/types.server';
import { listGrids, withGridsBelow } from '../grids/grids.server';
import { households } from '../grids/tables.server';
import { isRefused, refuse, type Refused } from '../shared/result';
import { findClaim, type Claim } from './story.server';

/** Somebody who may decide this claim: an officer of the place, of another household. */
export interface Reviewer extends Acting {
  memberId: string;
  claim: Claim;
}

/**
 * The committee, or the leader of the household's grid; nobody for themselves, for their household
 * or for somebody in whose name they act. Refuses `not_allowed`, `not_found` (another's grid),
 * `claim_own`, `claim_same_household`, `claim_helped`.
 */
export async function reviewer(
  tx: Sql,
  { claim_id }: { claim_id: string },
  context: CommandContext
): Promise<Reviewer | Refused> {
  const found = await officer('committee', 'grid_leader')(tx, undefined, context);
  if (isRefused(found)) return found;
  const claim = await findClaim(tx, context.communityId, claim_id);
  if (!claim) return refuse('not_found');
  if (!found.offices.some(({ office }) => office === 'committee')) {
    const led = found.offices.flatMap(({ grid_id }) => grid_id ?? []);
    const within = withGridsBelow(await listGrids(tx, context.communityId), led);
    if (!(await isWithin(tx, claim, within))) return refuse('not_found');
  }
  const near = await tooNear(tx, claim, context.caller.accountId);
  return near ?? { memberId: found.memberId, claim, onBehalfOf: null };
}

/** Whether the household of a claim is in one of these grids. */
export async function isWithin(
  tx: Sql,
  claim: Pick<Claim, 'community_id' | 'household_id'>,
  within: readonly string[]
): Promise<boolean> {
  const [home] = await tx
    .select({ gridId: households.grid_id })
    .from(households)
    .where(
      and(eq(households.community_id, claim.community_id), eq(households.id, claim.household_id))
    );
  return home?.gridId != null && within.includes(home.gridId);
}

const TOO_NEAR = {
  self: 'claim_own',
  household: 'claim_same_household',
  helped: 'claim_helped'
} as const satisfies Record<Nearness, string>;

/** Why an account is too near to a claim to decide it (`nearTo`); null when it is not. */
export async function tooNear(
  tx: Sql,
  claim: Pick<Claim, 'community_id' | 'member_id' | 'household_id' | 'sent_by'>,
  accountId: string
): Promise<Refused | null> {
  const judged = {
    memberId: claim.member_id,
    householdId: claim.household_id,
    sentBy: claim.sent_by
  };
  const near = await nearTo(tx, claim.community_id, accountId, [judged]);
  const nearness = near.get(claim.member_id);
  return nearness ? refuse(TOO_NEAR[nearness]) : null;
}
