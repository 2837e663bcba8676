import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { listGridLeaders } from '$lib/communities/people.server';
import { createGrid } from '$lib/grids/grid-commands.server';
import { tallyGrids } from '$lib/grids/grids.server';

export const load = (event) =>
  atDesk(event, 'keepGrids', async (tx, { communityId }) => {
    const { grids, none } = await tallyGrids(tx, communityId);
    const leaders = await listGridLeaders(tx, communityId);
    return {
      grids: grids.map((grid) => ({
        ...grid,
        leaders: leaders.filter(({ grid_id }) => grid_id === grid.id).map(({ name }) => name)
      })),
      none
    };
  });

export const actions = {
  default: formAction(createGrid, (_, { url }) => url.pathname)
};
