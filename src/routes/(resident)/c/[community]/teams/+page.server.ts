import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { listTeams } from '$lib/volunteering/teams.server';

export const load = async (event) => {
  const { app } = event.locals;
  const { community, member } = await standingOf(event);
  return withCommunity(app.db, community.id, async (tx) => ({
    teams: await listTeams(tx, community.id, member.id, await app.clock(tx))
  }));
};
