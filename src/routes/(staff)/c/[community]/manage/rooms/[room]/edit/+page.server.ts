import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { editRoom } from '$lib/events/room-commands.server';
import { readRoom } from '$lib/events/rooms.server';
import { error } from '@sveltejs/kit';

export const load = (event) =>
  atDesk(event, 'keepRooms', async (tx, { communityId }) => {
    const room = await readRoom(tx, communityId, event.params.room);
    if (!room) error(404);
    return { room };
  });

export const actions = {
  default: formAction(editRoom, (_, { params }) => `/c/${params.community}/manage/rooms`)
};
