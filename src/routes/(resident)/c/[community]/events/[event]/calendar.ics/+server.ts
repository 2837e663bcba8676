import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readEvent } from '$lib/events/detail.server';
import { calendarFile } from '$lib/shared/icalendar';
import { error } from '@sveltejs/kit';

/** The event for the calendar of a phone. */
export const GET = async (event) => {
  const { app } = event.locals;
  const { community } = await standingOf(event);
  const [found, now] = await withCommunity(
    app.db,
    community.id,
    async (tx) =>
      [await readEvent(tx, community.id, event.params.event), await app.clock(tx)] as const
  );
  if (!found) error(404);
  const origin = app.config.origin ?? event.url.origin;
  const url = `${origin}/c/${community.slug}/events/${found.id}`;
  const entry = { ...found, note: found.description };
  return new Response(calendarFile(entry, { timeZone: community.time_zone, url, now }), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="linli.ics"'
    }
  });
};
