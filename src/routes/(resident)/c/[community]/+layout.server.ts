import { sayOutcome } from '$lib/app/commands.server';
import { standingOf } from '$lib/app/standing.server';
import { readOwnReceipt } from '$lib/commands/receipts.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { accountTag } from '$lib/offline/account-tag.server';

export const load = async (event) => {
  const { locals, url } = event;
  const { community, accountId, member, people, offices } = await standingOf(event);
  const key = url.searchParams.get('done');
  const receipt = key
    ? await withCommunity(locals.app.db, community.id, (tx) =>
        readOwnReceipt(tx, community.id, accountId, key)
      )
    : null;
  return {
    community: {
      slug: community.slug,
      name: locals.locale === 'en' ? community.name_en : community.name,
      timeZone: community.time_zone,
      isDemo: community.is_demo
    },
    /** Whose page this is, for the phone's copies and outbox. */
    account: accountTag(accountId),
    person: { id: member.id, name: member.name, kind: member.kind },
    hasOthers: people.length > 1,
    manages: offices.length > 0,
    said: receipt ? sayOutcome(receipt.name, receipt.outcome) : null,
    /** When this page was true, for the offline banner. */
    loadedAt: new Date()
  };
};
