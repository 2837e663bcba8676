import { atDesk } from '$lib/app/officer.server';
import { listVotes } from '$lib/compacts/read.server';
import { listCompacts } from '$lib/compacts/texts.server';
import { viewVote } from '$lib/compacts/vote-view.server';
import { m } from '$lib/paraglide/messages';
import { fullDateWords } from '$lib/ui/words';

/** The committee's compacts and votes. */
export const load = (event) =>
  atDesk(event, 'keepCompacts', async (tx, { communityId, standing, now }) => {
    const { locale } = event.locals;
    const timeZone = standing.community.time_zone;
    const voter = { memberId: standing.member.id, householdId: standing.member.household_id };
    const votes = (await listVotes(tx, communityId, voter, now)).map((summary) =>
      viewVote(summary, { locale, timeZone, now }, true)
    );
    const compacts = await listCompacts(tx, communityId);
    return {
      open: votes.filter(({ state }) => state === 'open'),
      coming: votes.filter(({ state }) => state === 'coming'),
      over: votes.filter(({ state }) => !['open', 'coming'].includes(state)),
      compacts: compacts.map(({ id, title, inForce, latest }) => ({
        id,
        title,
        meta: inForce
          ? m.compacts_line_in_force({
              number: inForce.number,
              date: fullDateWords(inForce.since, locale, timeZone),
              count: inForce.articles
            })
          : latest > 0
            ? m.compacts_line_published({ number: latest })
            : m.compacts_line_draft()
      }))
    };
  });
