import { databaseClock, type Clock } from '../db/clock.server';
import { openEmbedded, openPostgres } from '../db/connect.server';
import type { Database } from '../db/types.server';
import { guardSecret } from '../accounts/accounts.server';
import { openLimits, type Limits } from '../accounts/limits.server';
import { openPhones, type Phones } from '../accounts/phone.server';
import { openSessions, type Sessions } from '../accounts/sessions.server';
import { openSms, type Sms } from '../accounts/sms.server';
import { isDemoOnly } from '../communities/directory.server';
import { isAdoptedBy } from '../compacts/adopted.server';
import { configureBallotKeys } from '../compacts/ballot-keys.server';
import { configureCheckInKey } from '../door/check-in-key.server';
import { configureCardKey } from '../grids/card-key.server';
import { configureResidentsVote } from '../rules/residents-vote.server';
import { discardUnfinishedDemo, fillOnFirstStart, type DemoState } from './demo/first-start.server';
import { log } from './log.server';
import { readConfig, type Config } from './config.server';
import { startJobs } from './jobs.server';

/** What every request uses; opened once for the process. */
export interface App {
  config: Config;
  db: Database;
  sessions: Sessions;
  phones: Phones;
  limits: Limits;
  sms: Sms;
  clock: Clock;
  demo: DemoState;
  stopJobs: () => Promise<void>;
}

/** On the process: `vite dev` loads this module anew after an edit, while the folder stays open. */
const kept = globalThis as typeof globalThis & { linliApp?: Promise<App> };

let configured: Promise<App> | undefined;

/** Opens the database (embedded, or PostgreSQL by DATABASE_URL) once and gives the app. */
export function startApp(env: NodeJS.ProcessEnv = process.env): Promise<App> {
  kept.linliApp ??= open(readConfig(env), env);
  configured ??= kept.linliApp.then(configure);
  return configured;
}

function configure(app: App): App {
  const { secret, formerSecret, ballotKeysDir } = app.config;
  configureCheckInKey(secret, formerSecret);
  configureCardKey(secret, formerSecret);
  configureBallotKeys(ballotKeysDir);
  configureResidentsVote(isAdoptedBy);
  return app;
}

async function open(config: Config, env: NodeJS.ProcessEnv): Promise<App> {
  const db = config.databaseUrl
    ? await openPostgres(config.databaseUrl, { ownerUrl: config.databaseOwnerUrl ?? undefined })
    : await openEmbedded(config.dataDir, discardUnfinishedDemo);
  const phones = openPhones(config.secret, config.formerSecret);
  await guardSecret(db.sql, phones);
  const app: App = {
    config,
    db,
    sessions: openSessions(db),
    phones,
    limits: openLimits(db.sql, phones),
    sms: openSms(env, () => isDemoOnly(db.sql)),
    clock: databaseClock,
    demo: { state: 'none', percent: 0 },
    stopJobs: async () => undefined
  };
  configure(app);
  const filled = config.demo && fillDemo(app);
  app.stopJobs = startJobs(db, { after: Promise.resolve(filled) });
  return app;
}

const fillDemo = (app: App): Promise<void> =>
  fillOnFirstStart(app, app.config.dataDir, app.demo).catch((error: unknown) =>
    log.fatal({ err: error }, 'the demo could not be filled')
  );

/** Closes the database after the last request; the folder lock goes with it. */
export async function stopApp(): Promise<void> {
  if (!kept.linliApp) return;
  const { db, stopJobs } = await kept.linliApp;
  delete kept.linliApp;
  configured = undefined;
  await stopJobs();
  await db.close();
}
