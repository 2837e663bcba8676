import { formAction } from '$lib/app/submit.server';
import { listActivitiesAhead } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';
import { addDays, civilDate, civilTime } from '$lib/shared/civil-time';
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
    first: nextSpan(now, community.time_zone)
  }));

const HOUR = 3_600_000;

/** Two hours from the next full hour of this day; in the evening those of the next morning. */
function nextSpan(now: Date, timeZone: string) {
  const start = Math.ceil(now.getTime() / HOUR) * HOUR;
  const date = civilDate(start, timeZone);
  const from = civilTime(start, timeZone);
  if (from >= '07:00' && from <= '20:00') {
    return { date, from, to: civilTime(start + 2 * HOUR, timeZone) };
  }
  return { date: from > '20:00' ? addDays(date, 1) : date, from: '09:00', to: '11:00' };
}

export const actions = {
  default: formAction(createShift, ({ shift_id, count }, { params }) =>
    Number(count) > 1
      ? `/c/${params.community}/manage/shifts`
      : `/c/${params.community}/manage/shifts/${String(shift_id)}`
  )
};
