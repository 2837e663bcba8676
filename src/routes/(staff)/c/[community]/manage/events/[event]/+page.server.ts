import { sixDigitCode } from '$lib/door/check-in-code.server';
import { checkInKey } from '$lib/door/check-in-key.server';
import { listAttendees } from '$lib/events/manage-read.server';
import { findPeople } from '$lib/grids/find-people.server';
import { withEvent } from '../event-desk.server';

/** The list of an event at the door and afterwards. */
export const load = (request) =>
  withEvent(request, async (tx, { communityId, event, now }) => {
    const rows = await listAttendees(tx, communityId, event.id);
    const find = (request.url.searchParams.get('find') ?? '').trim().slice(0, 30);
    const placed = rows.filter(({ position }) => position === null);
    const there = new Set(placed.map(({ memberId }) => memberId));
    const people = find ? await findPeople(tx, communityId, find) : [];
    return {
      now,
      event,
      placed,
      waiting: rows.filter(({ position }) => position !== null),
      find,
      found: people.map((person) => ({ ...person, onList: there.has(person.id) })),
      code: sixDigitCode(checkInKey(), { communityId, occasionId: event.id })
    };
  });
