import { holds } from '$lib/communities/standing.server';
import { leads } from '$lib/volunteering/coordinator.server';
import { findPeople } from '$lib/grids/find-people.server';
import { listTeamMembers, readTeam } from '$lib/volunteering/teams.server';
import { isId } from '$lib/shared/id';
import { error } from '@sveltejs/kit';
import { coordinating } from '../../shifts/led.server';

const PER_PAGE = 50;

/** The members of a team, and whom to add. */
export const load = (event) =>
  coordinating(event, async (tx, led) => {
    const { community, member, now, offices } = led;
    const { searchParams } = event.url;
    const team = await readTeam(tx, community.id, member.id, event.params.team, now);
    if (!team || !leads(offices, team.id)) error(404);
    const after = readNameCursor(searchParams.get('after'));
    const found = await listTeamMembers(tx, community.id, team.id, PER_PAGE + 1, after);
    const members = found.slice(0, PER_PAGE);
    const last = found.length > PER_PAGE ? members.at(-1) : undefined;
    const find = (searchParams.get('find') ?? '').trim().slice(0, 30);
    return {
      now,
      team,
      members,
      next: last ? `${last.id}_${last.name}` : null,
      isFirst: after === null,
      find,
      found: find ? await findPeople(tx, community.id, find) : [],
      mayAppoint: holds(led, 'committee')
    };
  });

function readNameCursor(text: string | null): { name: string; id: string } | null {
  const [id = '', ...name] = text?.split('_') ?? [];
  return isId(id) ? { id, name: name.join('_').slice(0, 60) } : null;
}
