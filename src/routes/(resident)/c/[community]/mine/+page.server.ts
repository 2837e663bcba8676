import { factTitle } from '$lib/app/fact-title';
import { standingOf } from '$lib/app/standing.server';
import { countObjectable } from '$lib/deductions/read.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readPurse } from '$lib/redemptions/read.server';
import { knowsExpiry } from '$lib/rules/expire.server';
import { listEarned, readActivities } from '$lib/rules/read.server';
import { inPoints } from '$lib/rules/scale';
import { readPointsSummary } from '$lib/rules/summary.server';
import { inWords } from '$lib/rules/words';
import { readCursor, writeCursor } from '$lib/shared/cursor';

const PAGE_SIZE = 10;

/** My points: the balance, what is pending, and everything that gave points, newest first. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  const cursor = readCursor(event.url.searchParams.get('before'));
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const summary = await readPointsSummary(tx, community, member, now);
    const found = summary.owner
      ? await listEarned(
          tx,
          community.id,
          summary.owner,
          PAGE_SIZE + 1,
          cursor ? { acceptedAt: cursor.at, factId: cursor.id } : null
        )
      : [];
    const { timeline, owner } = summary;
    // Whether some version ever took points: then people find a page with theirs.
    const takes = timeline.versions.some(({ rule_set }) => rule_set.deductions !== undefined);
    const me = { memberId: member.id, householdId: member.household_id };
    // All that somebody ever earned is read for this: only where points can expire.
    const purse =
      owner && !cursor && knowsExpiry(timeline)
        ? await readPurse(tx, community.id, owner, timeline, now)
        : null;
    const [next] = purse?.coming ?? [];
    const shown = found.slice(0, PAGE_SIZE);
    const last = shown.at(-1);
    const activities = await readActivities(tx, community.id);
    const points = (units: number) => inPoints(units, summary.smallestUnit);
    return {
      account: summary.account,
      deductions: takes ? { open: await countObjectable(tx, community.id, me) } : null,
      unit: inWords(summary.unitName, locale),
      balance: {
        posted: points(summary.own.posted),
        pending: points(summary.own.pending)
      },
      household: summary.household && {
        posted: points(summary.household.posted),
        pending: points(summary.household.pending)
      },
      coming: next ? { date: next.date, points: points(next.amount) } : null,
      thisMonth: points(summary.thisMonth),
      earned: shown.map((fact) => ({
        factId: fact.factId,
        title: factTitle(fact.title, activities.values(), locale),
        occurredAt: fact.occurredAt,
        who: fact.memberId === member.id ? null : fact.memberName,
        withdrawn: fact.withdrawn,
        points: points(fact.points),
        pending: fact.pending > 0
      })),
      isFirstPage: cursor === null,
      older: found.length > PAGE_SIZE && last ? writeCursor(last.acceptedAt, last.factId) : null
    };
  });
};
