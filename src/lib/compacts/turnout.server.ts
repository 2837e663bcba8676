import { and, asc, eq, gt, or, sql } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { households } from '../grids/tables.server';
import { open_ballots, vote_roll } from './tables.server';
import type { Choice } from './verdict';
import type { Vote } from './votes.server';

/** Who was asked and who took part: for the committee, and for open votes after the close. */

export interface Turnout {
  name: string;
  onRoll: number;
  turnedOut: number;
}

/** Turnout by building, in the order of addresses. */
export const turnoutByBuilding = (tx: Sql, { community_id, id }: Vote): Promise<Turnout[]> =>
  rows<Turnout & Record<string, unknown>>(
    tx,
    sql`select h.building as name, count(*)::int as "onRoll", count(r.cast_at)::int as "turnedOut"
        from vote_roll r
        join households h on h.community_id = r.community_id and h.id = r.household_id
        where r.community_id = ${community_id} and r.vote_id = ${id}
        group by h.building order by length(h.building), h.building`
  );

/** Turnout by grid; households without one are last, without a name. */
export const turnoutByGrid = (tx: Sql, { community_id, id }: Vote): Promise<Turnout[]> =>
  rows<Turnout & Record<string, unknown>>(
    tx,
    sql`select coalesce(g.name, '') as name, count(*)::int as "onRoll",
          count(r.cast_at)::int as "turnedOut"
        from vote_roll r
        join households h on h.community_id = r.community_id and h.id = r.household_id
        left join grids g on g.community_id = h.community_id and g.id = h.grid_id
        where r.community_id = ${community_id} and r.vote_id = ${id}
        group by g.name order by g.name is null, length(g.name),
          translate(g.name, '一二三四五六七八九', '123456789'), g.name`
  );

export interface RollLine {
  voterId: string;
  /** The voter, or the head of the household where that is known. */
  name: string;
  home: { building: string; unit: string; room: string };
  voted: boolean;
}

const MOST_ON_PAPER = 5_000;

/** The frozen roll in the order of addresses, with the marks but without any choice. */
export const readRoll = (tx: Sql, vote: Vote): Promise<RollLine[]> =>
  tx
    .select({
      voterId: vote_roll.voter_id,
      name: sql<string>`coalesce(${members.name}, ${households.head_name})`,
      home: { building: households.building, unit: households.unit, room: households.room },
      voted: sql<boolean>`${vote_roll.cast_at} is not null`
    })
    .from(vote_roll)
    .innerJoin(households, isHome)
    .leftJoin(members, isMember)
    .where(isRollOf(vote))
    .orderBy(
      sql`length(${households.building})`,
      asc(households.building),
      sql`length(${households.unit})`,
      asc(households.unit),
      sql`length(${households.room})`,
      asc(households.room),
      asc(vote_roll.voter_id)
    )
    .limit(MOST_ON_PAPER);

export interface BallotLine {
  voterId: string;
  name: string | null;
  home: { building: string; unit: string; room: string };
  choice: Choice;
  castAt: Date;
}

/** After the close of an open vote: who cast what, in the order of casting. Secret votes have none. */
export const listOpenBallots = (
  tx: Sql,
  vote: Vote,
  limit: number,
  after: { at: Date; id: string } | null
): Promise<BallotLine[]> =>
  tx
    .select({
      voterId: open_ballots.voter_id,
      name: members.name,
      home: { building: households.building, unit: households.unit, room: households.room },
      choice: open_ballots.choice,
      castAt: open_ballots.cast_at
    })
    .from(open_ballots)
    .innerJoin(
      vote_roll,
      and(
        eq(vote_roll.community_id, open_ballots.community_id),
        eq(vote_roll.vote_id, open_ballots.vote_id),
        eq(vote_roll.voter_id, open_ballots.voter_id)
      )
    )
    .innerJoin(households, isHome)
    .leftJoin(members, isMember)
    .where(
      and(
        eq(open_ballots.community_id, vote.community_id),
        eq(open_ballots.vote_id, vote.id),
        after
          ? or(
              gt(open_ballots.cast_at, after.at),
              and(eq(open_ballots.cast_at, after.at), gt(open_ballots.voter_id, after.id))
            )
          : undefined
      )
    )
    .orderBy(asc(open_ballots.cast_at), asc(open_ballots.voter_id))
    .limit(limit);

const isHome = and(
  eq(households.community_id, vote_roll.community_id),
  eq(households.id, vote_roll.household_id)
);

const isMember = and(
  eq(members.community_id, vote_roll.community_id),
  eq(members.id, vote_roll.voter_id)
);

const isRollOf = (vote: Vote) =>
  and(eq(vote_roll.community_id, vote.community_id), eq(vote_roll.vote_id, vote.id));
