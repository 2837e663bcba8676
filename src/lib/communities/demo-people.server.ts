import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { withCommunity } from '../db/tenancy.server';
import type { Database, Sql } from '../db/types.server';
import type { CommunityName } from './directory.server';
import {
  appointments,
  communities,
  helper_mandates,
  members,
  OFFICES,
  type Office
} from './tables.server';

export type DemoRole = 'resident' | 'helper' | Office;

/** Somebody of the demo as whom a visitor may look around. */
export interface DemoPerson {
  accountId: string;
  community: CommunityName;
  memberId: string;
  name: string;
  role: DemoRole;
  /** For a helper: the person helped. */
  helps: string | null;
}

const RESIDENTS_OFFERED = 2;
const DECIDERS_OFFERED = 2;

/**
 * The people whom the demo offers, community by community: the first two residents without an
 * office in the order in which they joined, one holder of each office and a second of the committee,
 * of which two decide, one helper. Empty when the
 * installation has no demo communities.
 */
export async function listDemoPeople(db: Database): Promise<DemoPerson[]> {
  const demo = await db.sql
    .select({
      id: communities.id,
      slug: communities.slug,
      name: communities.name,
      name_en: communities.name_en
    })
    .from(communities)
    .where(eq(communities.is_demo, true))
    .orderBy(asc(communities.created_at), asc(communities.slug));
  const found: DemoPerson[] = [];
  for (const community of demo) {
    found.push(
      ...(await withCommunity(db, community.id, (tx) => peopleOfCommunity(tx, community)))
    );
  }
  return found;
}

async function peopleOfCommunity(tx: Sql, community: CommunityName): Promise<DemoPerson[]> {
  const residents = await findResidents(tx, community.id);
  const officers = await findOfficers(tx, community.id);
  const helper = await findHelper(tx, community.id);
  return [
    ...residents.map((person) => ({ ...person, role: 'resident' as const, helps: null })),
    ...(helper ? [{ ...helper, role: 'helper' as const }] : []),
    ...OFFICES.flatMap((office) => {
      const holders = officers.filter((officer) => officer.role === office);
      const offered = holders.slice(0, office === 'committee' ? DECIDERS_OFFERED : 1);
      return offered.map((holder) => ({ ...holder, helps: null }));
    })
  ].flatMap(({ accountId, ...person }) => (accountId ? [{ ...person, accountId, community }] : []));
}

const person = { accountId: members.account_id, memberId: members.id, name: members.name };

const stillHere = (communityId: string) =>
  and(
    eq(members.community_id, communityId),
    isNull(members.left_at),
    isNotNull(members.account_id)
  );

const holdsNow = and(
  eq(appointments.community_id, members.community_id),
  eq(appointments.member_id, members.id),
  isNull(appointments.ended_at)
);

const findResidents = (tx: Sql, communityId: string) =>
  tx
    .select(person)
    .from(members)
    .leftJoin(appointments, holdsNow)
    .where(and(stillHere(communityId), isNotNull(members.household_id), isNull(appointments.id)))
    .orderBy(asc(members.joined_at), asc(members.id))
    .limit(RESIDENTS_OFFERED);

const findOfficers = (tx: Sql, communityId: string) =>
  tx
    .select({ ...person, role: appointments.office })
    .from(members)
    .innerJoin(appointments, holdsNow)
    .where(and(stillHere(communityId), inArray(appointments.office, [...OFFICES])))
    .orderBy(asc(appointments.appointed_at), asc(appointments.id));

async function findHelper(tx: Sql, communityId: string) {
  const [mandate] = await tx
    .select({
      accountId: helper_mandates.helper_account_id,
      memberId: members.id,
      name: helper_mandates.helper_name,
      helps: members.name
    })
    .from(helper_mandates)
    .innerJoin(
      members,
      and(
        eq(members.community_id, helper_mandates.community_id),
        eq(members.id, helper_mandates.member_id)
      )
    )
    .where(
      and(
        eq(helper_mandates.community_id, communityId),
        isNull(helper_mandates.revoked_at),
        isNull(members.left_at)
      )
    )
    .orderBy(asc(helper_mandates.granted_at))
    .limit(1);
  return mandate ?? null;
}
