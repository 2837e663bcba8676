import { attendeeTable } from '$lib/events/attendee-table';
import { listAttendees } from '$lib/events/manage-read.server';
import { downloadTable } from '$lib/grids/table-file.server';
import { civilDate } from '$lib/shared/civil-time';
import { withEvent } from '../../event-desk.server';

/** The list as xlsx, or as csv with `?format=csv`. */
export const GET = async (request) => {
  const { name, table } = await withEvent(request, async (tx, { communityId, standing, event }) => {
    const { time_zone: zone } = standing.community;
    const rows = await listAttendees(tx, communityId, event.id);
    return {
      name: `${event.title} ${civilDate(event.startsAt.getTime(), zone)}`,
      table: attendeeTable(rows, request.locals.locale, zone)
    };
  });
  return downloadTable(name, table, request.url.searchParams.get('format'));
};
