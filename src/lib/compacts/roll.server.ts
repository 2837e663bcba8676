import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { listGrids, withGridsBelow } from '../grids/grids.server';
import { ballot_boxes, votes } from './tables.server';
import { isVote, type Vote } from './votes.server';

/**
 * Opens a vote: freezes the roll as rows and, for a secret one, sets up the box. The vote is held.
 * Members: all who live here; households: all, whether somebody of them has joined or not.
 * @returns how many are on the roll
 */
export async function openVote(tx: Sql, vote: Vote, now: Date): Promise<number> {
  const { community_id, id, grid_id, electorate } = vote;
  const within = grid_id
    ? sql`and h.grid_id in (${idList(withGridsBelow(await listGrids(tx, community_id), [grid_id]))})`
    : sql``;
  const frozen = await rows(
    tx,
    electorate === 'household'
      ? sql`insert into vote_roll (community_id, vote_id, voter_id, household_id)
          select h.community_id, ${id}::uuid, h.id, h.id from households h
          where h.community_id = ${community_id} ${within} order by h.id returning voter_id`
      : sql`insert into vote_roll (community_id, vote_id, voter_id, household_id)
          select m.community_id, ${id}::uuid, m.id, h.id from members m
          join households h on h.community_id = m.community_id and h.id = m.household_id
          where m.community_id = ${community_id} and m.left_at is null ${within}
          order by m.id returning voter_id`
  );
  if (vote.ballot === 'secret') {
    await tx.insert(ballot_boxes).values({ community_id, vote_id: id });
  }
  await tx.update(votes).set({ opened_at: now }).where(isVote(community_id, id));
  return frozen.length;
}

const idList = (ids: string[]) =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `
  );
