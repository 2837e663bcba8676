import type { JobStore } from './job-store.server';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** Anything that runs SQL: the pool or a transaction. The same for PostgreSQL and PGlite. */
export type Sql = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface Database {
  /** Where the job queue keeps its jobs; makes its tables when they are not there yet. */
  jobs(): Promise<JobStore>;
  /** For tables that belong to no community (accounts, sessions, communities). */
  sql: Sql;
  /** For the check of readiness: a connection that nothing else waits for, where there may be several. */
  probe: Sql;
  kind: 'pglite' | 'postgres';
  /** Where it is, for people: a folder or host/name, never with a password. */
  place: string;
  /**
   * Writes a table anew, so that no page keeps what was deleted from it. For emptied, small tables:
   * nobody uses it meanwhile. Gives false when it could not; then it may be tried again.
   */
  rewrite(table: string): Promise<boolean>;
  close(): Promise<void>;
}
