import { listLiveCodes } from '$lib/door/live-code.server';
import { withLedShift } from '../../led.server';

/** The code that changes, for the coordinator's phone at the place. */
export const load = (event) =>
  withLedShift(event, async (_tx, { community, shift, now }) => {
    const origin = event.locals.app.config.origin ?? event.url.origin;
    const about = { communityId: community.id, occasionId: shift.id };
    const address = `${origin}/check-in/${community.slug}/${shift.id}`;
    return { now, shift, live: listLiveCodes(about, address, now) };
  });
