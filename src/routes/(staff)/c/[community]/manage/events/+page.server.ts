import { atDesk } from '$lib/app/officer.server';
import { listManagedEvents } from '$lib/events/manage-read.server';
import { listRooms } from '$lib/events/rooms.server';
import { readCursor, writeCursor } from '$lib/shared/cursor';
import { isId } from '$lib/shared/id';

const PER_PAGE = 25;
const VIEWS = ['upcoming', 'unconfirmed', 'past'] as const;

/** The events: to come, waiting for attendance, past. */
export const load = (event) =>
  atDesk(event, 'runEvents', async (tx, { communityId, now }) => {
    const { searchParams } = event.url;
    const view = VIEWS.find((each) => each === searchParams.get('view')) ?? 'upcoming';
    const search = (searchParams.get('q') ?? '').slice(0, 60);
    const asked = searchParams.get('room') ?? '';
    const roomId = isId(asked) ? asked : null;
    const after = readCursor(searchParams.get('after'));
    const filter = { now, view, search, roomId, after, limit: PER_PAGE + 1 };
    const found = await listManagedEvents(tx, communityId, filter);
    const events = found.slice(0, PER_PAGE);
    const last = found.length > PER_PAGE ? events.at(-1) : undefined;
    return {
      now,
      view,
      search,
      roomId,
      events,
      rooms: await listRooms(tx, communityId),
      isFirst: after === null,
      next: last ? writeCursor(last.startsAt, last.id) : null
    };
  });
