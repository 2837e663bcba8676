import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { isId } from '$lib/shared/id';
import { readCursor, writeCursor } from '$lib/shared/cursor';
import { listMyShifts, listUpcomingShifts } from '$lib/volunteering/read.server';
import { listTeamNames } from '$lib/volunteering/teams.server';

const PER_PAGE = 20;
const PER_PAGE_FOR_ELDERS = 8;
const MINE = 10;

/** What is on: my shifts first, then those of everybody by day. */
export const load = async (event) => {
  const { locals, url, cookies } = event;
  const { community, member } = await standingOf(event);
  const asked = url.searchParams.get('team') ?? '';
  const teamId = isId(asked) ? asked : null;
  const openOnly = url.searchParams.get('open') === '1';
  const after = readCursor(url.searchParams.get('after'));
  const limit = cookies.get('mode') === 'elder' ? PER_PAGE_FOR_ELDERS : PER_PAGE;
  return withCommunity(locals.app.db, community.id, async (tx) => {
    const now = await locals.app.clock(tx);
    const mine = after ? [] : await listMyShifts(tx, community.id, member.id, now, MINE);
    const filter = { from: now, limit: limit + 1, teamId, openOnly, after };
    const found = await listUpcomingShifts(tx, community.id, member.id, filter);
    const shifts = found.slice(0, limit);
    const last = found.length > limit ? shifts.at(-1) : undefined;
    return {
      now,
      mine,
      shifts,
      teams: await listTeamNames(tx, community.id),
      teamId,
      openOnly,
      isFirst: after === null,
      next: last ? writeCursor(last.startsAt, last.id) : null
    };
  });
};
