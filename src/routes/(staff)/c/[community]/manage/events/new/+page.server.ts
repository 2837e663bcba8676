import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { createEvent } from '$lib/events/planning.server';
import { civilDate } from '$lib/shared/civil-time';
import { eventChoices } from '../choices.server';

export const load = (event) =>
  atDesk(event, 'runEvents', async (tx, { communityId, standing, now }) => ({
    ...(await eventChoices(tx, communityId, now, event.locals.locale)),
    first: {
      date:
        event.url.searchParams.get('date')?.slice(0, 10) ??
        civilDate(now.getTime(), standing.community.time_zone),
      room_id: event.url.searchParams.get('room') ?? ''
    }
  }));

export const actions = {
  default: formAction(createEvent, ({ event_id, count }, { params }) =>
    Number(count) > 1
      ? `/c/${params.community}/manage/events`
      : `/c/${params.community}/manage/events/${String(event_id)}`
  )
};
