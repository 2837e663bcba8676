import { atDesk } from '$lib/app/officer.server';
import { listAllHouseholds } from '$lib/grids/households.server';
import { downloadTable } from '$lib/grids/table-file.server';
import { m } from '$lib/paraglide/messages';
import { readHouseholdFilter } from '../filter';
import { householdTable } from '../household-table';

/** The filtered list as a file, up to 20,000 households. */
export const GET = async (event) => {
  const { url } = event;
  const table = await atDesk(event, 'readHouseholds', async (tx, desk) => {
    const filter = readHouseholdFilter(url.searchParams, desk.within);
    const found = await listAllHouseholds(tx, desk.communityId, filter, desk.now);
    return householdTable(found, desk.seesNames);
  });
  return downloadTable(m.manage_households(), table, url.searchParams.get('format'));
};
