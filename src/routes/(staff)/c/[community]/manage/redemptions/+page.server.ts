import { readScale } from '$lib/app/notices.server';
import { atDesk } from '$lib/app/officer.server';
import { addressWords } from '$lib/grids/address-words';
import { findPeople } from '$lib/grids/find-people.server';
import { listRedemptions, sumRedeemed } from '$lib/redemptions/read.server';
import { inPoints } from '$lib/rules/scale';
import { readCursor, writeCursor } from '$lib/shared/cursor';
import { addressWith } from '../households/filter';

const PAGE_ROWS = 30;

/** Where the clerk finds who has come, and what was handed out, the latest first. */
export const load = (event) =>
  atDesk(event, 'handOut', async (tx, { communityId, now }) => {
    const { url, locals } = event;
    const query = (url.searchParams.get('q') ?? '').trim().slice(0, 60);
    const cursor = readCursor(url.searchParams.get('after'));
    const people = query ? await findPeople(tx, communityId, query) : [];
    const found = await listRedemptions(tx, communityId, PAGE_ROWS + 1, cursor);
    const shown = found.slice(0, PAGE_ROWS);
    const last = shown.at(-1);
    const { unit, smallestUnit } = await readScale(tx, communityId, now, locals.locale);
    return {
      query,
      unit,
      people: people.map(({ id, name, home }) => ({
        id,
        name,
        address: home ? addressWords(home, locals.locale) : null
      })),
      redemptions: shown.map(({ id, name, what, amount, at, by, returned }) => ({
        ...{ id, name, what, at, by },
        points: inPoints(amount, smallestUnit),
        returned: returned !== null
      })),
      total: inPoints(await sumRedeemed(tx, communityId), smallestUnit),
      newer: cursor && addressWith(url, {}),
      older:
        found.length > PAGE_ROWS && last
          ? addressWith(url, { after: writeCursor(last.at, last.id) })
          : null
    };
  });
