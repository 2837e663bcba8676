import { error } from '@sveltejs/kit';
import { readScale } from '$lib/app/notices.server';
import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { takeBack } from '$lib/redemptions/commands.server';
import { readHandedOut } from '$lib/redemptions/read.server';
import { inPoints } from '$lib/rules/scale';
import { isId } from '$lib/shared/id';

/** One thing that was handed out, and how it is taken back. */
export const load = (event) =>
  atDesk(event, 'handOut', async (tx, { communityId, now }) => {
    const { params, locals } = event;
    const found = isId(params.redemption)
      ? await readHandedOut(tx, communityId, params.redemption)
      : null;
    if (!found) error(404);
    const { unit, smallestUnit } = await readScale(tx, communityId, now, locals.locale);
    return { redemption: { ...found, points: inPoints(found.amount, smallestUnit) }, unit };
  });

export const actions = {
  default: formAction(
    takeBack,
    (_, { params }) => `/c/${params.community}/manage/redemptions/${params.redemption}`
  )
};
