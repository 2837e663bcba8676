import { and, eq, isNull, sql } from 'drizzle-orm';
import { memberships } from '../accounts/tables.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database, Sql } from '../db/types.server';
import { appointments, communities, members, type Office } from './tables.server';

/** Who an account is in a community: whom it may speak for and which offices it holds. */
export interface Standing {
  community: Community;
  accountId: string;
  /** The person acted for now; a helper's is somebody else. */
  member: Person;
  people: Person[];
  /** Whether the account belongs to other communities as well. */
  hasElsewhere: boolean;
  /** Offices of the account's own members, never of somebody it helps. */
  offices: HeldOffice[];
}

export type Community = Pick<
  typeof communities.$inferSelect,
  'id' | 'slug' | 'name' | 'name_en' | 'time_zone' | 'is_demo'
>;

export interface Person {
  id: string;
  name: string;
  household_id: string | null;
  kind: 'self' | 'helper';
}

export interface HeldOffice {
  office: Office;
  member_id: string;
  team_id: string | null;
  grid_id: string | null;
}

/**
 * Reads the standing of an account in the community with this slug.
 * @param chosen the member that the account chose to act as, if any
 * @returns null when the community does not exist or the account does not belong to it: both look alike
 */
export async function readStanding(
  db: Database,
  accountId: string,
  slug: string,
  chosen: string | null
): Promise<Standing | null> {
  const all = await db.sql
    .select({
      id: communities.id,
      slug: communities.slug,
      name: communities.name,
      name_en: communities.name_en,
      time_zone: communities.time_zone,
      is_demo: communities.is_demo,
      member_id: memberships.member_id,
      kind: memberships.kind
    })
    .from(memberships)
    .innerJoin(communities, eq(communities.id, memberships.community_id))
    .where(eq(memberships.account_id, accountId))
    .orderBy(sql`${memberships.kind} desc`, memberships.since, memberships.member_id);
  const links = all.filter((link) => link.slug === slug);
  const [first] = links;
  if (!first) return null;
  const kinds = new Map(links.map((link) => [link.member_id, link.kind]));
  const found = await withCommunity(db, first.id, (tx) => readPeople(tx, first.id, kinds));
  const member = found.people.find((person) => person.id === chosen) ?? found.people[0];
  if (!member) return null;
  const { id, name, name_en, time_zone, is_demo } = first;
  return {
    community: { id, slug, name, name_en, time_zone, is_demo },
    accountId,
    member,
    hasElsewhere: links.length < all.length,
    ...found
  };
}

async function readPeople(
  tx: Sql,
  communityId: string,
  kinds: Map<string, 'self' | 'helper'>
): Promise<{ people: Person[]; offices: HeldOffice[] }> {
  const found = await tx
    .select({ member: members, appointment: appointments })
    .from(members)
    .leftJoin(
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
        sql`${members.id} in ${[...kinds.keys()]}`,
        isNull(members.left_at)
      )
    );
  const people = new Map<string, Person>();
  const offices: HeldOffice[] = [];
  for (const { member, appointment } of found) {
    const kind = kinds.get(member.id) ?? 'helper';
    people.set(member.id, {
      id: member.id,
      name: member.name,
      household_id: member.household_id,
      kind
    });
    if (appointment && kind === 'self') offices.push(appointment);
  }
  const ordered = [...kinds.keys()].flatMap((id) => people.get(id) ?? []);
  return {
    people: ordered,
    offices: offices.map(({ office, member_id, team_id, grid_id }) => ({
      office,
      member_id,
      team_id,
      grid_id
    }))
  };
}

/** Whether the account holds one of these offices in the community. */
export const holds = (standing: Standing, ...offices: Office[]): boolean =>
  standing.offices.some((held) => offices.includes(held.office));
