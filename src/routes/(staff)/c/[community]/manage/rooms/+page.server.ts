import { atDesk } from '$lib/app/officer.server';
import { listBookings, listRooms } from '$lib/events/rooms.server';
import { heldOn, weekOf } from '$lib/events/week';

/** The rooms, and what is on in each of them during one week. */
export const load = (event) =>
  atDesk(event, 'keepRooms', async (tx, { communityId, standing, now }) => {
    const { time_zone: zone } = standing.community;
    const { days, before, after, ...span } = weekOf(event.url.searchParams.get('week'), now, zone);
    const rooms = await listRooms(tx, communityId, true);
    const bookings = await listBookings(tx, communityId, span);
    return {
      now,
      days: days.map((date) => ({ date, noon: new Date(`${date}T12:00:00Z`) })),
      before,
      after,
      rooms: rooms.map((room) => ({
        ...room,
        week: days.map((date) => heldOn(bookings, room.id, date, zone))
      }))
    };
  });
