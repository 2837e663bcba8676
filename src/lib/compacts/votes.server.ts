import { and, eq } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { votes } from './tables.server';
import type { Thresholds } from './verdict';
import { voteState, type VoteState } from './vote';

/** The row of a vote: found, held, and what its columns mean. */

export type Vote = typeof votes.$inferSelect;

export async function findVote(
  tx: Sql,
  communityId: string,
  voteId: string
): Promise<Vote | undefined> {
  const [found] = await tx.select().from(votes).where(isVote(communityId, voteId));
  return found;
}

/** Casting shares the vote, so that many may; opening, counting and calling off have it alone. */
export async function holdVote(
  tx: Sql,
  communityId: string,
  voteId: string,
  how: 'share' | 'update'
): Promise<Vote | undefined> {
  const [found] = await tx.select().from(votes).where(isVote(communityId, voteId)).for(how);
  return found;
}

export const isVote = (communityId: string, voteId: string) =>
  and(eq(votes.community_id, communityId), eq(votes.id, voteId));

export const stateOf = (vote: Vote, now: Date): VoteState =>
  voteState(
    {
      closesAt: vote.closes_at,
      openedAt: vote.opened_at,
      endedAt: vote.ended_at,
      calledOff: vote.called_off_by !== null
    },
    now
  );

export const thresholdsOf = (vote: Vote): Thresholds => ({
  turnout: { numerator: vote.turnout_numerator, denominator: vote.turnout_denominator },
  approval: { numerator: vote.approval_numerator, denominator: vote.approval_denominator },
  approvalRule: vote.approval_rule,
  approvalOf: vote.approval_of
});
