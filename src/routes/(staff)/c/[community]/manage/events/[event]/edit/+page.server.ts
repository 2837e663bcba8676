import { formAction } from '$lib/app/submit.server';
import { editEvent } from '$lib/events/planning.server';
import { civilDate, civilTime } from '$lib/shared/civil-time';
import { eventChoices } from '../../choices.server';
import { withEvent } from '../../event-desk.server';

export const load = (request) =>
  withEvent(request, async (tx, { communityId, standing, event, now }) => {
    const { time_zone: zone } = standing.community;
    const [start, end] = [event.startsAt.getTime(), event.endsAt.getTime()];
    const from = event.startsAt < now ? event.startsAt : now;
    return {
      event: { id: event.id, title: event.title },
      ...(await eventChoices(tx, communityId, from, request.locals.locale)),
      values: {
        title: event.title,
        room_id: event.roomId,
        activity: event.activity ?? '',
        description: event.description,
        date: civilDate(start, zone),
        from: civilTime(start, zone),
        to: civilTime(end, zone),
        capacity: String(event.capacity)
      }
    };
  });

export const actions = {
  default: formAction(
    editEvent,
    (_, { params }) => `/c/${params.community}/manage/events/${params.event}`
  )
};
