import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { digestTables, listTables, type TableDigest } from '../../src/lib/db/digest.server';
import { rows } from '../../src/lib/db/rows.server';
import type { Sql } from '../../src/lib/db/types.server';
import { OperatorError } from '../../src/lib/shared/operator-error';

/** What of a drill is compared. */
export interface Copied {
  source: Map<string, TableDigest>;
  copy: Map<string, TableDigest>;
  bytes: number;
}

/**
 * Dumps the database with pg_dump and restores it into an empty one with pg_restore; what is
 * counted in the source is counted in the very snapshot that was dumped.
 * @param from address with the role of backups (docs/operations.md, "Backups")
 * @param into address of an empty database, with the role that will own it
 */
export async function dumpAndRestore(from: string, into: string): Promise<Copied> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-drill-'));
  const file = join(folder, 'linli.dump');
  try {
    await onConnection(into, mustBeEmpty);
    const source = await onConnection(from, (db) =>
      db.transaction(
        async (tx) => {
          await mustSeeAll(tx as Sql);
          const [shown] = await rows<{ snapshot: string }>(
            tx as Sql,
            sql`select pg_export_snapshot() as snapshot`
          );
          const flags = ['--format=custom', `--snapshot=${shown?.snapshot}`, `--file=${file}`];
          await postgresTool('pg_dump', flags, from);
          return digestTables(tx as Sql);
        },
        { isolationLevel: 'repeatable read', accessMode: 'read only' }
      )
    );
    await postgresTool('pg_restore', ['--no-owner', '--exit-on-error', '--dbname=', file], into);
    return { source, copy: await onConnection(into, digestAsOwner), bytes: statSync(file).size };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function mustBeEmpty(db: Sql): Promise<void> {
  if ((await listTables(db)).length === 0) return;
  throw new OperatorError('The database of DRILL_DATABASE_URL is not empty: give an empty one.');
}

async function mustSeeAll(db: Sql): Promise<void> {
  const [role] = await rows<{ sees: boolean }>(
    db,
    sql`select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user`
  );
  if (role?.sees) return;
  throw new OperatorError(
    'The role of BACKUP_DATABASE_URL is bound by row-level security and would dump nothing. ' +
      'Make the role for backups: docs/operations.md, "Backups".'
  );
}

/** The owner sees all rows while row-level security is not forced; the change is taken back. */
async function digestAsOwner(db: Sql): Promise<Map<string, TableDigest>> {
  const undone = new Error('taken back on purpose');
  let digests = new Map<string, TableDigest>();
  await db
    .transaction(async (tx) => {
      for (const { schema, table } of await listTables(tx as Sql)) {
        const place = sql`${sql.identifier(schema)}.${sql.identifier(table)}`;
        await tx.execute(sql`alter table ${place} no force row level security`);
      }
      digests = await digestTables(tx as Sql);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return digests;
}

async function onConnection<T>(url: string, work: (db: Sql) => Promise<T>): Promise<T> {
  const client = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 5 });
  return work(drizzle({ client }) as Sql).finally(() => client.end({ timeout: 5 }));
}

/** Runs one of PostgreSQL's programs on a database; its password never stands in an argument. */
function postgresTool(program: string, flags: string[], url: string): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1));
  const args = flags.map((flag) => (flag === '--dbname=' ? `--dbname=${name}` : flag));
  const env = {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: name
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.on('error', () =>
      reject(new OperatorError(`${program} is missing: install PostgreSQL's client programs.`))
    );
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new OperatorError(`${program} ended with code ${code}:\n${said.trim()}`))
    );
  });
}
