import { sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Cursor } from '../shared/cursor';

/**
 * Rows beyond a cursor in a list that is ordered by `time` and `id`: later ones, or earlier ones.
 * @param time its column; where times are finer than the milliseconds of a cursor, `inWholeMs` of it
 */
export function beyond(
  [time, id]: readonly [time: AnyColumn | SQL, id: AnyColumn],
  cursor: Cursor,
  way: 'later' | 'earlier'
): SQL {
  const than = way === 'later' ? sql`>` : sql`<`;
  return sql`(${time}, ${id}) ${than} (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`;
}

/** What an address can say of a time. */
export const inWholeMs = (time: AnyColumn): SQL => sql`date_trunc('milliseconds', ${time})`;
