import { noneWords, noticeLine, readScale } from '$lib/app/notices.server';
import { atDesk } from '$lib/app/officer.server';
import { listNotices } from '$lib/objections/notice-board.server';

const MOST_PRINTED = 1000;

/** The notice for the board at the gate, on A4 paper, with masked names. */
export const load = (event) =>
  atDesk(event, 'postNotices', async (tx, { communityId, now }) => {
    const scale = await readScale(tx, communityId, now, event.locals.locale);
    const found = await listNotices(tx, communityId, now, MOST_PRINTED + 1);
    return {
      notices: found
        .slice(0, MOST_PRINTED)
        .toReversed()
        .map((posted) => noticeLine(posted, null, scale)),
      isCut: found.length > MOST_PRINTED,
      most: MOST_PRINTED,
      none: noneWords(scale),
      now
    };
  });
