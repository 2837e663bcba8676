import { PGlite } from '@electric-sql/pglite';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embed } from '../src/lib/db/connect.server';
import { EXTENSIONS } from '../src/lib/db/extensions.server';
import type { Database } from '../src/lib/db/types.server';
import { BY_CHANCE, countOnPages, holdsKey, voteAndCopy, VOTERS } from './server/ballot-copies';
import { filesBelow, recoverBallots } from './server/pages';

let folder: string;
let client: PGlite;
let db: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linli-copies-'));
  mkdirSync(join(folder, 'data'));
  client = await PGlite.create(join(folder, 'data', 'pg'), { extensions: EXTENSIONS });
  db = await embed(client, folder);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const vote = (ballot: 'secret' | 'open') =>
  voteAndCopy(db, join(folder, 'data', 'pg'), folder, ballot, flush);

/** What is still in memory goes to the files, so that the copy is the worst there is. */
const flush = async () => {
  await client.transaction((tx) => tx.exec('set local role none; checkpoint'));
};

test('who copies the embedded folder before or after the close of a secret vote recovers no ballot', async () => {
  const { voted, sealed, before, after, keys, key } = await vote('secret');
  const [privateKey = ''] = key;
  expect(countOnPages(before, sealed)).toBe(VOTERS);
  expect(recoverBallots(before, voted).ballots).toBeLessThan(BY_CHANCE);
  expect(holdsKey(filesBelow(before), privateKey)).toEqual([]);
  expect(recoverBallots(after, voted).ballots).toBeLessThan(BY_CHANCE);
  expect(countOnPages(after, sealed)).toBe(0);
  expect(filesBelow(keys)).toEqual([]);
  expect(holdsKey(filesBelow(join(folder, 'data')), privateKey)).toEqual([]);
});

test('the same attack reads all ballots of an open vote from its pages', async () => {
  const { voted, before } = await vote('open');
  const { ballots, where } = recoverBallots(before, voted);
  expect(where).toContain(`of ${VOTERS} receipts`);
  expect(ballots).toBe(VOTERS);
});
