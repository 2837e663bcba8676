import { guardSecret } from '../src/lib/accounts/accounts.server';
import { openPhones } from '../src/lib/accounts/phone.server';
import { readConfig, type Config } from '../src/lib/app/config.server';
import { openEmbedded, openPostgres } from '../src/lib/db/connect.server';
import type { Database } from '../src/lib/db/types.server';

/**
 * Runs an operator's task on the installation's database (embedded, or DATABASE_URL) and ends the
 * process. The embedded one must not be served meanwhile.
 */
export const operate = (work: (db: Database, config: Config) => Promise<boolean>) =>
  asTask(async () => {
    const config = readConfig(process.env);
    const db = await open(config);
    return guardSecret(db.sql, openPhones(config.secret, config.formerSecret))
      .then(() => work(db, config))
      .finally(() => db.close());
  });

/** Ends the process with 0, or with 1: for a bad end, or with one sentence for a mistake. */
export async function asTask(task: () => Promise<boolean>) {
  try {
    process.exit((await task()) ? 0 : 1);
  } catch (error) {
    const isMistake = error instanceof Error && error.name === 'OperatorError';
    console.error(isMistake ? error.message : error);
    process.exit(1);
  }
}

const open = ({ databaseUrl, databaseOwnerUrl, dataDir }: Config): Promise<Database> =>
  databaseUrl
    ? openPostgres(databaseUrl, { ownerUrl: databaseOwnerUrl ?? undefined, max: 1 })
    : openEmbedded(dataDir);
