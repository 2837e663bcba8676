import { databaseClock, type Clock } from '../db/clock.server';
import { openEmbedded, openPostgres } from '../db/connect.server';
import type { Database } from '../db/types.server';
import { openSessions, type Sessions } from '../accounts/sessions.server';
import { readConfig, type Config } from './config.server';

/** What every request uses; opened once for the process. */
export interface App {
  config: Config;
  db: Database;
  sessions: Sessions;
  clock: Clock;
}

let opened: Promise<App> | undefined;

/** Opens the database (embedded, or PostgreSQL by DATABASE_URL) once and gives the app. */
export function startApp(env: NodeJS.ProcessEnv = process.env): Promise<App> {
  opened ??= open(readConfig(env));
  return opened;
}

async function open(config: Config): Promise<App> {
  const db = config.databaseUrl
    ? await openPostgres(config.databaseUrl, { ownerUrl: config.databaseOwnerUrl ?? undefined })
    : await openEmbedded(config.dataDir);
  return { config, db, sessions: openSessions(db), clock: databaseClock };
}

/** Closes the database after the last request; the folder lock goes with it. */
export async function stopApp(): Promise<void> {
  if (!opened) return;
  const { db } = await opened;
  opened = undefined;
  await db.close();
}
