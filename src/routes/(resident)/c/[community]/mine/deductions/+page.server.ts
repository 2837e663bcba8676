import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { listConcerning } from '$lib/deductions/read.server';

/** What was decided about the points of the person acted for, or of their household. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  return withCommunity(event.locals.app.db, community.id, async (tx) => ({
    stories: await listConcerning(tx, community.id, {
      memberId: member.id,
      householdId: member.household_id
    })
  }));
};
