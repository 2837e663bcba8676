import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import { containing } from '../db/like.server';
import type { Sql } from '../db/types.server';
import { isId, newId } from '../shared/id';
import { appointments, members, type Office } from './tables.server';

export interface PersonRow {
  id: string;
  name: string;
  household_id: string | null;
  joined_at: Date;
  joined_by: 'card' | 'staff';
  /** Whether the person has a way to sign in. */
  has_account: boolean;
}

export interface Appointment {
  id: string;
  member_id: string;
  office: Office;
  team_id: string | null;
  grid_id: string | null;
}

const PAGE_ROWS = 50;

const person = {
  id: members.id,
  name: members.name,
  household_id: members.household_id,
  joined_at: members.joined_at,
  joined_by: members.joined_by,
  has_account: sql<boolean>`${members.account_id} is not null`
};

/** A page of the members by name; `cursor` is the id of the row after (or before) which it begins. */
export async function listPeople(
  tx: Sql,
  communityId: string,
  filter: { q: string; office: Office | '' },
  { after, before }: { after?: string | null; before?: string | null }
): Promise<{ rows: PersonRow[]; after: string | null; before: string | null }> {
  const isBack = Boolean(before);
  const cursor = [before, after].find((id) => id && isId(id));
  const beyond = sql`(${members.name}, ${members.id}) ${isBack ? sql`<` : sql`>`} (select c.name, c.id
    from members c where c.community_id = ${communityId} and c.id = ${cursor ?? null})`;
  const found = await tx
    .select(person)
    .from(members)
    .where(and(matches(communityId, filter), cursor ? beyond : undefined))
    .orderBy(
      ...(isBack
        ? [sql`${members.name} desc`, sql`${members.id} desc`]
        : [asc(members.name), asc(members.id)])
    )
    .limit(PAGE_ROWS + 1);
  const shown = found.slice(0, PAGE_ROWS);
  if (isBack) shown.reverse();
  const hasMore = found.length > PAGE_ROWS;
  return {
    rows: shown,
    before: (isBack ? hasMore : cursor) ? (shown[0]?.id ?? null) : null,
    after: isBack || hasMore ? (shown.at(-1)?.id ?? null) : null
  };
}

/** Everybody who matches, for exports; at most `limit`. */
export const listAllPeople = (
  tx: Sql,
  communityId: string,
  filter: { q: string; office: Office | '' },
  limit = 20_000
): Promise<PersonRow[]> =>
  tx
    .select(person)
    .from(members)
    .where(matches(communityId, filter))
    .orderBy(asc(members.name), asc(members.id))
    .limit(limit);

/** A member who has not left, with the year of birth if the person liked to say so; null otherwise. */
export async function readPerson(
  tx: Sql,
  communityId: string,
  id: string
): Promise<(PersonRow & { birth_year: number | null }) | null> {
  if (!isId(id)) return null;
  const [found] = await tx
    .select({ ...person, birth_year: members.birth_year })
    .from(members)
    .where(and(ofCommunity(communityId), eq(members.id, id)));
  return found ?? null;
}

/** Who of a household has joined, in the order of joining. */
export const listHouseholdPeople = (
  tx: Sql,
  communityId: string,
  householdId: string
): Promise<PersonRow[]> =>
  tx
    .select(person)
    .from(members)
    .where(and(ofCommunity(communityId), eq(members.household_id, householdId)))
    .orderBy(asc(members.joined_at), asc(members.id));

/** The offices that these members hold now. */
export async function listAppointments(
  tx: Sql,
  communityId: string,
  memberIds: readonly string[]
): Promise<Appointment[]> {
  if (memberIds.length === 0) return [];
  return tx
    .select({
      id: appointments.id,
      member_id: appointments.member_id,
      office: appointments.office,
      team_id: appointments.team_id,
      grid_id: appointments.grid_id
    })
    .from(appointments)
    .where(
      and(
        eq(appointments.community_id, communityId),
        inArray(appointments.member_id, [...memberIds]),
        isNull(appointments.ended_at)
      )
    )
    .orderBy(asc(appointments.appointed_at), asc(appointments.id));
}

export type GridLeader = {
  appointment_id: string;
  grid_id: string;
  member_id: string;
  name: string;
};

/** The leaders of all grids. */
export const listGridLeaders = (tx: Sql, communityId: string): Promise<GridLeader[]> =>
  rows<GridLeader>(
    tx,
    sql`select a.id as appointment_id, a.grid_id, m.id as member_id, m.name
        from appointments a
        join members m on m.community_id = a.community_id and m.id = a.member_id
        where a.community_id = ${communityId} and a.office = 'grid_leader'
          and a.grid_id is not null and a.ended_at is null and m.left_at is null
        order by a.appointed_at`
  );

/**
 * Makes a member without an account. Gives the id, or null when the household has a member of this
 * name already and `mayShareName` does not say that these are two people.
 */
export async function enterPerson(
  tx: Sql,
  entry: {
    communityId: string;
    name: string;
    householdId: string | null;
    birthYear: number | null;
    now: Date;
    mayShareName: boolean;
  }
): Promise<string | null> {
  const { communityId, name, householdId, birthYear, now, mayShareName } = entry;
  const [namesake] = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        ofCommunity(communityId),
        eq(members.name, name),
        sql`${members.household_id} is not distinct from ${householdId}::uuid`
      )
    );
  if (namesake && !mayShareName) return null;
  const id = newId();
  await tx.insert(members).values({
    community_id: communityId,
    id,
    household_id: householdId,
    name,
    birth_year: birthYear,
    joined_at: now,
    joined_by: 'staff'
  });
  return id;
}

const ofCommunity = (communityId: string) =>
  and(eq(members.community_id, communityId), isNull(members.left_at));

function matches(communityId: string, { q, office }: { q: string; office: Office | '' }) {
  const like = containing(q);
  return and(
    ofCommunity(communityId),
    q.trim() === '' ? undefined : sql`${members.name} ilike ${like}`,
    office === ''
      ? undefined
      : sql`exists (select from appointments a where a.community_id = ${communityId}
          and a.member_id = ${members.id} and a.office = ${office} and a.ended_at is null)`
  );
}
