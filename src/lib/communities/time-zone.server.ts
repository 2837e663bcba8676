import { eq } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { assert } from '../shared/result';
import { communities } from './tables.server';

/** The time zone by which a community lives. */
export async function readTimeZone(tx: Sql, communityId: string): Promise<string> {
  const [community] = await tx
    .select({ timeZone: communities.time_zone })
    .from(communities)
    .where(eq(communities.id, communityId));
  assert(community, 'a command runs in a community that exists');
  return community.timeZone;
}
