import { reviewedGrids } from '$lib/app/claim-desk.server';
import { atDesk } from '$lib/app/officer.server';
import { describeClaim } from '$lib/claims/describe';
import { countWaiting, listClaims } from '$lib/claims/read.server';
import { readActivities } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';
import { readCursor, writeCursor } from '$lib/shared/cursor';
import { addressWith } from '../households/filter';
import { readClaimFilter } from './filter';

const PAGE_ROWS = 30;

/** What residents have reported: what waits first, oldest first. */
export const load = (event) =>
  atDesk(event, 'reviewClaims', async (tx, { communityId, standing }) => {
    const { url, locals } = event;
    const within = await reviewedGrids(tx, standing);
    const filter = readClaimFilter(url.searchParams, within);
    const cursor = readCursor(url.searchParams.get('after'));
    const found = await listClaims(tx, communityId, filter, PAGE_ROWS + 1, cursor);
    const shown = found.slice(0, PAGE_ROWS);
    const last = shown.at(-1);
    const activities = await readActivities(tx, communityId);
    const { time_zone: timeZone } = standing.community;
    const describing = { activities, locale: locals.locale, timeZone };
    return {
      claims: shown.map((claim) => ({
        ...describeClaim(claim, describing),
        name: claim.memberName
      })),
      count: await countWaiting(tx, communityId, within),
      newer: cursor && addressWith(url, {}),
      older:
        found.length > PAGE_ROWS && last
          ? addressWith(url, { after: writeCursor(last.sentAt, last.id) })
          : null,
      filter: { q: filter.q, state: filter.state || 'all', activity: filter.activity },
      isFiltered: filter.q !== '' || filter.activity !== '' || url.searchParams.has('state'),
      activities: [...activities.values()]
        .filter(({ claimable }) => claimable)
        .map(({ id, name }) => ({ value: id, label: inWords(name, locals.locale) })),
      exportHref: addressWith(url, {}, `${url.pathname}/export`)
    };
  });
