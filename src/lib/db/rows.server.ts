import type { SQL } from 'drizzle-orm';
import type { Sql } from './types.server';

/** Runs hand-written SQL and gives its rows alike on both drivers. */
export async function rows<Row extends Record<string, unknown>>(
  sql: Sql,
  query: SQL
): Promise<Row[]> {
  const result: unknown = await sql.execute(query);
  if (Array.isArray(result)) return result as Row[];
  return (result as { rows: Row[] }).rows;
}
