import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { isGenuinePoster } from '../door/scan.server';
import { readShift, type ShiftDetail } from './read.server';
import { readPlannedShift, type Roster } from './roster.server';

/** What a poster's link opens, for whoever holds it; null when the link is not genuine. */
export async function readPoster(
  db: Database,
  communityId: string,
  shiftId: string,
  token: string
): Promise<Roster['shift'] | null> {
  if (!isGenuinePoster({ communityId, occasionId: shiftId }, token)) return null;
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
