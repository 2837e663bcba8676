import { sql, type SQL } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import type { Circle } from './history.server';

/**
 * Locks everyone whose awards may change, always in the same order: grids, households, members,
 * each by id. While the locks are held nobody else's fact can come between.
 */
export async function lockCircle(tx: Sql, communityId: string, circle: Circle): Promise<void> {
  await lockRows(tx, communityId, sql`grids`, circle.grids);
  await lockRows(tx, communityId, sql`households`, circle.households);
  await lockRows(tx, communityId, sql`members`, circle.members);
}

async function lockRows(tx: Sql, communityId: string, table: SQL, ids: Set<string>): Promise<void> {
  if (ids.size === 0) return;
  const list = sql.join(
    [...ids].map((id) => sql`${id}::uuid`),
    sql`, `
  );
  await rows(
    tx,
    sql`select id from ${table} where community_id = ${communityId} and id in (${list}) order by id for no key update`
  );
}
