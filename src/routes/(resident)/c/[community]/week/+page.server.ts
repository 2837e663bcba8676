import { standingOf } from '$lib/app/standing.server';
import { readWeek } from '$lib/app/week.server';
import { withCommunity } from '$lib/db/tenancy.server';

/** What I can do in the coming seven days and what it would give me. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  const { household_id } = member;
  if (!household_id) return { week: null };
  const week = await withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    return readWeek(tx, { community, member: { ...member, household_id }, now, locale });
  });
  return { week };
};
