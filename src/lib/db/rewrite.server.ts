import { sql } from 'drizzle-orm';
import { rows } from './rows.server';
import { LOCK_NOT_AVAILABLE, sqlState } from './sql-state.server';
import type { Sql } from './types.server';

/**
 * VACUUM FULL: the table's rows move to a new file, and the old one goes. Whether it happened is seen
 * by the file's number, because a role that may not is only warned.
 */
export async function rewriteTable(db: Sql, table: string): Promise<boolean> {
  const before = await fileOf(db, table);
  try {
    await db.execute(sql`vacuum (full) ${sql.identifier(table)}`);
  } catch (error) {
    if (sqlState(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
  return (await fileOf(db, table)) !== before;
}

async function fileOf(db: Sql, table: string): Promise<string> {
  const [found] = await rows<{ file: string }>(
    db,
    sql`select pg_relation_filenode(${table}::regclass)::text as file`
  );
  return found!.file;
}
