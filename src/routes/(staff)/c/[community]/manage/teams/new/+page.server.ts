import { officerStanding } from '$lib/app/standing.server';
import { formAction } from '$lib/app/submit.server';
import { createTeam } from '$lib/volunteering/team-commands.server';

export const load = async (event) => {
  await officerStanding(event, 'committee');
};

export const actions = {
  default: formAction(
    createTeam,
    ({ team_id }, { params }) => `/c/${params.community}/manage/teams/${String(team_id)}`
  )
};
