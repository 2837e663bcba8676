import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readRulesInForce } from '$lib/rules/read.server';
import { ruleSentence } from '$lib/rules/sentence';
import { inWords } from '$lib/rules/words';

/** What may be claimed, by the rules in force, with what they say of it. */
export const load = async (event) => {
  const { community } = await standingOf(event);
  const { app, locale } = event.locals;
  const inForce = await withCommunity(app.db, community.id, async (tx) =>
    readRulesInForce(tx, community.id, await app.clock(tx))
  );
  const rules = inForce?.rule_set;
  const claimable = rules?.activities.filter((activity) => activity.claimable) ?? [];
  return {
    activities: claimable.map(({ id, name }) => ({
      id,
      name: inWords(name, locale),
      rules:
        rules?.rules
          .filter((rule) => rule.activity === id)
          .map((rule) => ruleSentence(rule, rules, locale)) ?? []
    }))
  };
};
