import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { mayNameWhoBrought, rewardsNewcomers } from '$lib/volunteering/introductions.server';
import { listUpcomingShifts } from '$lib/volunteering/read.server';
import { readTeam } from '$lib/volunteering/teams.server';
import { error } from '@sveltejs/kit';

const SHIFTS = 10;

export const load = async (event) => {
  const { app } = event.locals;
  const { community, member } = await standingOf(event);
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const team = await readTeam(tx, community.id, member.id, event.params.team, now);
    if (!team) error(404);
    const filter = { from: now, limit: SHIFTS, teamId: team.id };
    const shifts = await listUpcomingShifts(tx, community.id, member.id, filter);
    const rewards = !team.joined && (await rewardsNewcomers(tx, community.id, now));
    const asksWhoBrought = rewards && (await mayNameWhoBrought(tx, community.id, member.id));
    return { now, team, shifts, asksWhoBrought };
  });
};
