import { nearTo } from '$lib/communities/nearness.server';
import { formAction } from '$lib/app/submit.server';
import { confirmAttendance } from '$lib/events/attendance.server';
import { listAttendees } from '$lib/events/manage-read.server';
import { withEvent } from '../../event-desk.server';

/** Everybody with a place: who came, and who is confirmed already. */
export const load = (request) =>
  withEvent(request, async (tx, { communityId, standing, event, now }) => {
    const rows = await listAttendees(tx, communityId, event.id);
    const placed = rows.filter(({ position }) => position === null);
    const isSettled = ({ confirmed }: (typeof rows)[number]) =>
      confirmed !== null && confirmed.kind !== 'withdrawn';
    const open = placed.filter((row) => !isSettled(row));
    const near = await nearTo(tx, communityId, standing.accountId, open);
    return {
      now,
      isOver: now >= event.endsAt,
      event: { id: event.id, title: event.title, startsAt: event.startsAt, endsAt: event.endsAt },
      open: open.map((row) => ({ ...row, isOwn: near.has(row.memberId) })),
      settled: placed.filter(isSettled)
    };
  });

export const actions = {
  default: formAction(
    confirmAttendance,
    (_, { params }) => `/c/${params.community}/manage/events/${params.event}`
  )
};
