import { standingOf } from '$lib/app/standing.server';
import { describeClaim } from '$lib/claims/describe';
import { listOwnClaims } from '$lib/claims/read.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readActivities } from '$lib/rules/read.server';
import { readCursor, writeCursor } from '$lib/shared/cursor';

const PAGE_ROWS = 20;

/** What I have reported of myself, newest first, and what became of it. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  const cursor = readCursor(event.url.searchParams.get('before'));
  return withCommunity(app.db, community.id, async (tx) => {
    const found = await listOwnClaims(tx, community.id, member.id, PAGE_ROWS + 1, cursor);
    const activities = await readActivities(tx, community.id);
    const describing = { activities, locale, timeZone: community.time_zone };
    const shown = found.slice(0, PAGE_ROWS);
    const last = shown.at(-1);
    return {
      claims: shown.map((claim) => describeClaim(claim, describing)),
      isFirstPage: cursor === null,
      older: found.length > PAGE_ROWS && last ? writeCursor(last.sentAt, last.id) : null
    };
  });
};
