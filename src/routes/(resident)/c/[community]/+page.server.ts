import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { listEarned } from '$lib/rules/read.server';
import { inPoints } from '$lib/rules/scale';
import { readPointsSummary } from '$lib/rules/summary.server';
import { inWords } from '$lib/rules/words';
import { listHomeShifts } from '$lib/volunteering/read.server';

const SHIFTS = { mine: 5, open: 4 };
const RECENT_AWARDS = 3;

/** How many points I have, what I signed up for, what is on, and what came in last. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const summary = await readPointsSummary(tx, community, member, now);
    const points = (units: number) => inPoints(units, summary.smallestUnit);
    const recent = summary.owner
      ? await listEarned(tx, community.id, summary.owner, RECENT_AWARDS)
      : [];
    const shifts = await listHomeShifts(tx, community.id, member.id, now, SHIFTS);
    return {
      account: summary.account,
      unit: inWords(summary.unitName, locale),
      balance: { posted: points(summary.own.posted), pending: points(summary.own.pending) },
      household: summary.household && {
        posted: points(summary.household.posted),
        pending: points(summary.household.pending)
      },
      thisMonth: points(summary.thisMonth),
      myShifts: shifts.mine,
      openShifts: shifts.open,
      recent: recent.map((fact) => ({
        factId: fact.factId,
        title: fact.title,
        occurredAt: fact.occurredAt,
        who: fact.memberId === member.id ? null : fact.memberName,
        points: points(fact.points),
        pending: fact.pending > 0
      }))
    };
  });
};
