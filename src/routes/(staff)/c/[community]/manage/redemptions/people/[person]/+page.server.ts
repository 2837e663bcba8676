import { error } from '@sveltejs/kit';
import { atDesk } from '$lib/app/officer.server';
import { formAction } from '$lib/app/submit.server';
import { readPerson } from '$lib/communities/people.server';
import { redeem } from '$lib/redemptions/commands.server';
import { readPurse } from '$lib/redemptions/read.server';
import { redemptionDay } from '$lib/redemptions/day';
import { versionInForce } from '$lib/rules/fold';
import { inPoints } from '$lib/rules/scale';
import { ownerOf } from '$lib/rules/summary.server';
import { readTimeline } from '$lib/rules/timeline.server';
import { inWords } from '$lib/rules/words';
import { civilDate } from '$lib/shared/civil-time';
import { isId } from '$lib/shared/id';

/** What somebody who has come may spend, and the form in which it is handed out. */
export const load = (event) =>
  atDesk(event, 'handOut', async (tx, { communityId, now }) => {
    const { params, locals } = event;
    const person = isId(params.person) ? await readPerson(tx, communityId, params.person) : null;
    if (!person) error(404);
    const timeline = await readTimeline(tx, communityId);
    const rules = versionInForce(timeline, now.getTime())?.rule_set;
    const owner = rules ? ownerOf(rules.account, person) : null;
    const purse = owner && (await readPurse(tx, communityId, owner, timeline, now));
    const points = (units: number) => inPoints(units, rules?.smallest_unit ?? '1');
    const today = civilDate(now.getTime(), timeline.time_zone);
    return {
      visitor: { id: person.id, name: person.name },
      account: rules?.account ?? 'member',
      unit: inWords(rules?.unit_name ?? { zh: '分', en: 'points' }, locals.locale),
      purse: purse && {
        posted: points(purse.posted),
        coming: purse.coming[0]
          ? { date: purse.coming[0].date, points: points(purse.coming[0].amount) }
          : null
      },
      least: rules?.redemption?.least ? points(rules.redemption.least) : null,
      day: redemptionDay(rules?.redemption, today)
    };
  });

export const actions = {
  default: formAction(redeem, (_, { params }) => `/c/${params.community}/manage/redemptions`)
};
