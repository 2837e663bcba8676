import { formAction } from '$lib/app/submit.server';
import { leads } from '$lib/volunteering/coordinator.server';
import { editTeam } from '$lib/volunteering/team-commands.server';
import { readTeam } from '$lib/volunteering/teams.server';
import { error } from '@sveltejs/kit';
import { coordinating } from '../../../shifts/led.server';

export const load = (event) =>
  coordinating(event, async (tx, { community, member, now, offices }) => {
    const team = await readTeam(tx, community.id, member.id, event.params.team, now);
    if (!team || !leads(offices, team.id)) error(404);
    return { team: { id: team.id, name: team.name, about: team.about } };
  });

export const actions = {
  default: formAction(
    editTeam,
    ({ team_id }, { params }) => `/c/${params.community}/manage/teams/${String(team_id)}`
  )
};
