import type { RequestEvent } from '@sveltejs/kit';
import { readSaid } from '$lib/app/said.server';
import { officerStanding } from '$lib/app/standing.server';
import { OFFICES } from '$lib/communities/tables.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { hasDeductions } from '$lib/deductions/read.server';
import { hasDuty } from '$lib/grids/duties';
import { accountTag } from '$lib/offline/account-tag.server';

const areDeducted = ({ locals: { app } }: RequestEvent, communityId: string) =>
  withCommunity(app.db, communityId, (tx) => hasDeductions(tx, communityId, app.clock));

/** Officers only; everyone else gets the same 404 as for a page that is not there. */
export const load = async (event) => {
  const standing = await officerStanding(event, ...OFFICES);
  const { community, member, offices, accountId } = standing;
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
    offices: offices.map(({ office }) => office),
    /** Whether the navigation names deductions. */
    deducts: hasDuty(offices, 'deduct') && (await areDeducted(event, community.id)),
    locale: event.locals.locale,
    said: await readSaid(event, standing),
    /** When this page was true, for the offline banner. */
    loadedAt: new Date()
  };
};
