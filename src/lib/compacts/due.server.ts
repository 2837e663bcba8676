import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { openVote } from './roll.server';
import {
  ballot_boxes,
  compact_adoptions,
  open_ballots,
  vote_results,
  vote_roll,
  votes
} from './tables.server';
import { decide, type Choice, type Counts } from './verdict';
import { holdVote, isVote, thresholdsOf, type Vote } from './votes.server';

/**
 * Opens the votes whose time has come and counts those whose time is over. Safe to run from several
 * processes at once: whoever holds the vote does it, the others find it done.
 * @returns how many votes were opened or counted
 */
export async function turnDueVotes(tx: Sql, communityId: string, now: Date): Promise<number> {
  const due = await tx
    .select({ id: votes.id })
    .from(votes)
    .where(
      and(
        eq(votes.community_id, communityId),
        isNull(votes.ended_at),
        sql`(${votes.opened_at} is null and ${lte(votes.opens_at, now)} or ${lte(votes.closes_at, now)})`
      )
    )
    .orderBy(votes.id);
  let turned = 0;
  for (const { id } of due) turned += Number(await turn(tx, communityId, id, now));
  return turned;
}

async function turn(tx: Sql, communityId: string, voteId: string, now: Date): Promise<boolean> {
  const vote = await holdVote(tx, communityId, voteId, 'update');
  assert(vote, 'a vote that is due exists');
  if (vote.ended_at) return false;
  if (vote.closes_at <= now) await closeVote(tx, vote, now);
  else if (vote.opened_at) return false;
  else await openVote(tx, vote, now);
  return true;
}

/** Counts, decides, and puts an adopted version into force. One that never opened fails. */
async function closeVote(tx: Sql, vote: Vote, now: Date): Promise<void> {
  const { community_id, id } = vote;
  const marks = await countMarks(tx, vote);
  const counts = vote.ballot === 'secret' ? await openBox(tx, vote) : await countBallots(tx, vote);
  const decided = vote.opened_at
    ? decide({ ...marks, ...counts }, thresholdsOf(vote))
    : ({ verdict: 'failed', reason: 'never_opened' } as const);
  await tx.insert(vote_results).values({
    community_id,
    vote_id: id,
    on_roll: marks.onRoll,
    turned_out: marks.turnedOut,
    ...counts,
    ...decided,
    counted_at: now
  });
  await tx.update(votes).set({ ended_at: now }).where(isVote(community_id, id));
  if (decided.verdict !== 'adopted') return;
  await tx.insert(compact_adoptions).values({
    community_id,
    id: newId(),
    compact_id: vote.compact_id,
    version_id: vote.version_id,
    vote_id: id,
    adopted_at: now
  });
}

async function countMarks(tx: Sql, vote: Vote): Promise<{ onRoll: number; turnedOut: number }> {
  const [found] = await tx
    .select({
      onRoll: sql<number>`count(*)::int`,
      turnedOut: sql<number>`count(${vote_roll.cast_at})::int`
    })
    .from(vote_roll)
    .where(and(eq(vote_roll.community_id, vote.community_id), eq(vote_roll.vote_id, vote.id)));
  return found ?? { onRoll: 0, turnedOut: 0 };
}

async function openBox(tx: Sql, vote: Vote): Promise<Counts> {
  const [box] = await tx
    .select({
      in_favour: ballot_boxes.in_favour,
      against: ballot_boxes.against,
      abstaining: ballot_boxes.abstaining
    })
    .from(ballot_boxes)
    .where(
      and(eq(ballot_boxes.community_id, vote.community_id), eq(ballot_boxes.vote_id, vote.id))
    );
  return box ?? { in_favour: 0, against: 0, abstaining: 0 };
}

async function countBallots(tx: Sql, vote: Vote): Promise<Counts> {
  const count = (choice: Choice) =>
    sql<number>`(count(*) filter (where ${open_ballots.choice} = ${choice}))::int`;
  const [found] = await tx
    .select({
      in_favour: count('in_favour'),
      against: count('against'),
      abstaining: count('abstaining')
    })
    .from(open_ballots)
    .where(
      and(eq(open_ballots.community_id, vote.community_id), eq(open_ballots.vote_id, vote.id))
    );
  return found ?? { in_favour: 0, against: 0, abstaining: 0 };
}
