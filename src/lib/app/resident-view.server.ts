import type { RequestEvent } from '@sveltejs/kit';
import type { Standing } from '../communities/standing.server';
import { accountTag } from '../offline/account-tag.server';
import { readSaid } from './said.server';

/** What is around every page of a resident. */
export async function residentView(event: RequestEvent, standing: Standing) {
  const { community, accountId, member, people, offices, hasElsewhere } = standing;
  return {
    community: {
      slug: community.slug,
      name: event.locals.locale === 'en' ? community.name_en : community.name,
      timeZone: community.time_zone,
      isDemo: community.is_demo
    },
    /** Whose page this is, for the phone's copies and outbox. */
    account: accountTag(accountId),
    person: { id: member.id, name: member.name, kind: member.kind },
    /** Whether there is somebody, or a community, to switch to. */
    hasOthers: people.length > 1 || hasElsewhere,
    manages: offices.length > 0,
    said: await readSaid(event, standing),
    /** When this page was true, for the offline banner. */
    loadedAt: new Date()
  };
}

export type ResidentView = Awaited<ReturnType<typeof residentView>>;
