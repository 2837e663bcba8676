import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { addRoom } from '$lib/events/room-commands.server';

export const load = (event) => atDesk(event, 'keepRooms', async () => ({}));

export const actions = {
  default: formAction(addRoom, (_, { params }) => `/c/${params.community}/manage/rooms`)
};
