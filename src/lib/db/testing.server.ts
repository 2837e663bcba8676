import { PGlite } from '@electric-sql/pglite';
import { embed } from './connect.server';
import { EXTENSIONS } from './extensions.server';
import type { Database } from './types.server';

let migrated: Promise<Blob | File> | undefined;

/** A fresh, migrated in-memory database for one test file; close it in `afterAll`. */
export async function openTestDatabase(): Promise<Database> {
  migrated ??= dumpMigrated();
  const client = await PGlite.create({ loadDataDir: await migrated, extensions: EXTENSIONS });
  return embed(client, 'memory');
}

async function dumpMigrated(): Promise<Blob | File> {
  const client = await PGlite.create({ extensions: EXTENSIONS });
  await embed(client, 'memory');
  await client.exec('reset role');
  const dump = await client.dumpDataDir('none');
  await client.close();
  return dump;
}
