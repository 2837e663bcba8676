import { posterToken, sixDigitCode } from '$lib/door/check-in-code.server';
import { checkInKey } from '$lib/door/check-in-key.server';
import { qrSvgPath } from '$lib/ui/qr';
import { withEvent } from '../../event-desk.server';

/** The poster to hang up at the door. Its link holds for this event only. */
export const load = (request) =>
  withEvent(request, async (_tx, { communityId, standing, event }) => {
    const about = { communityId, occasionId: event.id };
    const origin = request.locals.app.config.origin ?? request.url.origin;
    const token = posterToken(checkInKey(), about);
    const path = `/check-in/${standing.community.slug}/events/${event.id}/${token}`;
    return { event, qr: qrSvgPath(origin + path), code: sixDigitCode(checkInKey(), about) };
  });
