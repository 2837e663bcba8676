import { atDesk } from '$lib/app/officer.server';
import { listCompacts } from '$lib/compacts/texts.server';
import { voteLists } from '$lib/compacts/vote-lists.server';
import { m } from '$lib/paraglide/messages';
import { fullDateWords } from '$lib/ui/words';

/** The committee's compacts and votes. */
export const load = (event) =>
  atDesk(event, 'keepCompacts', async (tx, { communityId, standing, now }) => {
    const { locale } = event.locals;
    const timeZone = standing.community.time_zone;
    const voter = { memberId: standing.member.id, householdId: standing.member.household_id };
    const before = event.url.searchParams.get('before');
    const reader = { locale, timeZone, now };
    const votes = await voteLists(tx, communityId, voter, reader, { before, asStaff: true });
    const compacts = await listCompacts(tx, communityId);
    return {
      ...votes,
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
