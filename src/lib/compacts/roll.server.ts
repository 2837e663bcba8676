import { sql, type SQL } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { listGrids, withGridsBelow } from '../grids/grids.server';
import { setUpBox } from './sealed-box.server';
import { votes } from './tables.server';
import { isVote, type Vote } from './votes.server';

/** Whom a vote asks: people or households, of the community or of one grid and those below it. */
type Electorate = Pick<Vote, 'community_id' | 'electorate' | 'grid_id'>;

/**
 * Opens a vote: freezes the roll as rows and, for a secret one, sets up the box. The vote is held.
 * Members: all who live here; households: all, whether somebody of them has joined or not.
 * @returns how many are on the roll
 */
export async function openVote(tx: Sql, vote: Vote, now: Date): Promise<number> {
  const { community_id, id } = vote;
  const frozen = await rows(
    tx,
    sql`insert into vote_roll (community_id, vote_id, voter_id, household_id)
        select e.community_id, ${id}::uuid, e.voter_id, e.household_id
        from (${await electorateOf(tx, vote)}) e order by e.voter_id returning voter_id`
  );
  if (vote.ballot === 'secret') await setUpBox(tx, vote);
  await tx.update(votes).set({ opened_at: now }).where(isVote(community_id, id));
  return frozen.length;
}

/** How many would be on the roll if the vote opened now. */
export async function countElectorate(tx: Sql, electorate: Electorate): Promise<number> {
  const counted = await rows<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (${await electorateOf(tx, electorate)}) e`
  );
  return counted[0]?.count ?? 0;
}

async function electorateOf(
  tx: Sql,
  { community_id, electorate, grid_id }: Electorate
): Promise<SQL> {
  const within = grid_id
    ? sql`and h.grid_id in (${idList(withGridsBelow(await listGrids(tx, community_id), [grid_id]))})`
    : sql``;
  return electorate === 'household'
    ? sql`select h.community_id, h.id as voter_id, h.id as household_id from households h
          where h.community_id = ${community_id} ${within}`
    : sql`select m.community_id, m.id as voter_id, h.id as household_id from members m
          join households h on h.community_id = m.community_id and h.id = m.household_id
          where m.community_id = ${community_id} and m.left_at is null ${within}`;
}

const idList = (ids: string[]) =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `
  );
