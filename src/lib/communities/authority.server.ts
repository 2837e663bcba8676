import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Acting, CommandContext } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { refuse, type Refused } from '../shared/result';
import { appointments, helper_mandates, members, type Office } from './tables.server';

/** A resident acting for themselves or, with a mandate, for somebody else. */
export interface Resident extends Acting {
  memberId: string;
  name: string;
  /** Null for staff who do not live here. */
  householdId: string | null;
}

/** Somebody who holds an office here. */
export interface Officer extends Acting {
  /** The officer's own member. */
  memberId: string;
  offices: { office: Office; team_id: string | null; grid_id: string | null }[];
}

/** Any account that is signed in, also one that has not joined yet. */
export const anyAccount = async (): Promise<Acting> => ({ onBehalfOf: null });

/** The member that the caller speaks for: their own person, or one who gave them a mandate. */
export async function resident(
  tx: Sql,
  _input: unknown,
  { communityId, caller }: CommandContext
): Promise<Resident | Refused> {
  if (!caller.memberId) return refuse('not_a_member');
  const [found] = await tx
    .select({ member: members, mandate: helper_mandates.id })
    .from(members)
    .leftJoin(
      helper_mandates,
      and(
        eq(helper_mandates.community_id, members.community_id),
        eq(helper_mandates.member_id, members.id),
        eq(helper_mandates.helper_account_id, caller.accountId),
        isNull(helper_mandates.revoked_at)
      )
    )
    .where(
      and(
        eq(members.community_id, communityId),
        eq(members.id, caller.memberId),
        isNull(members.left_at)
      )
    );
  if (!found) return refuse('not_a_member');
  const { member, mandate } = found;
  const isOwn = member.account_id === caller.accountId;
  if (!isOwn && !mandate) return refuse('not_a_member');
  return {
    memberId: member.id,
    name: member.name,
    householdId: member.household_id,
    onBehalfOf: isOwn ? null : member.id
  };
}

/** The person themselves, never a helper: for mandates, and later for votes. */
export async function ownPerson(
  tx: Sql,
  input: unknown,
  context: CommandContext
): Promise<Resident | Refused> {
  const found = await resident(tx, input, context);
  if ('refused' in found) return found;
  return found.onBehalfOf ? refuse('only_in_person') : found;
}

/**
 * An officer with at least one of these offices, of whatever team or grid. Of several own people who
 * hold one, the one whom the caller has chosen acts.
 */
export const officer =
  (...offices: Office[]) =>
  async (
    tx: Sql,
    _input: unknown,
    { communityId, caller }: CommandContext
  ): Promise<Officer | Refused> => {
    const held = await tx
      .select({
        memberId: members.id,
        office: appointments.office,
        team_id: appointments.team_id,
        grid_id: appointments.grid_id
      })
      .from(members)
      .innerJoin(
        appointments,
        and(
          eq(appointments.community_id, members.community_id),
          eq(appointments.member_id, members.id),
          isNull(appointments.ended_at)
        )
      )
      .where(
        and(
          eq(members.community_id, communityId),
          eq(members.account_id, caller.accountId),
          isNull(members.left_at),
          inArray(appointments.office, offices)
        )
      )
      .orderBy(asc(members.joined_at), asc(members.id));
    const acting = held.find(({ memberId }) => memberId === caller.memberId) ?? held[0];
    if (!acting) return refuse('not_allowed');
    return { memberId: acting.memberId, offices: held, onBehalfOf: null };
  };
