import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { calendarFile } from '$lib/shared/icalendar';
import { readShift } from '$lib/volunteering/read.server';
import { error } from '@sveltejs/kit';

/** The shift for the calendar of a phone. */
export const GET = async (event) => {
  const { app } = event.locals;
  const { community, member } = await standingOf(event);
  const [shift, now] = await withCommunity(
    app.db,
    community.id,
    async (tx) =>
      [
        await readShift(tx, community.id, member.id, event.params.shift),
        await app.clock(tx)
      ] as const
  );
  if (!shift) error(404);
  const origin = app.config.origin ?? event.url.origin;
  const url = `${origin}/c/${community.slug}/shifts/${shift.id}`;
  return new Response(calendarFile(shift, { timeZone: community.time_zone, url, now }), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="linli.ics"'
    }
  });
};
