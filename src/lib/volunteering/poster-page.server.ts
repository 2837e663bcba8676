import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { isId } from '../shared/id';
import { isSame, posterToken, readScanStamp, scanStamp } from './check-in-code.server';
import { checkInKey } from './check-in-key.server';
import { readShift, type ShiftDetail } from './read.server';
import { readPlannedShift, type Roster } from './roster.server';

/** What a poster's link opens, for whoever holds it; null when the link is not genuine. */
export async function readPoster(
  db: Database,
  communityId: string,
  shiftId: string,
  token: string
): Promise<Roster['shift'] | null> {
  if (!isId(shiftId)) return null;
  if (!isSame(token, posterToken(checkInKey(), { communityId, shiftId }))) return null;
  return withCommunity(db, communityId, (tx) => readPlannedShift(tx, communityId, shiftId));
}

/** As `readPoster`, for a member of the community. */
export const readPosterFor = (
  db: Database,
  communityId: string,
  shiftId: string,
  memberId: string
): Promise<ShiftDetail | null> =>
  withCommunity(db, communityId, (tx) => readShift(tx, communityId, memberId, shiftId));

/** The stamp of the first scan: the one that the phone still holds, or a new one of now. */
export function keepScan(
  shift: { communityId: string; shiftId: string },
  held: string | undefined,
  now: Date
): string {
  const key = checkInKey();
  return held && readScanStamp(key, shift, held) ? held : scanStamp(key, shift, now);
}
