import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { rulesForActivity } from '$lib/rules/read.server';
import { leads } from '$lib/volunteering/coordinator.server';
import { readShift } from '$lib/volunteering/read.server';
import { error } from '@sveltejs/kit';

/** One shift as the person sees it, with what the rules give for it. */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community, member, offices } = await standingOf(event);
  return withCommunity(app.db, community.id, async (tx) => {
    const shift = await readShift(tx, community.id, member.id, event.params.shift);
    if (!shift) error(404);
    const { activity, startsAt } = shift;
    return {
      now: await app.clock(tx),
      shift,
      rules: await rulesForActivity(tx, community.id, activity, startsAt, locale),
      leads: leads(offices, shift.teamId)
    };
  });
};
