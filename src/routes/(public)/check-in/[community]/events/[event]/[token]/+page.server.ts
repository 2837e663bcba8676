import { openPoster } from '$lib/app/poster.server';
import { readEvent, readParty } from '$lib/events/detail.server';

/** What the QR poster of an event opens. */
export const load = (event) =>
  openPoster(event, event.params.event, {
    poster: (tx, communityId) => readEvent(tx, communityId, event.params.event),
    own: (tx, { community, accountId, member }) =>
      readParty(tx, community.id, event.params.event, { accountId, memberId: member.id })
  });
