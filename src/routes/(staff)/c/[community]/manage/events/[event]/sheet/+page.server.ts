import { listAttendees } from '$lib/events/manage-read.server';
import { withEvent } from '../../event-desk.server';

/** The list as a sheet to sign, with lines left for those who come unannounced. */
export const load = (request) =>
  withEvent(request, async (tx, { communityId, event }) => ({
    event,
    rows: await listAttendees(tx, communityId, event.id)
  }));
