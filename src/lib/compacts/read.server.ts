import { and, asc, desc, eq, gt, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { members } from '../communities/tables.server';
import { beyond } from '../db/keyset.server';
import type { Sql } from '../db/types.server';
import { grids } from '../grids/tables.server';
import type { Cursor } from '../shared/cursor';
import { isId } from '../shared/id';
import { compact_versions, compacts, vote_results, vote_roll, votes } from './tables.server';
import { stateOf, type Vote } from './votes.server';
import type { VoteState } from './vote';

/** For whom votes are read: their own mark on the roll, or their household's. */
export interface Voter {
  memberId: string;
  householdId: string | null;
}

export type VoteResult = typeof vote_results.$inferSelect;

/** A vote as the residents meet it. Counts are in `result`, which exists only after the close. */
export interface VoteSummary {
  vote: Vote;
  state: VoteState;
  compact: { id: string; title: string; titleEn: string };
  versionNumber: number;
  gridName: string | null;
  onRoll: number;
  turnedOut: number;
  result: VoteResult | null;
  /** How the reader stands to it; `castBy` is who voted for the household. */
  mine: { onRoll: boolean; castAt: Date | null; castBy: string | null };
}

/** The votes that run or come, soonest close first. */
export async function listLiveVotes(
  tx: Sql,
  communityId: string,
  voter: Voter,
  now: Date
): Promise<VoteSummary[]> {
  const found = await select(tx, voter)
    .where(and(eq(votes.community_id, communityId), isNull(votes.ended_at)))
    .orderBy(asc(votes.closes_at), asc(votes.id));
  return found.map((row) => toSummary(row, now));
}

/** The votes that ended, counted or called off, latest close first; `before` the last one seen. */
export async function listEndedVotes(
  tx: Sql,
  communityId: string,
  voter: Voter,
  now: Date,
  limit: number,
  before: Cursor | null
): Promise<VoteSummary[]> {
  const earlier = before ? beyond([votes.closes_at, votes.id], before, 'earlier') : undefined;
  const found = await select(tx, voter)
    .where(and(eq(votes.community_id, communityId), isNotNull(votes.ended_at), earlier))
    .orderBy(desc(votes.closes_at), desc(votes.id))
    .limit(limit);
  return found.map((row) => toSummary(row, now));
}

export async function readVote(
  tx: Sql,
  communityId: string,
  voteId: string,
  voter: Voter,
  now: Date
): Promise<VoteSummary | null> {
  if (!isId(voteId)) return null;
  const [found] = await select(tx, voter).where(
    and(eq(votes.community_id, communityId), eq(votes.id, voteId))
  );
  return found ? toSummary(found, now) : null;
}

/** A vote that waits for the voice of somebody, for the home page. */
export interface OpenVote {
  id: string;
  question: string;
  closesAt: Date;
  electorate: Vote['electorate'];
  /** What taking part counts as; null: nothing. */
  activity: string | null;
  voted: boolean;
}

const AT_MOST_OPEN = 5;

/** The votes that are open now and on whose roll the reader stands, soonest close first. */
export const listOpenVotesForMe = (
  tx: Sql,
  communityId: string,
  voter: Voter,
  now: Date
): Promise<OpenVote[]> =>
  tx
    .select({
      id: votes.id,
      question: votes.question,
      closesAt: votes.closes_at,
      electorate: votes.electorate,
      activity: votes.activity,
      voted: sql<boolean>`${vote_roll.cast_at} is not null`
    })
    .from(votes)
    .innerJoin(vote_roll, ofVoter(voter))
    .where(
      and(
        eq(votes.community_id, communityId),
        isNull(votes.ended_at),
        isNotNull(votes.opened_at),
        gt(votes.closes_at, now)
      )
    )
    .orderBy(asc(votes.closes_at), asc(votes.id))
    .limit(AT_MOST_OPEN);

const caster = alias(members, 'caster');

const rollOf = (what: SQL) =>
  sql<number>`(select ${what}::int from ${vote_roll} r
    where r.community_id = ${votes.community_id} and r.vote_id = ${votes.id})`;

function select(tx: Sql, voter: Voter) {
  return tx
    .select({
      vote: votes,
      compact: { id: compacts.id, title: compacts.title, titleEn: compacts.title_en },
      versionNumber: compact_versions.number,
      gridName: grids.name,
      result: vote_results,
      onRoll: rollOf(sql`count(*)`),
      turnedOut: rollOf(sql`count(r.cast_at)`),
      voterId: vote_roll.voter_id,
      castAt: vote_roll.cast_at,
      castBy: caster.name
    })
    .from(votes)
    .innerJoin(
      compacts,
      and(eq(compacts.community_id, votes.community_id), eq(compacts.id, votes.compact_id))
    )
    .innerJoin(
      compact_versions,
      and(
        eq(compact_versions.community_id, votes.community_id),
        eq(compact_versions.id, votes.version_id)
      )
    )
    .leftJoin(grids, and(eq(grids.community_id, votes.community_id), eq(grids.id, votes.grid_id)))
    .leftJoin(
      vote_results,
      and(eq(vote_results.community_id, votes.community_id), eq(vote_results.vote_id, votes.id))
    )
    .leftJoin(vote_roll, ofVoter(voter))
    .leftJoin(
      caster,
      and(eq(caster.community_id, votes.community_id), eq(caster.id, vote_roll.cast_by))
    )
    .$dynamic();
}

const ofVoter = ({ memberId, householdId }: Voter) =>
  and(
    eq(vote_roll.community_id, votes.community_id),
    eq(vote_roll.vote_id, votes.id),
    or(
      and(eq(votes.electorate, 'member'), eq(vote_roll.voter_id, memberId)),
      householdId
        ? and(eq(votes.electorate, 'household'), eq(vote_roll.voter_id, householdId))
        : undefined
    )
  );

type Row = Awaited<ReturnType<typeof select>>[number];

const toSummary = ({ voterId, castAt, castBy, ...row }: Row, now: Date): VoteSummary => ({
  ...row,
  state: stateOf(row.vote, now),
  mine: { onRoll: voterId !== null, castAt, castBy }
});

/** The vote on a compact that runs or comes; there is at most one. */
export async function findLiveVote(
  tx: Sql,
  communityId: string,
  compactId: string
): Promise<{ id: string; question: string } | null> {
  const [found] = await tx
    .select({ id: votes.id, question: votes.question })
    .from(votes)
    .where(
      and(
        eq(votes.community_id, communityId),
        eq(votes.compact_id, compactId),
        isNull(votes.ended_at)
      )
    );
  return found ?? null;
}
