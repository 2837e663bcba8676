import { nearTo } from '$lib/communities/nearness.server';
import { formAction } from '$lib/app/submit.server';
import { confirm } from '$lib/volunteering/confirmation.server';
import { readRoster } from '$lib/volunteering/roster.server';
import { phaseOf } from '$lib/door/window';
import { mostMinutes } from '$lib/volunteering/shift';
import { error } from '@sveltejs/kit';
import { withLedShift } from '../../led.server';

/** Everybody with a place: whom to confirm, for how long, and who is confirmed already. */
export const load = (event) =>
  withLedShift(event, async (tx, { community, shift, now, accountId }) => {
    const roster = await readRoster(tx, community.id, shift.id);
    if (!roster) error(404);
    const phase = phaseOf(shift, now);
    const placed = roster.rows.filter(({ position }) => position === null);
    const isSettled = (row: (typeof placed)[number]) =>
      row.confirmed !== null && row.confirmed.kind !== 'withdrawn';
    const open = placed.filter((row) => !isSettled(row));
    const near = await nearTo(tx, community.id, accountId, open);
    return {
      now,
      isOver: phase === 'over',
      isAhead: phase === 'upcoming',
      most: mostMinutes(shift),
      shift: { id: shift.id, title: shift.title, startsAt: shift.startsAt, endsAt: shift.endsAt },
      open: open.map((row) => ({ ...row, isOwn: near.has(row.memberId) })),
      settled: placed.filter(isSettled)
    };
  });

export const actions = {
  default: formAction(
    confirm,
    (_, { params }) => `/c/${params.community}/manage/shifts/${params.shift}`
  )
};
