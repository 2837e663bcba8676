import { PGlite } from '@electric-sql/pglite';
import { readFile } from 'node:fs/promises';
import { inject } from 'vitest';
import { embed } from './connect.server';
import { EXTENSIONS } from './extensions.server';
import type { Database } from './types.server';

/** A fresh, migrated in-memory database for one test file; close it in `afterAll`. */
export async function openTestDatabase(): Promise<Database> {
  const loadDataDir = new Blob([await readFile(inject('migrated'))]);
  return embed(await PGlite.create({ loadDataDir, extensions: EXTENSIONS }), 'memory');
}
