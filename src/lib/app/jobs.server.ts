import { PgBoss } from 'pg-boss';
import { eachCommunity } from '../communities/directory.server';
import { discardBallots } from '../compacts/discard.server';
import { turnDueVotes } from '../compacts/due.server';
import { databaseClock, type Clock } from '../db/clock.server';
import { JOBS_SCHEMA } from '../db/job-store.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database, Sql } from '../db/types.server';
import { postDue } from '../points/ledger.server';
import { recordOfficeMonths } from '../rules/office-months.server';
import { expireDue, type Part } from '../rules/expiry-sweep.server';
import { clean } from './cleaning.server';
import { log } from './log.server';

/**
 * Does in a community what has fallen due by `now`, however long ago, and gives how much it was: all
 * of it, or a part, after which it is called again with `after`, in another transaction.
 * Two of them at once, and the same again, must do it once: that rests on constraints, not on jobs.
 */
export type Due = (
  tx: Sql,
  communityId: string,
  now: Date,
  after: string | null
) => Promise<number | Part>;

/** What happens by itself when its time has come. Features add theirs here. */
const DUE: Record<string, Due> = {
  office_months: recordOfficeMonths,
  points_posted: postDue,
  points_expired: (tx, communityId, now, after) => expireDue(tx, communityId, now, after),
  votes_turned: turnDueVotes
};

/** What must see the due things committed before, in transactions of its own. */
const AFTERWARDS = {
  ballots_discarded: async (db: Database, communityId: string, clock: Clock) =>
    discardBallots(db, communityId, await clock(db.sql))
};

const QUEUE = 'due';
const EVERY_MINUTE = '* * * * *';
const CLEANING = 'cleaning';
const EVERY_NIGHT = '17 19 * * *'; // UTC
const DAY_SECONDS = 86_400;
const POLL_SECONDS = 10;
const START_ATTEMPTS = 8;
const STOP_MS = 10_000;

interface Options {
  clock?: Clock;
  due?: Record<string, Due>;
  /** What must be over before: a past that is being made has a clock of its own. */
  after?: Promise<unknown>;
}

/**
 * Does what is due, at once, for what fell due while nobody served, and then every minute. Several
 * processes share the queue. What nobody can use any more is forgotten every night. The app does not
 * wait for it to begin.
 * @returns a function that stops it, after the job that is under way
 */
export function startJobs(db: Database, options: Options = {}): () => Promise<void> {
  let stopping = false;
  let started: Promise<PgBoss | null> | null = null;
  const begin = () => {
    if (stopping) return;
    started = open(db, options, () => stopping).catch((error: unknown) => {
      log.error({ err: error }, 'jobs could not be started');
      return null;
    });
  };
  void Promise.resolve(options.after).then(begin);
  return async () => {
    stopping = true;
    const boss = await started;
    await boss?.stop({ timeout: STOP_MS });
  };
}

async function open(
  db: Database,
  options: Options,
  isStopping: () => boolean
): Promise<PgBoss | null> {
  const store = await db.jobs();
  if (isStopping()) return null;
  const boss = new PgBoss({
    ...store,
    schema: JOBS_SCHEMA,
    migrate: false,
    createSchema: false,
    registerInstance: false,
    reindex: false,
    cronWorkerIntervalSeconds: POLL_SECONDS
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue failed'));
  await boss.start({ attempts: START_ATTEMPTS });
  await keepDoing(boss, QUEUE, EVERY_MINUTE, () => doDue(db, options));
  await keepDoing(boss, CLEANING, EVERY_NIGHT, () => clean(db, options.clock));
  return boss;
}

/** At once and then by the clock. One waits at most; one that a killed process left holds nobody up. */
async function keepDoing(
  boss: PgBoss,
  queue: string,
  cron: string,
  work: () => Promise<void>
): Promise<void> {
  await boss.createQueue(queue, {
    policy: 'short',
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 300,
    retentionSeconds: DAY_SECONDS,
    deleteAfterSeconds: DAY_SECONDS
  });
  await boss.schedule(queue, cron);
  await boss.send(queue);
  await boss.work(queue, { pollingIntervalSeconds: POLL_SECONDS }, work);
}

/**
 * Does what is due in every community, one transaction for each kind or part of it, and what follows;
 * one that fails is logged and keeps nobody else waiting. Throws afterwards when something failed, so
 * that it is tried again.
 */
export async function doDue(
  db: Database,
  { clock = databaseClock, due = DUE }: Options = {}
): Promise<void> {
  let failed = 0;
  for await (const { id: communityId } of eachCommunity(db.sql)) {
    const tasks = [
      ...Object.entries(due).map(([kind, settle]) => ({
        kind,
        task: () => doParts(db, communityId, clock, settle)
      })),
      ...Object.entries(AFTERWARDS).map(([kind, follow]) => ({
        kind,
        task: () => follow(db, communityId, clock)
      }))
    ];
    for (const { kind, task } of tasks) {
      try {
        const count = await task();
        if (count > 0) log.info({ communityId, kind, count }, 'done when due');
      } catch (error) {
        failed += 1;
        log.error({ communityId, kind, err: error }, 'not done when due');
      }
    }
  }
  if (failed > 0) throw new Error(`${failed} of the due tasks failed; see the log before this.`);
}

/** By the time at which the first part began. */
async function doParts(
  db: Database,
  communityId: string,
  clock: Clock,
  settle: Due
): Promise<number> {
  const doPart = (after: string | null, begun?: Date) =>
    withCommunity(db, communityId, async (tx) => {
      const now = begun ?? (await clock(tx));
      const done = await settle(tx, communityId, now, after);
      return { now, ...(typeof done === 'number' ? { count: done, next: null } : done) };
    });
  let part = await doPart(null);
  let total = part.count;
  while (part.next !== null) {
    part = await doPart(part.next, part.now);
    total += part.count;
  }
  return total;
}
