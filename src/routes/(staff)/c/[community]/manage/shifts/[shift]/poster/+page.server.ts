import { qrSvgPath } from '$lib/ui/qr';
import { posterToken, sixDigitCode } from '$lib/door/check-in-code.server';
import { checkInKey } from '$lib/door/check-in-key.server';
import { withLedShift } from '../../led.server';

/** The poster to hang up at the place. Its link holds for this shift only. */
export const load = (event) =>
  withLedShift(event, async (_tx, { community, shift, now }) => {
    const about = { communityId: community.id, occasionId: shift.id };
    const origin = event.locals.app.config.origin ?? event.url.origin;
    const token = posterToken(checkInKey(), about);
    return {
      now,
      shift,
      qr: qrSvgPath(`${origin}/check-in/${community.slug}/${shift.id}/${token}`),
      code: sixDigitCode(checkInKey(), about)
    };
  });
