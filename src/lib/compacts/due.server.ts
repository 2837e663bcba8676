import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { openVote } from './roll.server';
import { countSealed } from './sealed-box.server';
import { tellsOnVoters } from './secrecy';
import { compact_adoptions, open_ballots, vote_results, vote_roll, votes } from './tables.server';
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
  if (vote.closes_at <= now) return closeVote(tx, vote, now);
  else if (vote.opened_at) return false;
  else await openVote(tx, vote, now);
  return true;
}

/** For so long a count waits for a key that is missing: a folder may only have been mounted too late. */
const KEY_GRACE_MS = 24 * 3_600_000;

/**
 * Counts, decides, and puts an adopted version into force. One that never opened fails; so does one
 * whose sealed ballots cannot be opened because the key is gone, a day later.
 * @returns false when it still waits for the key
 */
async function closeVote(tx: Sql, vote: Vote, now: Date): Promise<boolean> {
  const { community_id, id } = vote;
  const counts =
    vote.ballot === 'secret' ? await countSealed(tx, vote) : await countBallots(tx, vote);
  if (!counts && now.getTime() < vote.closes_at.getTime() + KEY_GRACE_MS) return false;
  const marks = await countMarks(tx, vote);
  const decided = conclude(vote, marks, counts);
  await tx.insert(vote_results).values({
    community_id,
    vote_id: id,
    on_roll: marks.onRoll,
    turned_out: marks.turnedOut,
    ...(counts && isPublished(vote, counts) ? counts : {}),
    ...decided,
    counted_at: now
  });
  await tx.update(votes).set({ ended_at: now }).where(isVote(community_id, id));
  if (decided.verdict === 'adopted') {
    await tx.insert(compact_adoptions).values({
      community_id,
      id: newId(),
      compact_id: vote.compact_id,
      version_id: vote.version_id,
      vote_id: id,
      adopted_at: now
    });
  }
  return true;
}

function conclude(vote: Vote, marks: Marks, counts: Counts | null): ReturnType<typeof decide> {
  if (!vote.opened_at) return { verdict: 'failed', reason: 'never_opened' };
  if (!counts) return { verdict: 'failed', reason: 'key_missing' };
  return decide({ ...marks, ...counts }, thresholdsOf(vote));
}

/** What nobody may publish is not stored either: afterwards it is in no dump and on no page. */
const isPublished = ({ ballot }: Vote, counts: Counts): boolean =>
  ballot === 'open' || !tellsOnVoters(counts);

type Marks = { onRoll: number; turnedOut: number };

async function countMarks(tx: Sql, vote: Vote): Promise<Marks> {
  const [found] = await tx
    .select({
      onRoll: sql<number>`count(*)::int`,
      turnedOut: sql<number>`count(${vote_roll.cast_at})::int`
    })
    .from(vote_roll)
    .where(and(eq(vote_roll.community_id, vote.community_id), eq(vote_roll.vote_id, vote.id)));
  return found ?? { onRoll: 0, turnedOut: 0 };
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
