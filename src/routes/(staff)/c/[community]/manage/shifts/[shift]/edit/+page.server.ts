import { formAction } from '$lib/app/submit.server';
import { listActivitiesAhead } from '$lib/rules/read.server';
import { inWords } from '$lib/rules/words';
import { civilDate, civilTime } from '$lib/shared/civil-time';
import { editShift } from '$lib/volunteering/planning.server';
import { withLedShift } from '../../led.server';

export const load = (event) =>
  withLedShift(event, async (tx, { community, shift, now }) => {
    const { time_zone: zone } = community;
    const from = shift.startsAt < now ? shift.startsAt : now;
    const [start, end] = [shift.startsAt.getTime(), shift.endsAt.getTime()];
    return {
      shift: { id: shift.id, title: shift.title, team: shift.team },
      activities: (await listActivitiesAhead(tx, community.id, from)).map(({ id, name, unit }) => ({
        id,
        unit,
        name: inWords(name, event.locals.locale)
      })),
      values: {
        title: shift.title,
        activity: shift.activity,
        place: shift.place,
        note: shift.note,
        date: civilDate(start, zone),
        from: civilTime(start, zone),
        to: civilTime(end, zone),
        capacity: String(shift.capacity)
      }
    };
  });

export const actions = {
  default: formAction(
    editShift,
    (_, { params }) => `/c/${params.community}/manage/shifts/${params.shift}`
  )
};
