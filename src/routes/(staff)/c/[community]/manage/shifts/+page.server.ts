import { isId } from '$lib/shared/id';
import { readCursor, writeCursor } from '$lib/shared/cursor';
import { listManagedShifts } from '$lib/volunteering/manage-read.server';
import { listTeamNames } from '$lib/volunteering/teams.server';
import { coordinating } from './led.server';

const PER_PAGE = 25;
const VIEWS = ['upcoming', 'unconfirmed', 'past'] as const;

/** The shifts of the viewer's teams: to come, waiting for confirmation, past. */
export const load = (event) =>
  coordinating(event, async (tx, { community, teamIds, now }) => {
    const { searchParams } = event.url;
    const view = VIEWS.find((each) => each === searchParams.get('view')) ?? 'upcoming';
    const search = (searchParams.get('q') ?? '').slice(0, 60);
    const asked = searchParams.get('team') ?? '';
    const teamId = isId(asked) ? asked : null;
    const after = readCursor(searchParams.get('after'));
    const filter = { teamIds, now, view, search, teamId, after };
    const found = await listManagedShifts(tx, community.id, { ...filter, limit: PER_PAGE + 1 });
    const shifts = found.slice(0, PER_PAGE);
    const last = found.length > PER_PAGE ? shifts.at(-1) : undefined;
    return {
      now,
      view,
      search,
      teamId,
      shifts,
      teams: await listTeamNames(tx, community.id, teamIds),
      isFirst: after === null,
      next: last ? writeCursor(last.startsAt, last.id) : null
    };
  });
