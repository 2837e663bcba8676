import { formAction } from '$lib/app/submit.server';
import { listActivitiesAhead } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';
import { civilDate } from '$lib/shared/civil-time';
import { createShift } from '$lib/volunteering/planning.server';
import { listTeamNames } from '$lib/volunteering/teams.server';
import { coordinating } from '../led.server';

export const load = (event) =>
  coordinating(event, async (tx, { community, teamIds, now }) => ({
    teams: await listTeamNames(tx, community.id, teamIds),
    activities: (await listActivitiesAhead(tx, community.id, now)).map(({ id, name, unit }) => ({
      id,
      unit,
      name: inWords(name, event.locals.locale)
    })),
    today: civilDate(now.getTime(), community.time_zone)
  }));

export const actions = {
  default: formAction(createShift, ({ shift_id, count }, { params }) =>
    Number(count) > 1
      ? `/c/${params.community}/manage/shifts`
      : `/c/${params.community}/manage/shifts/${String(shift_id)}`
  )
};
