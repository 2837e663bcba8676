import { standingOf } from '$lib/app/standing.server';
import { listCompacts } from '$lib/compacts/texts.server';
import { voteLists } from '$lib/compacts/vote-lists.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { m } from '$lib/paraglide/messages';
import { listNoticed } from '$lib/rulemaking/noticed.server';
import { fullDateWords } from '$lib/ui/words';

/** What residents decide on: votes, compacts in force, results. All words are made here. */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community, member } = await standingOf(event);
  const voter = { memberId: member.id, householdId: member.household_id };
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const reader = { locale, now, timeZone: community.time_zone };
    const before = event.url.searchParams.get('before');
    const votes = await voteLists(tx, community.id, voter, reader, { before });
    const compacts = await listCompacts(tx, community.id);
    const noticed = await listNoticed(tx, community.id, locale, community.time_zone);
    return {
      ...votes,
      noticed,
      board: m.objections_link_board(),
      compacts: compacts.flatMap(({ id, title, titleEn, inForce }) =>
        inForce
          ? [
              {
                id,
                title: (locale === 'en' && titleEn) || title,
                meta: m.compacts_line_in_force({
                  number: inForce.number,
                  date: fullDateWords(inForce.since, locale, community.time_zone),
                  count: inForce.articles
                })
              }
            ]
          : []
      )
    };
  });
};
