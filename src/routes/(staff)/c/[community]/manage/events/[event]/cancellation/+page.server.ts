import { formAction } from '$lib/app/submit.server';
import { cancelEvent } from '$lib/events/planning.server';
import { withEvent } from '../../event-desk.server';

export const load = (request) => withEvent(request, async (_tx, { event }) => ({ event }));

export const actions = {
  default: formAction(
    cancelEvent,
    (_, { params }) => `/c/${params.community}/manage/events/${params.event}`
  )
};
