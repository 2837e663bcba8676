import { isMigrated } from '../db/migrate.server';
import { guardRole } from '../db/role.server';
import type { Database } from '../db/types.server';

/** Those who ask wait for a second; an answer that comes later is none. */
const PATIENCE_MS = 800;

let pending: Promise<'migrated' | 'outdated'> | undefined;

/**
 * Whether the database answers in time, has this build's migrations, and cannot bypass row-level
 * security. One check at a time, however many ask, so that none queue behind a server that hangs.
 */
export async function readiness(db: Database): Promise<'migrated' | 'outdated' | 'unanswered'> {
  pending ??= check(db).finally(() => (pending = undefined));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unanswered'>((resolve) => {
    timer = setTimeout(() => resolve('unanswered'), PATIENCE_MS);
  });
  // Whatever fails here is asked again by the next check; the pages' own failures are logged.
  const answered = pending.catch(() => 'unanswered' as const);
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

async function check({ probe, kind }: Database): Promise<'migrated' | 'outdated'> {
  await guardRole(probe, kind);
  return (await isMigrated(probe)) ? 'migrated' : 'outdated';
}
