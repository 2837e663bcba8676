import { holds } from '$lib/communities/standing.server';
import { listTeams } from '$lib/volunteering/teams.server';
import { coordinating } from '../shifts/led.server';

export const load = (event) =>
  coordinating(event, async (tx, led) => ({
    teams: await listTeams(tx, led.community.id, led.member.id, led.now, led.teamIds),
    mayFound: holds(led, 'committee')
  }));
