import { nearTo } from '$lib/communities/nearness.server';
import { sayRefusal } from '$lib/app/commands.server';
import { formAction } from '$lib/app/submit.server';
import { plannedMinutes } from '$lib/door/window';
import { correctAttendance, withdrawAttendance } from '$lib/events/attendance.server';
import { listAttendees } from '$lib/events/manage-read.server';
import { refuseUpheld } from '$lib/objections/upheld.server';
import { asJudged } from '$lib/rules/homes.server';
import { error } from '@sveltejs/kit';
import { withEvent } from '../../../event-desk.server';

/** What was confirmed of one person, every word of it, and how to put it right. */
export const load = (request) =>
  withEvent(request, async (tx, { communityId, standing, event, now }) => {
    const rows = await listAttendees(tx, communityId, event.id);
    const row = rows.find(({ memberId }) => memberId === request.params.member);
    if (!row?.confirmed) error(404);
    const { memberId, confirmed } = row;
    const fact = new Map([[memberId, { fact_id: confirmed.factId }]]);
    const judged = await asJudged(tx, communityId, [memberId], fact);
    const near = await nearTo(tx, communityId, standing.accountId, judged);
    const upheld = await refuseUpheld(tx, communityId, [confirmed.factId]);
    return {
      now,
      event: { id: event.id, title: event.title, startsAt: event.startsAt, endsAt: event.endsAt },
      most: plannedMinutes(event),
      row,
      confirmed,
      isOwn: near.size > 0,
      upheld: upheld && sayRefusal(upheld.refused, upheld.params)
    };
  });

const next = (_: unknown, { params }: { params: Partial<Record<string, string>> }) =>
  `/c/${params.community}/manage/events/${params.event}/people/${params.member}`;

export const actions = {
  correct: formAction(correctAttendance, next),
  withdraw: formAction(withdrawAttendance, next)
};
