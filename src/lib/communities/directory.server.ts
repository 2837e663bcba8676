import { asc, eq, gt, inArray } from 'drizzle-orm';
import { membershipsOf } from '../accounts/memberships.server';
import type { Sql } from '../db/types.server';
import { communities } from './tables.server';

/** A community's name in both languages; which one is shown depends on the reader. */
export interface CommunityName {
  id: string;
  slug: string;
  name: string;
  name_en: string;
}

const nameColumns = {
  id: communities.id,
  slug: communities.slug,
  name: communities.name,
  name_en: communities.name_en
};

/** Whether this installation holds demo communities. */
export async function hasDemo(sql: Sql): Promise<boolean> {
  const found = await sql
    .select({ id: communities.id })
    .from(communities)
    .where(eq(communities.is_demo, true))
    .limit(1);
  return found.length === 1;
}

/**
 * Whether this installation holds demo communities and no others: only then may codes be shown on
 * the screen, where whoever types a phone number gets in.
 */
export async function isDemoOnly(sql: Sql): Promise<boolean> {
  const found = await sql.selectDistinct({ is_demo: communities.is_demo }).from(communities);
  return found.length === 1 && found.every(({ is_demo }) => is_demo);
}

const READ_AT_ONCE = 200;

/** Every community of the installation, however many they are, in the order of their ids. */
export async function* eachCommunity(sql: Sql): AsyncGenerator<CommunityName> {
  let last: string | undefined;
  for (;;) {
    const found = await sql
      .select(nameColumns)
      .from(communities)
      .where(last ? gt(communities.id, last) : undefined)
      .orderBy(asc(communities.id))
      .limit(READ_AT_ONCE);
    yield* found;
    if (found.length < READ_AT_ONCE) return;
    last = found.at(-1)?.id;
  }
}

/** The community with this slug and its clock, or null. */
export async function findCommunity(
  sql: Sql,
  slug: string
): Promise<(CommunityName & { time_zone: string }) | null> {
  const [found] = await sql
    .select({ ...nameColumns, time_zone: communities.time_zone })
    .from(communities)
    .where(eq(communities.slug, slug));
  return found ?? null;
}

/** The community with this id, or null. */
export async function findCommunityById(sql: Sql, id: string): Promise<CommunityName | null> {
  const [found] = await sql.select(nameColumns).from(communities).where(eq(communities.id, id));
  return found ?? null;
}

/** The communities that an account has to do with: first those where it is at home. */
export async function communitiesOf(sql: Sql, accountId: string): Promise<CommunityName[]> {
  const ids = [...new Set((await membershipsOf(sql, accountId)).map((one) => one.community_id))];
  if (ids.length === 0) return [];
  const found = await sql.select(nameColumns).from(communities).where(inArray(communities.id, ids));
  return ids.flatMap((id) => found.find((community) => community.id === id) ?? []);
}
