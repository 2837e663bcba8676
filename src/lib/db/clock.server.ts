import { sql } from 'drizzle-orm';
import { rows } from './rows.server';
import type { Sql } from './types.server';

/** Reads the time that decides deadlines and order. Tests and the demo bring their own. */
export type Clock = (tx: Sql) => Promise<Date>;

/** The database's clock at the moment of the call, not at the beginning of the transaction. */
export const databaseClock: Clock = async (tx) => {
  const [row] = await rows<{ ms: number }>(
    tx,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`
  );
  return new Date(Math.floor(row!.ms));
};
