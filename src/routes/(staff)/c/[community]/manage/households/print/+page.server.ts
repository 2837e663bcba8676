import { atDesk } from '$lib/app/officer.server';
import { findGrid } from '$lib/grids/grids.server';
import { listAllHouseholds } from '$lib/grids/households.server';
import { isId } from '$lib/shared/id';
import { addressWith, readHouseholdFilter } from '../filter';
import { householdSheet } from '../household-table';

const MOST_PRINTED = 2000;

export const load = (event) =>
  atDesk(event, 'readHouseholds', async (tx, { communityId, within, seesNames, now }) => {
    const { url, locals } = event;
    const filter = readHouseholdFilter(url.searchParams, within);
    const found = await listAllHouseholds(tx, communityId, filter, now, MOST_PRINTED + 1);
    const grid = isId(filter.grid) ? await findGrid(tx, communityId, filter.grid) : null;
    return {
      households: householdSheet(found.slice(0, MOST_PRINTED), locals.locale, seesNames),
      isCut: found.length > MOST_PRINTED,
      grid: grid?.name ?? null,
      back: addressWith(url, {}, url.pathname.replace(/\/print$/, '')),
      now
    };
  });
