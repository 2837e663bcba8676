import { listForMe } from '$lib/app/home-page.server';
import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { m } from '$lib/paraglide/messages';
import { inPoints } from '$lib/rules/scale';
import { readPointsSummary } from '$lib/rules/summary.server';
import { inWords } from '$lib/rules/words';

/** How many points I have, what I can do now, what waits for me, and what is on. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const summary = await readPointsSummary(tx, community, member, now);
    const points = (units: number) => inPoints(units, summary.smallestUnit);
    return {
      account: summary.account,
      unit: inWords(summary.unitName, locale),
      balance: { posted: points(summary.own.posted), pending: points(summary.own.pending) },
      household: summary.household && {
        posted: points(summary.household.posted),
        pending: points(summary.household.pending)
      },
      thisMonth: points(summary.thisMonth),
      board: m.objections_board_title(),
      forMe: await listForMe(tx, {
        communityId: community.id,
        base: `/c/${community.slug}`,
        member,
        now,
        locale,
        timeZone: community.time_zone
      })
    };
  });
};
