import { atDesk, type Desk } from '$lib/app/officer.server';
import { readVote, type VoteSummary } from '$lib/compacts/read.server';
import type { Sql } from '$lib/db/types.server';
import { error, type RequestEvent } from '@sveltejs/kit';

type VoteEvent = Pick<RequestEvent, 'locals' | 'url' | 'cookies' | 'request'> & {
  params: { community: string; vote: string };
};

/** Reads for the committee about the vote in the address; 404 for everybody and everything else. */
export const withVote = <Result>(
  event: VoteEvent,
  work: (tx: Sql, desk: Desk & { summary: VoteSummary }) => Promise<Result>
): Promise<Result> =>
  atDesk(event, 'keepCompacts', async (tx, desk) => {
    const { communityId, now, standing } = desk;
    const voter = { memberId: standing.member.id, householdId: standing.member.household_id };
    const summary = await readVote(tx, communityId, event.params.vote, voter, now);
    if (!summary) error(404);
    return work(tx, { ...desk, summary });
  });
