import { nearTo } from '$lib/communities/nearness.server';
import { sayRefusal } from '$lib/app/commands.server';
import { formAction } from '$lib/app/submit.server';
import { correctConfirmation, withdrawConfirmation } from '$lib/volunteering/confirmation.server';
import { readRoster } from '$lib/volunteering/roster.server';
import { mostMinutes } from '$lib/volunteering/shift';
import { refuseUpheld } from '$lib/objections/upheld.server';
import { asJudged } from '$lib/rules/homes.server';
import { error } from '@sveltejs/kit';
import { withLedShift } from '../../../led.server';

/** What was confirmed for one person, every word of it, and how to put it right. */
export const load = (event) =>
  withLedShift(event, async (tx, { community, shift, now, accountId }) => {
    const roster = await readRoster(tx, community.id, shift.id);
    const row = roster?.rows.find(({ memberId }) => memberId === event.params.member);
    if (!row?.confirmed) error(404);
    const { memberId, confirmed } = row;
    const fact = new Map([[memberId, { fact_id: confirmed.factId }]]);
    const judged = await asJudged(tx, community.id, [memberId], fact);
    const near = await nearTo(tx, community.id, accountId, judged);
    const upheld = await refuseUpheld(tx, community.id, [confirmed.factId]);
    return {
      now,
      shift: { id: shift.id, title: shift.title, startsAt: shift.startsAt, endsAt: shift.endsAt },
      most: mostMinutes(shift),
      row,
      confirmed,
      isOwn: near.size > 0,
      upheld: upheld && sayRefusal(upheld.refused, upheld.params)
    };
  });

const next = (_: unknown, { params }: { params: Partial<Record<string, string>> }) =>
  `/c/${params.community}/manage/shifts/${params.shift}/people/${params.member}`;

export const actions = {
  correct: formAction(correctConfirmation, next),
  withdraw: formAction(withdrawConfirmation, next)
};
