import { deleteOldCodes } from '../accounts/codes.server';
import { deleteEndedSessions } from '../accounts/sessions.server';
import { databaseClock, type Clock } from '../db/clock.server';
import type { Database } from '../db/types.server';

/** Forgets, for the whole installation, what nobody can use any more: sessions and sign-in codes. */
export async function clean(db: Database, clock: Clock = databaseClock): Promise<void> {
  const now = await clock(db.sql);
  await deleteEndedSessions(db.sql, now);
  await deleteOldCodes(db.sql, now);
}
