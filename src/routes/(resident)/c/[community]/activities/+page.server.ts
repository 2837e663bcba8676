import { listMine, listOnOffer } from '$lib/app/join-in.server';
import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readCursor } from '$lib/shared/cursor';
import { isId } from '$lib/shared/id';
import { listTeamNames } from '$lib/volunteering/teams.server';

const PER_PAGE = 20;
const PER_PAGE_FOR_ELDERS = 8;
const KINDS = ['shifts', 'events'] as const;

/** What is on: my shifts and events first, then those of everybody by day. */
export const load = async (event) => {
  const { locals, url, cookies } = event;
  const { community, member } = await standingOf(event);
  const asked = url.searchParams.get('team') ?? '';
  const teamId = isId(asked) ? asked : null;
  const kind = KINDS.find((each) => each === url.searchParams.get('kind')) ?? 'all';
  const openOnly = url.searchParams.get('open') === '1';
  const after = readCursor(url.searchParams.get('after'));
  const limit = cookies.get('mode') === 'elder' ? PER_PAGE_FOR_ELDERS : PER_PAGE;
  return withCommunity(locals.app.db, community.id, async (tx) => {
    const viewer = {
      communityId: community.id,
      base: `/c/${community.slug}`,
      member,
      now: await locals.app.clock(tx),
      locale: locals.locale,
      timeZone: community.time_zone
    };
    return {
      mine: after ? [] : await listMine(tx, viewer),
      ...(await listOnOffer(tx, viewer, { kind, openOnly, teamId, after, limit })),
      teams: kind === 'events' ? [] : await listTeamNames(tx, community.id),
      teamId,
      kind,
      openOnly,
      isFirst: after === null
    };
  });
};
