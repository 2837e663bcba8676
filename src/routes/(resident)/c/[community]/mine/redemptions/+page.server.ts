import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { redemptionDay } from '$lib/redemptions/day';
import { readPurse } from '$lib/redemptions/read.server';
import { versionInForce } from '$lib/rules/fold';
import { inPoints } from '$lib/rules/scale';
import { ownerOf } from '$lib/rules/summary.server';
import { readTimeline } from '$lib/rules/timeline.server';
import { inWords } from '$lib/rules/words';
import { civilDate } from '$lib/shared/civil-time';

/** Where my points (or my household's) went, and what will expire. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const timeline = await readTimeline(tx, community.id);
    const rules = versionInForce(timeline, now.getTime())?.rule_set;
    const owner = ownerOf(rules?.account ?? 'member', member);
    const purse = owner && (await readPurse(tx, community.id, owner, timeline, now));
    const points = (units: number) => inPoints(units, rules?.smallest_unit ?? '1');
    const today = civilDate(now.getTime(), timeline.time_zone);
    return {
      unit: inWords(rules?.unit_name ?? { zh: '分', en: 'points' }, locale),
      coming: (purse?.coming ?? []).map(({ date, amount }) => ({ date, points: points(amount) })),
      gone: (purse?.gone ?? []).map(({ amount, ...each }, at) => ({
        ...each,
        key: at,
        points: points(amount)
      })),
      day: redemptionDay(rules?.redemption, today)
    };
  });
};
