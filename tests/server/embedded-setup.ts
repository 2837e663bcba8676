import { PGlite } from '@electric-sql/pglite';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { embed } from '../../src/lib/db/connect.server';
import { EXTENSIONS } from '../../src/lib/db/extensions.server';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file with a migrated, empty data folder. */
    migrated: string;
  }
}

/** Makes and migrates the embedded database once for the whole run; each test file loads a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-migrated-'));
  const file = join(folder, 'data.tar');
  const client = await PGlite.create({ extensions: EXTENSIONS });
  await embed(client, 'memory');
  await client.exec('reset role');
  const dump = await client.dumpDataDir('none');
  await client.close();
  await writeFile(file, new Uint8Array(await dump.arrayBuffer()));
  project.provide('migrated', file);
  return () => rm(folder, { recursive: true, force: true });
}
