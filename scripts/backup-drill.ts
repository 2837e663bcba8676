import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardSecret } from '../src/lib/accounts/accounts.server';
import { openPhones } from '../src/lib/accounts/phone.server';
import { readConfig, type Config } from '../src/lib/app/config.server';
import { openEmbedded, openPostgres } from '../src/lib/db/connect.server';
import { compareDigests } from '../src/lib/db/digest.server';
import type { Database } from '../src/lib/db/types.server';
import { OperatorError } from '../src/lib/shared/operator-error';
import { copyFolder } from './backup/folder';
import { dumpAndRestore, type Copied } from './backup/server';
import { asTask } from './operate';
import { verifyAll } from './ledger';

/**
 * `npm run backup:drill`: makes a backup, restores it into an empty place, opens the app's database
 * there, adds up every ledger and compares each table with the original. Changes nothing that is
 * in use; the embedded installation must be stopped meanwhile.
 */
await asTask(async () => {
  const config = readConfig(process.env);
  return config.databaseUrl ? drillServer(config) : drillFolder(config);
});

async function drillServer(config: Config): Promise<boolean> {
  const { BACKUP_DATABASE_URL: from, DRILL_DATABASE_URL: into } = process.env;
  if (!from || !into) {
    throw new OperatorError(
      'Set BACKUP_DATABASE_URL (the database, with the role of backups) and DRILL_DATABASE_URL ' +
        '(an empty database, with the role that will own it): docs/operations.md, "Backups".'
    );
  }
  const copied = await timed('dumped and restored', () => dumpAndRestore(from, into));
  const isGood = await prove(copied, config, () => openPostgres(into, { max: 1 }));
  console.log('The database of DRILL_DATABASE_URL may be dropped now.');
  return isGood;
}

async function drillFolder(config: Config): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-drill-'));
  const into = join(folder, 'data');
  try {
    const copied = await timed('copied', () => copyFolder(config.dataDir, into));
    const ofCopy = readConfig({ ...process.env, DATA_DIR: into });
    return await prove(copied, ofCopy, () => openEmbedded(into));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the restored database as the app would. @returns whether it is whole */
async function prove(
  { source, copy, bytes }: Copied,
  { secret, formerSecret }: Config,
  open: () => Promise<Database>
): Promise<boolean> {
  const differences = compareDigests(source, copy);
  const count = [...source.values()].reduce((sum, table) => sum + table.rows, 0);
  console.log(`${source.size} tables with ${count} rows, ${(bytes / 1e6).toFixed(1)} MB`);
  for (const difference of differences) console.log(`  ${difference}`);
  const db = await open();
  try {
    await guardSecret(db.sql, openPhones(secret, formerSecret));
    const adds = await timed('ledgers added up', () => verifyAll(db));
    const isGood = adds && differences.length === 0;
    console.log(isGood ? 'The backup is whole.' : 'THE BACKUP IS NOT WHOLE.');
    return isGood;
  } finally {
    await db.close();
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${what} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
