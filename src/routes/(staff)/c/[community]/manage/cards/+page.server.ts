import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { addressWords } from '$lib/grids/address-words';
import { issueCards, MOST_CARDS } from '$lib/grids/card-commands.server';
import { listCardBatches } from '$lib/grids/cards.server';
import { tallyGrids } from '$lib/grids/grids.server';
import { countHouseholds, listAllHouseholds, listBuildings } from '$lib/grids/households.server';

const BATCHES_SHOWN = 10;

export const load = (event) =>
  atDesk(event, 'keepHouseholds', async (tx, { communityId, now }) => {
    const { searchParams } = event.url;
    const chosen = {
      grid: searchParams.get('grid') ?? '',
      building: searchParams.get('building') ?? ''
    };
    const filter = { q: '', ...chosen, state: '' as const, within: null };
    const isNarrow = chosen.grid !== '' || chosen.building !== '';
    const { grids, none } = await tallyGrids(tx, communityId);
    const buildings = await listBuildings(tx, communityId);
    const withoutCard = await countHouseholds(
      tx,
      communityId,
      { ...filter, state: 'no_card' },
      now
    );
    const households = isNarrow
      ? await listAllHouseholds(tx, communityId, filter, now, MOST_CARDS)
      : [];
    const batches = await listCardBatches(tx, communityId, BATCHES_SHOWN);
    return {
      chosen,
      isNarrow,
      grids: grids.map(({ id, name }) => ({ id, name })),
      buildings,
      total: grids.reduce((sum, grid) => sum + grid.households, none.households),
      matching: isNarrow ? households.length : null,
      withoutCard,
      most: MOST_CARDS,
      households: households.map((row) => ({
        id: row.id,
        address: addressWords(row, event.locals.locale),
        card: row.card
      })),
      batches: batches.map(({ batch_id, issued_ms, cards, live, used }) => ({
        id: batch_id,
        issuedAt: new Date(issued_ms),
        cards,
        live,
        used
      }))
    };
  });

export const actions = {
  default: formAction(
    issueCards,
    ({ batch_id }, { params }) => `/c/${params.community}/manage/cards/${batch_id}`
  )
};
