import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { listGrids } from '$lib/grids/grids.server';
import { addHousehold } from '$lib/grids/household-commands.server';

export const load = (event) =>
  atDesk(event, 'keepHouseholds', async (tx, { communityId }) => ({
    grids: (await listGrids(tx, communityId)).map(({ id, name }) => ({ id, name }))
  }));

export const actions = {
  default: formAction(
    addHousehold,
    ({ household_id }, { params }) => `/c/${params.community}/manage/households/${household_id}`
  )
};
