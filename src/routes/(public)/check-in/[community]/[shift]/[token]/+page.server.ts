import { openPoster } from '$lib/app/poster.server';
import { readShift } from '$lib/volunteering/read.server';
import { readPlannedShift } from '$lib/volunteering/roster.server';
import { readShiftParty } from '$lib/volunteering/shift-party.server';

/** What the QR poster of a shift opens. */
export const load = (event) =>
  openPoster(event, event.params.shift, {
    poster: (tx, communityId) => readPlannedShift(tx, communityId, event.params.shift),
    own: async (tx, { community, accountId, member }) => ({
      shift: await readShift(tx, community.id, member.id, event.params.shift),
      party: await readShiftParty(tx, community.id, event.params.shift, {
        accountId,
        memberId: member.id
      })
    })
  });
