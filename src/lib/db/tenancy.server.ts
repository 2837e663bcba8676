import { sql } from 'drizzle-orm';
import { uuid } from 'drizzle-orm/pg-core';
import { isId } from '../shared/id';
import { assert } from '../shared/result';
import type { Database, Sql } from './types.server';

/** The two columns with which every tenant table begins; the key is always (community_id, id). */
export const tenantColumns = () => ({
  community_id: uuid('community_id').notNull(),
  id: uuid('id').notNull()
});

/**
 * Runs `work` in one transaction in which row-level security shows this community only.
 * SET LOCAL instead of set_config, because Citus passes only the former on to its workers.
 */
export function withCommunity<T>(
  db: Database,
  communityId: string,
  work: (tx: Sql) => Promise<T>
): Promise<T> {
  assert(isId(communityId), 'a community id is a UUID');
  return db.sql.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local app.community_id = '${communityId}'`));
    return work(tx);
  });
}
