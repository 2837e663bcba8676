import { and, eq, inArray, sql } from 'drizzle-orm';
import type { CommandContext, Picture } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { refuse, type Refused } from '../shared/result';
import { claim_events, claim_photos, claims, type ClaimEventKind } from './tables.server';
import type { ClaimState } from './tables.server';

export type Claim = typeof claims.$inferSelect;

/** What happens to a claim next. */
export interface Step {
  kind: ClaimEventKind;
  /** The states in which it may happen, and what comes of it. */
  from: readonly ClaimState[];
  to: ClaimState;
}

export async function findClaim(
  tx: Sql,
  communityId: string,
  claimId: string
): Promise<Claim | null> {
  const [found] = await tx
    .select()
    .from(claims)
    .where(and(eq(claims.community_id, communityId), eq(claims.id, claimId)));
  return found ?? null;
}

/**
 * Moves a claim on, if it still is where the step begins: of two at once the second is refused
 * `claim_moved_on`. The claim's row stays locked; gives the number of the event to be told.
 */
export async function moveOn(tx: Sql, claim: Claim, { from, to }: Step): Promise<number | Refused> {
  const [moved] = await tx
    .update(claims)
    .set({ state: to, events: sql`${claims.events} + 1` })
    .where(
      and(
        eq(claims.community_id, claim.community_id),
        eq(claims.id, claim.id),
        inArray(claims.state, [...from])
      )
    )
    .returning({ events: claims.events });
  return moved ? moved.events - 1 : refuse('claim_moved_on');
}

interface Told {
  number: number;
  kind: ClaimEventKind;
  words?: string;
  quantity: number;
  factId?: string | null;
  byMember: string;
}

/** Adds to the story of a claim who did what, when and why. */
export async function tell(
  tx: Sql,
  claim: Pick<Claim, 'community_id' | 'id'>,
  { number, kind, words = '', quantity, factId = null, byMember }: Told,
  { caller, now }: CommandContext
): Promise<void> {
  await tx.insert(claim_events).values({
    community_id: claim.community_id,
    claim_id: claim.id,
    number,
    kind,
    words,
    quantity,
    fact_id: factId,
    by_member: byMember,
    by_account: caller.accountId,
    at: now
  });
}

export async function keepPhotos(
  tx: Sql,
  claim: Pick<Claim, 'community_id' | 'id'>,
  event: number,
  pictures: readonly Picture[]
): Promise<void> {
  if (pictures.length === 0) return;
  await tx.insert(claim_photos).values(
    pictures.map(({ bytes, width, height }, position) => ({
      community_id: claim.community_id,
      id: newId(),
      claim_id: claim.id,
      event,
      position,
      width,
      height,
      bytes
    }))
  );
}
