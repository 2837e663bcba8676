import { factTitle } from '$lib/app/fact-title';
import { openCheck } from '$lib/app/receipt-page.server';
import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { m } from '$lib/paraglide/messages';
import { versionInForce } from '$lib/rules/fold';
import { sayRecheck } from '$lib/rules/recheck-text';
import type { CheckInputs } from '$lib/rules/recheck';
import { inWords, pointsText, quantityText, type RuleLocale } from '$lib/rules/words';
import { fullDateWords } from '$lib/ui/words';

/** What a receipt follows from and how to work it out by hand, for a browser without scripts. */
export const load = async (event) => {
  const standing = await standingOf(event);
  const { app, locale } = event.locals;
  const { receipt, inputs } = await withCommunity(app.db, standing.community.id, (tx) =>
    openCheck(tx, standing, event)
  );
  const { timeline, recorded } = inputs;
  const rules = versionInForce(timeline, receipt.occurredAt.getTime())?.rule_set;
  const version = recorded[0]?.version ?? null;
  return {
    fact: receipt.factId,
    title: factTitle(receipt.title, rules?.activities ?? [], locale),
    rules: `/rules/${standing.community.slug}${version === null ? '' : `?version=${version}`}`,
    checked: sayRecheck(inputs, locale),
    facts: listFacts(inputs, receipt.memberId, locale)
  };
};

function listFacts(
  { timeline, facts, subject }: CheckInputs,
  memberId: string,
  locale: RuleLocale
) {
  const last = facts.findIndex(({ fact }) => fact.id === subject);
  return facts.slice(0, last + 1).map(({ fact, standing }) => {
    const rules = versionInForce(timeline, fact.occurred_at)?.rule_set;
    const activity = rules?.activities.find(({ id }) => id === fact.activity);
    const points = standing.reduce((sum, each) => sum + each.points, 0);
    return {
      id: fact.id,
      isThis: fact.id === subject,
      what: activity ? inWords(activity.name, locale) : fact.activity,
      date: fullDateWords(new Date(fact.occurred_at), locale, timeline.time_zone),
      who: fact.member_id === memberId ? '' : m.points_check_other_person({}, { locale }),
      quantity: activity ? quantityText(fact.quantity, activity.unit, locale) : '',
      points: rules ? pointsText(points, rules, locale) : ''
    };
  });
}
