import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer, resident } from '../communities/authority.server';
import { members } from '../communities/tables.server';
import { unlessTaken } from '../db/sql-state.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { coordinatorOfTeam } from './coordinator.server';
import { nameWhoBrought } from './introductions.server';
import { team_members, teams } from './tables.server';

const name = z.string().trim().min(1).max(30);
const about = z.string().trim().max(300).default('');
const TeamAndPerson = z.object({ team_id: z.uuid(), member_id: z.uuid() });

/**
 * Becomes a member of a team, and may say who brought one along. Refuses `already_in_team`,
 * `not_found`, and as `nameWhoBrought` does.
 */
export const joinTeam = defineCommand({
  name: 'volunteering.join_team',
  input: z.object({ team_id: z.uuid(), brought_by: z.string().trim().max(30).default('') }),
  who: resident,
  async run(tx, { team_id, brought_by }, newcomer, context) {
    const { communityId, now } = context;
    const { memberId } = newcomer;
    const team = await findTeam(tx, communityId, team_id);
    if (!team) return refuse('not_found');
    if (brought_by !== '') {
      const named = { name: brought_by, teamId: team_id };
      const refused = await nameWhoBrought(tx, newcomer, named, context);
      if (refused) return refused;
    }
    const joined = await enrol(tx, communityId, team_id, memberId, now);
    return joined ? { ok: true, team_id, team: team.name } : refuse('already_in_team');
  },
  done: ({ team_id, team }) => ({
    text: m.volunteering_done_joined({ team: String(team) }),
    undo: { command: 'volunteering.leave_team', fields: { team_id: String(team_id) } }
  })
});

/** Leaves a team; what was served with it stays. Refuses `not_in_team`. */
export const leaveTeam = defineCommand({
  name: 'volunteering.leave_team',
  input: z.object({ team_id: z.uuid() }),
  who: resident,
  async run(tx, { team_id }, { memberId }, { communityId, now }) {
    const team = await findTeam(tx, communityId, team_id);
    const left = team && (await release(tx, communityId, team_id, memberId, now));
    return team && left ? { ok: true, team_id, team: team.name } : refuse('not_in_team');
  },
  done: ({ team_id, team }) => ({
    text: m.volunteering_done_left({ team: String(team) }),
    undo: { command: 'volunteering.join_team', fields: { team_id: String(team_id) } }
  })
});

/** Founds a team. Refuses `team_name_taken`. */
export const createTeam = defineCommand({
  name: 'volunteering.create_team',
  input: z.object({ name, about }),
  who: officer('committee'),
  async run(tx, input, { memberId }, { communityId, now }) {
    const [team] = await tx
      .insert(teams)
      .values({
        community_id: communityId,
        id: newId(),
        ...input,
        created_by: memberId,
        created_at: now
      })
      .onConflictDoNothing()
      .returning({ id: teams.id });
    return team ? { ok: true, team_id: team.id } : refuse('team_name_taken', { field: 'name' });
  },
  done: () => ({ text: m.volunteering_done_team_created() })
});

/** Renames or describes a team. Refuses `team_name_taken`. */
export const editTeam = defineCommand({
  name: 'volunteering.edit_team',
  input: z.object({ team_id: z.uuid(), name, about }),
  who: coordinatorOfTeam,
  async run(tx, input, { teamId }, { communityId }) {
    const isFree = await unlessTaken(tx, (inner) =>
      inner
        .update(teams)
        .set({ name: input.name, about: input.about })
        .where(and(eq(teams.community_id, communityId), eq(teams.id, teamId)))
    );
    if (!isFree) return refuse('team_name_taken', { field: 'name' });
    return { ok: true, team_id: teamId };
  },
  done: () => ({ text: m.volunteering_done_team_edited() })
});

/** The coordinator enters somebody, for example an elder without a phone. */
export const addTeamMember = defineCommand({
  name: 'volunteering.add_team_member',
  input: TeamAndPerson,
  who: coordinatorOfTeam,
  async run(tx, { team_id, member_id }, _coordinator, { communityId, now }) {
    const person = await findPerson(tx, communityId, member_id);
    if (!person) return refuse('not_found');
    const added = await enrol(tx, communityId, team_id, member_id, now);
    return added ? { ok: true, team_id, member_id, name: person.name } : refuse('already_in_team');
  },
  done: ({ team_id, member_id, name: who }) => ({
    text: m.volunteering_done_member_added({ name: String(who) }),
    undo: {
      command: 'volunteering.remove_team_member',
      fields: { team_id: String(team_id), member_id: String(member_id) }
    }
  })
});

/** The coordinator takes somebody off the team's list. Refuses `not_in_team`. */
export const removeTeamMember = defineCommand({
  name: 'volunteering.remove_team_member',
  input: TeamAndPerson,
  who: coordinatorOfTeam,
  async run(tx, { team_id, member_id }, _coordinator, { communityId, now }) {
    const person = await findPerson(tx, communityId, member_id);
    const removed = person && (await release(tx, communityId, team_id, member_id, now));
    if (!removed) return refuse('not_in_team');
    return { ok: true, team_id, member_id, name: person.name };
  },
  done: ({ team_id, member_id, name: who }) => ({
    text: m.volunteering_done_member_removed({ name: String(who) }),
    undo: {
      command: 'volunteering.add_team_member',
      fields: { team_id: String(team_id), member_id: String(member_id) }
    }
  })
});

async function enrol(
  tx: Sql,
  communityId: string,
  teamId: string,
  memberId: string,
  now: Date
): Promise<boolean> {
  const added = await tx
    .insert(team_members)
    .values({
      community_id: communityId,
      id: newId(),
      team_id: teamId,
      member_id: memberId,
      joined_at: now
    })
    .onConflictDoNothing()
    .returning({ id: team_members.id });
  return added.length > 0;
}

async function release(
  tx: Sql,
  communityId: string,
  teamId: string,
  memberId: string,
  now: Date
): Promise<boolean> {
  const left = await tx
    .update(team_members)
    .set({ left_at: now })
    .where(
      and(
        eq(team_members.community_id, communityId),
        eq(team_members.team_id, teamId),
        eq(team_members.member_id, memberId),
        isNull(team_members.left_at)
      )
    )
    .returning({ id: team_members.id });
  return left.length > 0;
}

async function findTeam(tx: Sql, communityId: string, teamId: string) {
  const [team] = await tx
    .select({ name: teams.name })
    .from(teams)
    .where(and(eq(teams.community_id, communityId), eq(teams.id, teamId), isNull(teams.closed_at)));
  return team;
}

async function findPerson(tx: Sql, communityId: string, memberId: string) {
  const [person] = await tx
    .select({ name: members.name })
    .from(members)
    .where(
      and(eq(members.community_id, communityId), eq(members.id, memberId), isNull(members.left_at))
    );
  return person;
}
