import { readScale } from '$lib/app/notices.server';
import { atDesk } from '$lib/app/officer.server';
import { countOpen, listObjections } from '$lib/objections/read.server';
import { readCursor, writeCursor } from '$lib/shared/cursor';
import { addressWith } from '../households/filter';

const PAGE_ROWS = 30;

/** What waits for the committee, oldest first; or what it has decided, newest first. */
export const load = (event) =>
  atDesk(event, 'decideObjections', async (tx, { communityId, now }) => {
    const { url } = event;
    const state = url.searchParams.get('state') === 'decided' ? 'decided' : 'open';
    const cursor = readCursor(url.searchParams.get('after'));
    const found = await listObjections(tx, communityId, state, PAGE_ROWS + 1, cursor);
    const shown = found.slice(0, PAGE_ROWS);
    const last = shown.at(-1);
    const { titleOf } = await readScale(tx, communityId, now, event.locals.locale);
    return {
      state,
      objections: shown.map(({ id, factId, title, factMember, memberName, raisedAt, end }) => ({
        ...{ id, factId, factMember, memberName, raisedAt, end },
        title: titleOf(title)
      })),
      count: await countOpen(tx, communityId),
      newer: cursor && addressWith(url, {}),
      older:
        found.length > PAGE_ROWS && last
          ? addressWith(url, { after: writeCursor(last.raisedAt, last.id) })
          : null
    };
  });
