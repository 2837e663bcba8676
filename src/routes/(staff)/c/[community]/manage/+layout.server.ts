import type { RequestEvent } from '@sveltejs/kit';
import { readSaid } from '$lib/app/said.server';
import { countWaitingWork } from '$lib/app/overview.server';
import { officerStanding } from '$lib/app/standing.server';
import type { Standing } from '$lib/communities/standing.server';
import { OFFICES } from '$lib/communities/tables.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { hasDeductions } from '$lib/deductions/read.server';
import { hasDuty } from '$lib/grids/duties';
import { accountTag } from '$lib/offline/account-tag.server';

/** What the navigation shows beside its words: what waits for the officer, and whether points are deducted. */
const readNavigation = ({ locals: { app } }: RequestEvent, standing: Standing) =>
  withCommunity(app.db, standing.community.id, async (tx) => ({
    waiting: await countWaitingWork(tx, standing),
    deducts:
      hasDuty(standing.offices, 'deduct') &&
      (await hasDeductions(tx, standing.community.id, app.clock))
  }));

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
    ...(await readNavigation(event, standing)),
    locale: event.locals.locale,
    said: await readSaid(event, standing),
    /** When this page was true, for the offline banner. */
    loadedAt: new Date()
  };
};
