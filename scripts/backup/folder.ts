import { sql } from 'drizzle-orm';
import { cpSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openEmbedded } from '../../src/lib/db/connect.server';
import { digestTables, type TableDigest } from '../../src/lib/db/digest.server';
import { APP_ROLE } from '../../src/lib/db/role.server';
import type { Database } from '../../src/lib/db/types.server';
import type { Copied } from './server';

/** Keys of secret votes belong into no backup, and the mark of the running process into no copy. */
const LEFT_OUT = ['ballot-keys', 'linli.pid'];

/** Copies a data folder as docs/operations.md says, and counts in the original and in the copy. */
export async function copyFolder(dataDir: string, into: string): Promise<Copied> {
  const source = await digestFolder(dataDir);
  cpSync(dataDir, into, {
    recursive: true,
    filter: (path) => path === dataDir || !LEFT_OUT.includes(basename(path))
  });
  return { source, copy: await digestFolder(into), bytes: sizeOf(into) };
}

async function digestFolder(folder: string): Promise<Map<string, TableDigest>> {
  const db = await openEmbedded(folder);
  return asOwner(db, () => digestTables(db.sql)).finally(() => db.close());
}

/** The embedded database has one connection, which steps down to the app's role when it is opened. */
async function asOwner<T>({ sql: db }: Database, work: () => Promise<T>): Promise<T> {
  await db.execute(sql`reset role`);
  return work().finally(() => db.execute(sql.raw(`set role ${APP_ROLE}`)));
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
