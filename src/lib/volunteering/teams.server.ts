import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { appointments, members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import { shifts, team_members, teams } from './tables.server';

export interface TeamSummary {
  id: string;
  name: string;
  about: string;
  members: number;
  /** Shifts to come. */
  upcoming: number;
  /** Whether the asking member belongs to it. */
  joined: boolean;
  coordinators: string[];
}

/** The community's teams by name, as one member sees them. */
export async function listTeams(
  tx: Sql,
  communityId: string,
  memberId: string,
  now: Date,
  only?: string[] | null
): Promise<TeamSummary[]> {
  if (only?.length === 0) return [];
  // In a select from one table drizzle leaves the table's name away, which subqueries need.
  const found = await tx
    .select({
      id: teams.id,
      name: teams.name,
      about: teams.about,
      members: sql<number>`(select count(*)::int from ${team_members} x
        where x.community_id = teams.community_id and x.team_id = teams.id
        and x.left_at is null)`,
      upcoming: sql<number>`(select count(*)::int from ${shifts} s
        where s.community_id = teams.community_id and s.team_id = teams.id
        and s.starts_at > ${now.toISOString()}::timestamptz and s.cancelled_at is null)`,
      joined: sql<boolean>`exists (select from ${team_members} x
        where x.community_id = teams.community_id and x.team_id = teams.id
        and x.member_id = ${memberId} and x.left_at is null)`
    })
    .from(teams)
    .where(
      and(
        eq(teams.community_id, communityId),
        isNull(teams.closed_at),
        only ? inArray(teams.id, only) : undefined
      )
    )
    .orderBy(asc(teams.name));
  const leaders = await readCoordinators(tx, communityId);
  return found.map((team) => ({ ...team, coordinators: leaders.get(team.id) ?? [] }));
}

/** Names for a select or a filter. */
export const listTeamNames = (
  tx: Sql,
  communityId: string,
  only?: string[] | null
): Promise<{ id: string; name: string }[]> =>
  only?.length === 0
    ? Promise.resolve([])
    : tx
        .select({ id: teams.id, name: teams.name })
        .from(teams)
        .where(
          and(
            eq(teams.community_id, communityId),
            isNull(teams.closed_at),
            only ? inArray(teams.id, only) : undefined
          )
        )
        .orderBy(asc(teams.name));

/** One team; null when the community has none of that id. */
export async function readTeam(
  tx: Sql,
  communityId: string,
  memberId: string,
  teamId: string,
  now: Date
): Promise<TeamSummary | null> {
  if (!isId(teamId)) return null;
  return (await listTeams(tx, communityId, memberId, now, [teamId]))[0] ?? null;
}

export interface TeamMember {
  id: string;
  name: string;
  joinedAt: Date;
}

/** The members of a team by name, `limit` at most, after a name and id for the next page. */
export const listTeamMembers = (
  tx: Sql,
  communityId: string,
  teamId: string,
  limit: number,
  after: { name: string; id: string } | null = null
): Promise<TeamMember[]> =>
  tx
    .select({ id: members.id, name: members.name, joinedAt: team_members.joined_at })
    .from(team_members)
    .innerJoin(
      members,
      and(
        eq(members.community_id, team_members.community_id),
        eq(members.id, team_members.member_id)
      )
    )
    .where(
      and(
        eq(team_members.community_id, communityId),
        eq(team_members.team_id, teamId),
        isNull(team_members.left_at),
        after
          ? sql`(${members.name}, ${members.id}) > (${after.name}, ${after.id}::uuid)`
          : undefined
      )
    )
    .orderBy(asc(members.name), asc(members.id))
    .limit(limit);

/** Who coordinates which team, by team: names of the appointed. */
async function readCoordinators(tx: Sql, communityId: string): Promise<Map<string, string[]>> {
  const found = await tx
    .select({ teamId: appointments.team_id, name: members.name })
    .from(appointments)
    .innerJoin(
      members,
      and(
        eq(members.community_id, appointments.community_id),
        eq(members.id, appointments.member_id)
      )
    )
    .where(
      and(
        eq(appointments.community_id, communityId),
        eq(appointments.office, 'coordinator'),
        isNull(appointments.ended_at)
      )
    )
    .orderBy(asc(appointments.appointed_at));
  const byTeam = new Map<string, string[]>();
  for (const { teamId, name } of found) {
    if (teamId) byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), name]);
  }
  return byTeam;
}
