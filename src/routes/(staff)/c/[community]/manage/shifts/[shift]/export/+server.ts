import { downloadTable } from '$lib/grids/table-file.server';
import { readRoster } from '$lib/volunteering/roster.server';
import { rosterTable } from '$lib/volunteering/roster-table';
import { civilDate } from '$lib/shared/civil-time';
import { error } from '@sveltejs/kit';
import { withLedShift } from '../../led.server';

/** The roster as xlsx, or as csv with `?format=csv`. */
export const GET = async (event) => {
  const { name, table } = await withLedShift(event, async (tx, { community, shift }) => {
    const roster = await readRoster(tx, community.id, shift.id);
    if (!roster) error(404);
    const date = civilDate(shift.startsAt.getTime(), community.time_zone);
    return {
      name: `${shift.title} ${date}`,
      table: rosterTable(roster.rows, event.locals.locale, community.time_zone)
    };
  });
  return downloadTable(name, table, event.url.searchParams.get('format'));
};
