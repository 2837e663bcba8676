import { noneWords, noticeLine, readScale } from '$lib/app/notices.server';
import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { listNotices } from '$lib/objections/notice-board.server';
import { readCursor, writeCursor } from '$lib/shared/cursor';

const PAGE_ROWS = 30;

/** Everything under public notice, newest first, with masked names. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  const cursor = readCursor(event.url.searchParams.get('before'));
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const scale = await readScale(tx, community.id, now, locale);
    const found = await listNotices(tx, community.id, now, PAGE_ROWS + 1, cursor);
    const shown = found.slice(0, PAGE_ROWS);
    const last = shown.at(-1);
    return {
      notices: shown.map((posted) => noticeLine(posted, member, scale)),
      unit: scale.unit,
      none: noneWords(scale),
      isFirstPage: cursor === null,
      older: found.length > PAGE_ROWS && last ? writeCursor(last.acceptedAt, last.factId) : null
    };
  });
};
