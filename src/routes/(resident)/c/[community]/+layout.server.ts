import { readSaid } from '$lib/app/said.server';
import { standingOf } from '$lib/app/standing.server';
import { accountTag } from '$lib/offline/account-tag.server';

export const load = async (event) => {
  const { locals } = event;
  const standing = await standingOf(event);
  const { community, accountId, member, people, offices } = standing;
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
    said: await readSaid(event, standing),
    /** When this page was true, for the offline banner. */
    loadedAt: new Date()
  };
};
