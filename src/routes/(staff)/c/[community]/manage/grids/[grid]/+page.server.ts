import { error } from '@sveltejs/kit';
import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { listGridLeaders, listPeople } from '$lib/communities/people.server';
import { renameGrid } from '$lib/grids/grid-commands.server';
import { tallyGrids } from '$lib/grids/grids.server';
import { addressWords } from '$lib/grids/address-words';
import { listPlaces } from '$lib/grids/households.server';

const CANDIDATES = 10;

export const load = (event) =>
  atDesk(event, 'keepGrids', async (tx, { communityId }) => {
    const { grids } = await tallyGrids(tx, communityId);
    const grid = grids.find(({ id }) => id === event.params.grid);
    if (!grid) error(404);
    const leaders = await listGridLeaders(tx, communityId);
    const q = (event.url.searchParams.get('q') ?? '').slice(0, 60);
    const found = q ? await listPeople(tx, communityId, { q, office: '' }, {}) : null;
    const own = leaders.filter(({ grid_id }) => grid_id === grid.id);
    const candidates = found?.rows
      .filter(({ id }) => !own.some(({ member_id }) => member_id === id))
      .slice(0, CANDIDATES);
    const homes = candidates?.flatMap(({ household_id }) => household_id ?? []) ?? [];
    const places = await listPlaces(tx, communityId, homes);
    const doorOf = (id: string | null) => {
      const place = id ? places.get(id) : undefined;
      return place ? addressWords(place, event.locals.locale) : '';
    };
    return {
      grid,
      parents: grids
        .filter(({ level, id }) => level === 'community' && id !== grid.id)
        .map(({ id, name }) => ({ id, name })),
      leaders: own.map(({ appointment_id, name }) => ({ appointment_id, name })),
      q,
      candidates:
        candidates?.map(({ id, name, household_id }) => ({
          id,
          name,
          address: doorOf(household_id)
        })) ?? null
    };
  });

export const actions = {
  default: formAction(renameGrid, (_, { url }) => url.pathname)
};
