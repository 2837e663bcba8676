import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readRulesInForce } from '$lib/rules/read.server';
import { ruleText } from '$lib/rules/sentence';
import { inWords } from '$lib/rules/words';

/** The rules that residents have given themselves, in sentences. */
export const load = async (event) => {
  const { community } = await standingOf(event);
  const { app, locale } = event.locals;
  const inForce = await withCommunity(app.db, community.id, async (tx) =>
    readRulesInForce(tx, community.id, await app.clock(tx))
  );
  if (!inForce) return { rules: null };
  const { version, in_force_from, rule_set } = inForce;
  return {
    rules: {
      version,
      inForceFrom: new Date(`${in_force_from}T04:00:00Z`),
      title: inWords(rule_set.title, locale),
      source: rule_set.source ? inWords(rule_set.source, locale) : null,
      account: rule_set.account,
      noticeDays: rule_set.notice_days,
      lines: ruleText(rule_set, locale)
    }
  };
};
