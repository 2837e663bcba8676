import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate as runPglite } from 'drizzle-orm/pglite/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runPostgres } from 'drizzle-orm/postgres-js/migrator';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { installJobs } from './job-store.server';
import { rows } from './rows.server';
import type { Sql } from './types.server';

const FOLDER = { migrationsFolder: 'drizzle' };

/** Two app processes that start together must not migrate at the same time. */
const MIGRATION_LOCK = 7_031_902;

export const migratePglite = (db: PgliteDatabase<Record<string, never>>): Promise<void> =>
  runPglite(db, FOLDER);

export async function migratePostgres(ownerUrl: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await runPostgres(drizzle({ client }), FOLDER);
    await installJobs(client, ownerUrl);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Whether the database has every migration that this build knows. */
export async function isMigrated(db: Sql): Promise<boolean> {
  const known = readMigrationFiles(FOLDER).length;
  const [row] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from drizzle.__drizzle_migrations`
  );
  return row!.count >= known;
}
