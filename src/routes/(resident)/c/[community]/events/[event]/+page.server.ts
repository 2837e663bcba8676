import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readEvent, readParty } from '$lib/events/detail.server';
import { hasDuty } from '$lib/grids/duties';
import { rulesForActivity } from '$lib/rules/read.server';
import { error } from '@sveltejs/kit';

/** One event as a household sees it, with what the rules give for coming. */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community, member, accountId, offices } = await standingOf(event);
  return withCommunity(app.db, community.id, async (tx) => {
    const found = await readEvent(tx, community.id, event.params.event);
    if (!found) error(404);
    const { id, activity, startsAt } = found;
    return {
      now: await app.clock(tx),
      event: found,
      party: await readParty(tx, community.id, id, { accountId, memberId: member.id }),
      rules: activity ? await rulesForActivity(tx, community.id, activity, startsAt, locale) : [],
      runs: hasDuty(offices, 'runEvents')
    };
  });
};
