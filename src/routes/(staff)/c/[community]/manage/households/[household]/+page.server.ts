import { error } from '@sveltejs/kit';
import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { listHouseholdPeople } from '$lib/communities/people.server';
import { addressWords } from '$lib/grids/address-words';
import { listGrids } from '$lib/grids/grids.server';
import { editHousehold } from '$lib/grids/household-commands.server';
import { readHousehold } from '$lib/grids/households.server';
import { maskName } from '$lib/ui/masked';

export const load = (event) =>
  atDesk(event, 'readHouseholds', async (tx, { communityId, within, seesNames, may, now }) => {
    const { params, locals } = event;
    const found = await readHousehold(tx, communityId, params.household, within, now);
    if (!found) error(404);
    const people = await listHouseholdPeople(tx, communityId, found.id);
    const grids = may('keepHouseholds') ? await listGrids(tx, communityId) : [];
    const shown = (name: string) => (seesNames || name === '' ? name : maskName(name));
    return {
      household: {
        id: found.id,
        building: found.building,
        unit: found.unit,
        room: found.room,
        address: addressWords(found, locals.locale),
        head_name: shown(found.head_name),
        people: found.people,
        note: seesNames ? found.note : '',
        grid_id: found.grid_id,
        grid_name: found.grid_name,
        card: found.card
      },
      people: people.map(({ id, name, joined_at, joined_by, has_account }) => ({
        id,
        name: shown(name),
        joined_at,
        joined_by,
        has_account
      })),
      grids: grids.map(({ id, name }) => ({ id, name })),
      mayKeep: may('keepHouseholds'),
      mayOpenPeople: may('readPeople')
    };
  });

export const actions = {
  default: formAction(editHousehold, (_, { url }) => url.pathname)
};
