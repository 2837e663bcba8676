import type { PGlite } from '@electric-sql/pglite';
import { PgBoss, type ConstructorOptions } from 'pg-boss';
import type postgres from 'postgres';
import { APP_ROLE } from './role.server';

/** The job queue's own schema. Its tables belong to no community and hold no personal data. */
export const JOBS_SCHEMA = 'jobs';

/** How pg-boss reaches its tables: by connections of its own, or through the embedded database. */
export type JobStore = Pick<
  ConstructorOptions,
  'connectionString' | 'options' | 'max' | 'db' | 'backend'
>;

const GRANTS = `
  grant usage on schema ${JOBS_SCHEMA} to ${APP_ROLE};
  grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to ${APP_ROLE}`;

/** As the owner: makes pg-boss's tables, or brings them up to date, and lets the app use them. */
export async function installJobs(owner: postgres.Sql, ownerUrl: string): Promise<void> {
  await install({ connectionString: ownerUrl, max: 1 });
  await owner.unsafe(GRANTS);
}

/** For the app's role, which makes no tables. */
export const serverJobs = (url: string): JobStore => ({
  connectionString: url,
  options: `-c role=${APP_ROLE}`,
  max: 2
});

/** The embedded database's jobs; the tables are made when they are first asked for, not at the start. */
export async function embeddedJobs(client: PGlite): Promise<JobStore> {
  const owner = { db: { executeSql: statements(client, 'none') }, backend: 'pglite' as const };
  await install(owner);
  await owner.db.executeSql(GRANTS);
  return { db: { executeSql: statements(client, APP_ROLE) }, backend: 'pglite' };
}

/**
 * Runs statements in one turn of the embedded database, so that neither a failed one nor the role
 * is ever seen by others. Gives the rows of all of them: pg-boss sends several in one text.
 */
const statements =
  (client: PGlite, role: string) =>
  (text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> =>
    client.transaction(async (tx) => {
      await tx.exec(`set local role ${role}`);
      if (values.length > 0) return { rows: (await tx.query(text, values)).rows };
      return { rows: (await tx.exec(text)).flatMap(({ rows }) => rows) };
    });

async function install(store: JobStore): Promise<void> {
  const boss = new PgBoss({
    ...store,
    schema: JOBS_SCHEMA,
    supervise: false,
    schedule: false,
    registerInstance: false
  });
  // What fails here makes `start` reject; a listener keeps it from being thrown a second time.
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
}
