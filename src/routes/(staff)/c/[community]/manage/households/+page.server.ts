import { atDesk } from '$lib/app/officer.server';
import { addressWords } from '$lib/grids/address-words';
import { listGrids } from '$lib/grids/grids.server';
import { countHouseholds, listHouseholds } from '$lib/grids/households.server';
import { maskName } from '$lib/ui/masked';
import { addressWith, readHouseholdFilter } from './filter';

export const load = (event) =>
  atDesk(event, 'readHouseholds', async (tx, { communityId, within, seesNames, may, now }) => {
    const { url, locals } = event;
    const filter = readHouseholdFilter(url.searchParams, within);
    const cursor = {
      after: url.searchParams.get('after'),
      before: url.searchParams.get('before')
    };
    const grids = await listGrids(tx, communityId);
    const count = await countHouseholds(tx, communityId, filter, now);
    const page = await listHouseholds(tx, communityId, filter, cursor, now);
    return {
      households: page.rows.map((row) => ({
        id: row.id,
        address: addressWords(row, locals.locale),
        head: seesNames ? row.head_name : row.head_name && maskName(row.head_name),
        grid: row.grid_name,
        people: row.people,
        joined: row.joined,
        card: row.card
      })),
      newer: page.before && addressWith(url, { before: page.before }),
      older: page.after && addressWith(url, { after: page.after }),
      count,
      filter: { q: filter.q, grid: filter.grid, state: filter.state },
      isFiltered: filter.q !== '' || filter.grid !== '' || filter.state !== '',
      grids: grids
        .filter(({ id }) => within === null || within.includes(id))
        .map(({ id, name }) => ({ id, name })),
      links: {
        xlsx: addressWith(url, { format: 'xlsx' }, `${url.pathname}/export`),
        csv: addressWith(url, { format: 'csv' }, `${url.pathname}/export`),
        print: addressWith(url, {}, `${url.pathname}/print`)
      },
      mayKeep: may('keepHouseholds')
    };
  });
