import { error } from '@sveltejs/kit';
import { factTitle } from '$lib/app/fact-title';
import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { listDoneBetween, readActivities, readRulesInForce } from '$lib/rules/read.server';
import { inPoints } from '$lib/rules/scale';
import { ownerOf } from '$lib/rules/summary.server';
import { inWords, quantityText } from '$lib/rules/words';
import { civilDate, instantOf, monthAfter, startOfPeriod } from '$lib/shared/civil-time';

/** A civil month, of this year or another: what I (or my household) did and what it gave. */
export const load = async (event) => {
  const { community, member } = await standingOf(event);
  const { app, locale } = event.locals;
  const { time_zone: timeZone } = community;
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const current = startOfPeriod(civilDate(now.getTime(), timeZone), 'month');
    const first = monthAsked(event.url.searchParams.get('of')) ?? current;
    if (first > current) error(404);
    const next = monthAfter(first, 1);
    const inForce = await readRulesInForce(tx, community.id, now);
    const activities = await readActivities(tx, community.id);
    const account = inForce?.rule_set.account ?? 'member';
    const owner = ownerOf(account, member);
    const start = (date: string) => new Date(instantOf(date, timeZone));
    const facts = owner
      ? await listDoneBetween(tx, community.id, owner, start(first), start(next))
      : [];
    const points = (units: number) => inPoints(units, inForce?.rule_set.smallest_unit ?? '1');
    const standing = facts.filter(({ withdrawn }) => !withdrawn);
    const byActivity = Map.groupBy(standing, ({ activity }) => activity);
    return {
      month: first.slice(0, 7),
      account,
      unit: inWords(inForce?.rule_set.unit_name ?? { zh: '分', en: 'points' }, locale),
      total: points(sum(standing.map((fact) => fact.points))),
      pending: points(sum(standing.map((fact) => fact.pending))),
      kinds: [...byActivity].map(([id, list]) => {
        const known = activities.get(id);
        return {
          id,
          name: known ? inWords(known.name, locale) : (list[0]?.title ?? ''),
          count: list.length,
          quantity:
            known && known.unit !== 'times'
              ? quantityText(sum(list.map(({ quantity }) => quantity)), known.unit, locale)
              : null,
          points: points(sum(list.map((fact) => fact.points)))
        };
      }),
      facts: facts.map((fact) => ({
        factId: fact.factId,
        title: factTitle(fact.title, activities.values(), locale),
        occurredAt: fact.occurredAt,
        who: fact.memberId === member.id ? null : fact.memberName,
        withdrawn: fact.withdrawn,
        points: points(fact.points),
        pending: fact.pending > 0
      })),
      earlier: monthAfter(first, -1).slice(0, 7),
      later: first < current ? next.slice(0, 7) : null
    };
  });
};

/** `2026-11` as the month's first civil date; null for anything else. */
const monthAsked = (text: string | null): string | null =>
  text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? `${text}-01` : null;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
