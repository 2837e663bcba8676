import { PGlite } from '@electric-sql/pglite';
import { EXTENSIONS } from './extensions.server';
import { sql } from 'drizzle-orm';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { join } from 'node:path';
import postgres from 'postgres';
import { explainFolder, explainServer } from './connect-errors.server';
import { embeddedJobs, serverJobs } from './job-store.server';
import { lockFolder } from './lock.server';
import { migratePglite, migratePostgres } from './migrate.server';
import { queryCounter } from './query-count.server';
import { APP_ROLE, guardRole } from './role.server';
import { rewriteTable } from './rewrite.server';
import type { Database, Sql } from './types.server';

/**
 * Opens the embedded database in `folder`, migrates it and steps down to the app's role.
 * @param prepare runs once this process holds the folder, before the database is opened
 */
export async function openEmbedded(
  folder: string,
  prepare: (folder: string) => void = () => undefined
): Promise<Database> {
  const unlock = takeFolder(folder);
  prepare(folder);
  const client = await PGlite.create(join(folder, 'pg'), { extensions: EXTENSIONS }).catch(
    (error: unknown) => {
      unlock();
      throw error;
    }
  );
  return embed(client, folder, unlock);
}

function takeFolder(folder: string): () => void {
  try {
    return lockFolder(folder);
  } catch (error) {
    throw explainFolder(error, folder);
  }
}

/** Turns a PGlite instance into a migrated database; `released` runs after it is closed. */
export async function embed(
  client: PGlite,
  place: string,
  released: () => void = () => undefined
): Promise<Database> {
  const db = drizzlePglite({ client, logger: queryCounter });
  await migratePglite(db);
  await db.execute(sql.raw(`set role ${APP_ROLE}`));
  const database: Database = {
    sql: db as Sql,
    probe: db as Sql,
    kind: 'pglite',
    place,
    jobs: () => embeddedJobs(client),
    rewrite: (table) => rewriteTable(db as Sql, table),
    close: async () => {
      await client.close();
      released();
    }
  };
  await guardRole(database.sql, database.kind);
  return database;
}

/**
 * Connects to a PostgreSQL server (15 to 18) and migrates it.
 * @param options.ownerUrl the role that owns the tables, when it is not the one that serves
 */
export async function openPostgres(
  url: string,
  options: { ownerUrl?: string; max?: number } = {}
): Promise<Database> {
  const { host, pathname } = new URL(url);
  const place = `${host}${pathname}`;
  try {
    await migratePostgres(options.ownerUrl ?? url);
    return await serve(url, options.ownerUrl ?? url, place, options.max ?? 10);
  } catch (error) {
    throw explainServer(error, place);
  }
}

/** Connects as the app's role and proves that row-level security binds it. */
async function serve(url: string, ownerUrl: string, place: string, max: number): Promise<Database> {
  const [client, probe] = [connect(url, max), connect(url, 1)];
  const database: Database = {
    sql: drizzlePostgres({ client, logger: queryCounter }) as Sql,
    probe: drizzlePostgres({ client: probe }) as Sql,
    kind: 'postgres',
    place,
    jobs: async () => serverJobs(url),
    rewrite: (table) => rewriteAsOwner(ownerUrl, table),
    close: async () => {
      await Promise.all([client.end({ timeout: 5 }), probe.end({ timeout: 1 })]);
    }
  };
  await guardRole(database.sql, database.kind).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  return database;
}

const connect = (url: string, max: number) =>
  postgres(url, {
    max,
    onnotice: () => undefined,
    connection: { role: APP_ROLE },
    connect_timeout: 5,
    max_lifetime: 30 * 60,
    // Half a second at most after an outage, spread over the connections; the driver's is up to 20 s.
    backoff: () => 0.1 + Math.random() * 0.4
  });

/** Only the owner may, on all versions; over a connection of its own that waits for nobody for long. */
async function rewriteAsOwner(ownerUrl: string, table: string): Promise<boolean> {
  const client = postgres(ownerUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { lock_timeout: 5_000 }
  });
  return rewriteTable(drizzlePostgres({ client }) as Sql, table).finally(() =>
    client.end({ timeout: 5 })
  );
}
