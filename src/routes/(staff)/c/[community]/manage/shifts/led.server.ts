import { officerStanding } from '$lib/app/standing.server';
import type { Standing } from '$lib/communities/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import type { Sql } from '$lib/db/types.server';
import { leads, teamsLed } from '$lib/volunteering/coordinator.server';
import { readPlannedShift, type Roster } from '$lib/volunteering/roster.server';
import { error, type RequestEvent } from '@sveltejs/kit';

type ShiftEvent = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'cookies' | 'request'>;

export interface Led extends Standing {
  now: Date;
  /** The teams that the viewer runs; null for all. */
  teamIds: string[] | null;
}

/** Coordinators and the committee; others get the same 404 as for a page that is not there. */
export async function coordinating<T>(
  event: ShiftEvent,
  read: (tx: Sql, led: Led) => Promise<T>
): Promise<T> {
  const standing = await officerStanding(event, 'coordinator', 'committee');
  const { app } = event.locals;
  return withCommunity(app.db, standing.community.id, async (tx) =>
    read(tx, { ...standing, now: await app.clock(tx), teamIds: teamsLed(standing.offices) })
  );
}

/** As `coordinating`, for the shift of the address, which must be one of the viewer's teams. */
export const withLedShift = <T>(
  event: ShiftEvent,
  read: (tx: Sql, led: Led & { shift: Roster['shift'] }) => Promise<T>
): Promise<T> =>
  coordinating(event, async (tx, led) => {
    const shift = await readPlannedShift(tx, led.community.id, event.params.shift ?? '');
    if (!shift || !leads(led.offices, shift.teamId)) error(404);
    return read(tx, { ...led, shift });
  });
