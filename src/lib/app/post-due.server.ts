import { listCommunities } from '../communities/directory.server';
import { databaseClock, type Clock } from '../db/clock.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { postDue } from '../points/ledger.server';
import { log } from './log.server';

const EVERY_MS = 60_000;

/**
 * Posts the points whose public notice has ended, of every community, at once and then every
 * minute. Several processes may do so at the same time: each transfer is posted once.
 * @returns a function that stops it, after the round that is under way
 */
export function startPosting(
  db: Database,
  clock: Clock = databaseClock,
  everyMs = EVERY_MS
): () => Promise<void> {
  let round = Promise.resolve();
  let stopped = false;
  const run = () => {
    round = round.then(() => (stopped ? undefined : postEverywhere(db, clock)));
  };
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
    return round;
  };
}

/** One transaction for each community; one that fails is logged and keeps nobody else waiting. */
export async function postEverywhere(db: Database, clock: Clock): Promise<void> {
  try {
    for (const { id } of await listCommunities(db.sql)) await postIn(db, clock, id);
  } catch (error) {
    log.error({ err: error }, 'communities could not be read to post points');
  }
}

async function postIn(db: Database, clock: Clock, communityId: string): Promise<void> {
  try {
    const posted = await withCommunity(db, communityId, async (tx) =>
      postDue(tx, communityId, await clock(tx))
    );
    if (posted > 0) log.info({ communityId, posted }, 'points posted after their notice');
  } catch (error) {
    log.error({ communityId, err: error }, 'points could not be posted');
  }
}
