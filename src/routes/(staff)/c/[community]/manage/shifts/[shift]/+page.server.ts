import { findPeople } from '$lib/grids/find-people.server';
import { readRoster } from '$lib/volunteering/roster.server';
import { sixDigitCode } from '$lib/door/check-in-code.server';
import { checkInKey } from '$lib/door/check-in-key.server';
import { error } from '@sveltejs/kit';
import { withLedShift } from '../led.server';

/** The roster of a shift at the door and afterwards. */
export const load = (event) =>
  withLedShift(event, async (tx, { community, now, shift }) => {
    const roster = await readRoster(tx, community.id, shift.id);
    if (!roster) error(404);
    const find = (event.url.searchParams.get('find') ?? '').trim().slice(0, 30);
    const placed = roster.rows.filter(({ position }) => position === null);
    const there = new Set(placed.map(({ memberId }) => memberId));
    const people = find ? await findPeople(tx, community.id, find) : [];
    return {
      now,
      shift: roster.shift,
      placed,
      waiting: roster.rows.filter(({ position }) => position !== null),
      find,
      found: people.map((person) => ({ ...person, onRoster: there.has(person.id) })),
      code: sixDigitCode(checkInKey(), { communityId: community.id, occasionId: shift.id })
    };
  });
