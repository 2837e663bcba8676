import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/lib/db/types.server';
import { newId } from '../../src/lib/shared/id';
import {
  BY_CHANCE,
  choiceAt,
  countOnPages,
  holdsKey,
  voteAndCopy,
  VOTERS
} from '../server/ballot-copies';
import { openFreshPostgres, type Fresh } from '../server/fresh';
import { copyFolder, filesBelow, recoverBallots, type Voted } from '../server/pages';
import { asAdmin } from '../server/roles';

let folder: string;
let db: Database & { fresh: Fresh };
let dataDirectory: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linli-copies-'));
  db = await openFreshPostgres(4);
  dataDirectory = await asAdmin(db.fresh.adminUrl, async (client) => {
    const [row] = await client`select current_setting('data_directory') as place`;
    return String(row?.place);
  });
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the server still holds in memory goes to its files, so that the copy is the worst there is. */
const flush = async () => {
  await asAdmin(db.fresh.adminUrl, (client) => client`checkpoint`);
};

test('who copies the data directory with its log before or after the close recovers no ballot', async () => {
  const { voted, sealed, before, after, keys, key } = await voteAndCopy(
    db,
    dataDirectory,
    folder,
    'secret',
    flush
  );
  const [privateKey = ''] = key;
  expect(countOnPages(before, sealed)).toBe(VOTERS);
  expect(recoverBallots(before, voted).ballots).toBeLessThan(BY_CHANCE);
  expect(holdsKey(filesBelow(before), privateKey)).toEqual([]);
  expect(recoverBallots(after, voted).ballots).toBeLessThan(BY_CHANCE);
  expect(countOnPages(after, sealed)).toBe(0);
  expect(filesBelow(keys)).toEqual([]);
  expect(holdsKey(filesBelow(dataDirectory), privateKey)).toEqual([]);
});

test('the same attack reads all ballots of an open vote', async () => {
  const { voted, before } = await voteAndCopy(db, dataDirectory, folder, 'open', flush);
  expect(recoverBallots(before, voted).ballots).toBe(VOTERS);
});

test('the same attack reads all ballots from a row that only counts, by its old versions and the log', async () => {
  const voted: Voted[] = [];
  await asAdmin(db.fresh.adminUrl, async (client) => {
    await client`create schema counted`;
    await client`create table counted.seen (key uuid)`;
    await client`create table counted.box (in_favour int, against int, abstaining int)`;
    await client`insert into counted.box values (0, 0, 0)`;
    for (let at = 0; at < VOTERS; at++) {
      const [key, choice] = [newId(), choiceAt(at)];
      await client.begin(async (tx) => {
        await tx`insert into counted.seen values (${key})`;
        await tx`update counted.box set in_favour = in_favour + ${Number(choice === 'in_favour')},
          against = against + ${Number(choice === 'against')},
          abstaining = abstaining + ${Number(choice === 'abstaining')}`;
      });
      voted.push({ key, choice });
    }
    await client`checkpoint`;
  });
  const copy = copyFolder(dataDirectory, join(folder, 'counted'));
  expect(recoverBallots(copy, voted).ballots).toBeGreaterThanOrEqual(0.95 * VOTERS);
});
