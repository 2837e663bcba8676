import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse, type Refused } from '../shared/result';
import { officer } from './authority.server';
import { appointments, members, OFFICES, type Office } from './tables.server';

const idOrNone = z.union([z.literal(''), z.uuid()]).default('');

/**
 * Gives a member an office: a coordinator's is of a team, a grid leader's of a grid, the others'
 * of the whole community. One who holds the office already keeps it, and nothing is recorded twice.
 * Refuses appoint_without_account for one of a household who was entered by staff and has not joined.
 */
export const appoint = defineCommand({
  name: 'communities.appoint',
  input: z.object({
    member_id: z.uuid(),
    office: z.enum(OFFICES),
    team_id: idOrNone,
    grid_id: idOrNone
  }),
  who: officer('committee'),
  async run(tx, { member_id, office, ...sent }, { memberId }, { communityId, now }) {
    const [member] = await tx
      .select({
        name: members.name,
        account_id: members.account_id,
        household_id: members.household_id
      })
      .from(members)
      .where(
        and(
          eq(members.community_id, communityId),
          eq(members.id, member_id),
          isNull(members.left_at)
        )
      )
      .for('no key update');
    if (!member) return refuse('not_found');
    // Whoever has the household's card and knows the name could claim the person, and the office.
    if (!member.account_id && member.household_id) {
      return refuse('appoint_without_account', { name: member.name });
    }
    const scope = await scopeOf(tx, communityId, office, sent);
    if ('refused' in scope) return scope;
    const held = await findHeld(tx, communityId, member_id, office, scope);
    const said = { office, name: member.name };
    if (held) return { ok: true, ...said, already: true, appointment_id: held };
    const id = newId();
    await tx.insert(appointments).values({
      community_id: communityId,
      id,
      member_id,
      office,
      ...scope,
      appointed_by: memberId,
      appointed_at: now
    });
    return { ok: true, ...said, already: false, appointment_id: id };
  },
  done: ({ name, office, already, appointment_id }) => {
    const words = { name: String(name), office: officeWord(String(office)) };
    if (already) return { text: m.manage_appointed_already(words) };
    return {
      text: m.manage_appointed(words),
      undo: {
        command: 'communities.end_appointment',
        fields: { appointment_id: String(appointment_id) }
      }
    };
  }
});

/** Ends an office. Refuses to end that of the last committee member, who alone could appoint one. */
export const endAppointment = defineCommand({
  name: 'communities.end_appointment',
  input: z.object({ appointment_id: z.uuid() }),
  who: officer('committee'),
  async run(tx, { appointment_id }, { memberId }, { communityId, now }) {
    const committee = await lockCommittee(tx, communityId);
    const others = new Set(
      committee.filter(({ id }) => id !== appointment_id).map(({ member_id }) => member_id)
    );
    const isOfCommittee = committee.some(({ id }) => id === appointment_id);
    if (isOfCommittee && others.size === 0) return refuse('last_committee_member');
    const [ended] = await tx
      .update(appointments)
      .set({ ended_by: memberId, ended_at: now })
      .where(
        and(
          eq(appointments.community_id, communityId),
          eq(appointments.id, appointment_id),
          isNull(appointments.ended_at)
        )
      )
      .returning();
    if (!ended) return refuse('appointment_over');
    const [member] = await tx
      .select({ name: members.name })
      .from(members)
      .where(and(eq(members.community_id, communityId), eq(members.id, ended.member_id)));
    return {
      ok: true,
      name: member?.name ?? '',
      office: ended.office,
      fields: {
        member_id: ended.member_id,
        office: ended.office,
        team_id: ended.team_id ?? '',
        grid_id: ended.grid_id ?? ''
      }
    };
  },
  done: ({ name, office, fields }) => ({
    text: m.manage_appointment_ended({ name: String(name), office: officeWord(String(office)) }),
    undo: {
      command: 'communities.appoint',
      fields: Object.fromEntries(
        Object.entries(fields ?? {}).map(([field, value]) => [field, String(value)] as const)
      )
    }
  })
});

/** What an office is called, in the language of the request. */
export function officeWord(office: string): string {
  const words: Record<string, () => string> = {
    coordinator: m.manage_office_coordinator,
    grid_leader: m.manage_office_grid_leader,
    committee: m.manage_office_committee,
    clerk: m.manage_office_clerk,
    auditor: m.manage_office_auditor
  };
  return words[office]?.() ?? office;
}

type Scope = { team_id: string | null; grid_id: string | null };

async function scopeOf(
  tx: Sql,
  communityId: string,
  office: Office,
  { team_id, grid_id }: { team_id: string; grid_id: string }
): Promise<Scope | Refused> {
  if (office === 'grid_leader') {
    const known = grid_id !== '' && (await exists(tx, 'grids', communityId, grid_id));
    return known
      ? { team_id: null, grid_id }
      : refuse('appoint_without_grid', { field: 'grid_id' });
  }
  if (office === 'coordinator') {
    const known = team_id !== '' && (await exists(tx, 'teams', communityId, team_id));
    return known
      ? { team_id, grid_id: null }
      : refuse('appoint_without_team', { field: 'team_id' });
  }
  return { team_id: null, grid_id: null };
}

/** By name, because teams belong to a feature that stands on this one. */
async function exists(
  tx: Sql,
  table: 'grids' | 'teams',
  communityId: string,
  id: string
): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select id from ${sql.identifier(table)} where community_id = ${communityId} and id = ${id}`
  );
  return found.length > 0;
}

async function findHeld(
  tx: Sql,
  communityId: string,
  memberId: string,
  office: Office,
  { team_id, grid_id }: Scope
): Promise<string | null> {
  const [held] = await tx
    .select({ id: appointments.id })
    .from(appointments)
    .where(
      and(
        eq(appointments.community_id, communityId),
        eq(appointments.member_id, memberId),
        eq(appointments.office, office),
        isNull(appointments.ended_at),
        sql`${appointments.team_id} is not distinct from ${team_id}::uuid`,
        sql`${appointments.grid_id} is not distinct from ${grid_id}::uuid`
      )
    );
  return held?.id ?? null;
}

/** Locked, so that two members of the committee cannot end each other at the same moment. */
const lockCommittee = (tx: Sql, communityId: string) =>
  tx
    .select({ id: appointments.id, member_id: appointments.member_id })
    .from(appointments)
    .where(
      and(
        eq(appointments.community_id, communityId),
        eq(appointments.office, 'committee'),
        isNull(appointments.ended_at)
      )
    )
    .orderBy(appointments.id)
    .for('update');
