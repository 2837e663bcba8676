import { listLiveCodes } from '$lib/door/live-code.server';
import { withEvent } from '../../event-desk.server';

/** The code that changes, for the organiser's phone at the door. */
export const load = (request) =>
  withEvent(request, async (_tx, { communityId, standing, event, now }) => {
    const origin = request.locals.app.config.origin ?? request.url.origin;
    const about = { communityId, occasionId: event.id };
    const address = `${origin}/check-in/${standing.community.slug}/events/${event.id}`;
    return { now, event, live: listLiveCodes(about, address, now) };
  });
