import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { addressWords } from '$lib/grids/address-words';
import { listAllHouseholds, readHousehold } from '$lib/grids/households.server';
import { addPerson } from '$lib/grids/person-commands.server';

const FOUND_SHOWN = 20;

export const load = (event) =>
  atDesk(event, 'addPeople', async (tx, { communityId, now }) => {
    const { url, locals } = event;
    const id = url.searchParams.get('household') ?? '';
    const q = (url.searchParams.get('q') ?? '').slice(0, 60);
    const chosen = await readHousehold(tx, communityId, id, null, now);
    const filter = { q, grid: '', building: '', state: '' as const, within: null };
    const found =
      q === '' ? null : await listAllHouseholds(tx, communityId, filter, now, FOUND_SHOWN);
    return {
      household: chosen && { id: chosen.id, address: addressWords(chosen, locals.locale) },
      q,
      found:
        found?.map((row) => ({
          id: row.id,
          address: addressWords(row, locals.locale),
          head: row.head_name
        })) ?? null
    };
  });

export const actions = {
  default: formAction(
    addPerson,
    ({ member_id }, { params }) => `/c/${params.community}/manage/people/${member_id}`
  )
};
