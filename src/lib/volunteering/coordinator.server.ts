import { and, eq } from 'drizzle-orm';
import type { Who } from '../commands/command.server';
import { officer, type Officer } from '../communities/authority.server';
import type { HeldOffice } from '../communities/standing.server';
import type { Sql } from '../db/types.server';
import { isRefused, refuse, type Refused } from '../shared/result';
import { shifts, teams } from './tables.server';

/** Somebody who may run this team: its coordinator, or the committee. */
export interface Coordinator extends Officer {
  teamId: string;
}

/** The coordinator of the team in the input, or the committee. */
export const coordinatorOfTeam: Who<{ team_id: string }, Coordinator> = async (
  tx,
  input,
  context
) => {
  const [team] = await tx
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.community_id, context.communityId), eq(teams.id, input.team_id)));
  return team ? asCoordinator(await staff(tx, input, context), team.id) : refuse('not_found');
};

/** The coordinator of the team of the shift in the input, or the committee. */
export const coordinatorOfShift: Who<{ shift_id: string }, Coordinator> = async (
  tx,
  input,
  context
) => {
  const teamId = await teamOfShift(tx, context.communityId, input.shift_id);
  return teamId ? asCoordinator(await staff(tx, input, context), teamId) : refuse('not_found');
};

/** Whose teams somebody may run: null means all, as for the committee. */
export function teamsLed(offices: Pick<HeldOffice, 'office' | 'team_id'>[]): string[] | null {
  if (offices.some(({ office }) => office === 'committee')) return null;
  return offices.flatMap(({ office, team_id }) =>
    office === 'coordinator' && team_id ? [team_id] : []
  );
}

export const leads = (offices: Pick<HeldOffice, 'office' | 'team_id'>[], teamId: string): boolean =>
  teamsLed(offices)?.includes(teamId) ?? true;

const staff = officer('coordinator', 'committee');

function asCoordinator(found: Officer | Refused, teamId: string): Coordinator | Refused {
  if (isRefused(found)) return found;
  return leads(found.offices, teamId) ? { ...found, teamId } : refuse('not_allowed');
}

async function teamOfShift(tx: Sql, communityId: string, shiftId: string): Promise<string | null> {
  const [shift] = await tx
    .select({ teamId: shifts.team_id })
    .from(shifts)
    .where(and(eq(shifts.community_id, communityId), eq(shifts.id, shiftId)));
  return shift?.teamId ?? null;
}
