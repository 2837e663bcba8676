import { and, eq, inArray } from 'drizzle-orm';
import type { Judged } from '../communities/nearness.server';
import type { Sql } from '../db/types.server';
import { facts } from './tables.server';

/** Members with the household of the fact that was recorded of them, if one was: for `nearTo`. */
export async function asJudged(
  tx: Sql,
  communityId: string,
  memberIds: string[],
  recorded: Map<string, { fact_id: string }>
): Promise<Judged[]> {
  const facts = memberIds.flatMap((id) => recorded.get(id)?.fact_id ?? []);
  const homes = await readFactHomes(tx, communityId, facts);
  return memberIds.map((memberId) => ({
    memberId,
    householdId: homes.get(recorded.get(memberId)?.fact_id ?? '') ?? null
  }));
}

/** The household of each fact's person when it happened, by fact. */
async function readFactHomes(
  tx: Sql,
  communityId: string,
  factIds: string[]
): Promise<Map<string, string>> {
  if (factIds.length === 0) return new Map();
  const found = await tx
    .select({ id: facts.id, householdId: facts.household_id })
    .from(facts)
    .where(and(eq(facts.community_id, communityId), inArray(facts.id, factIds)));
  return new Map(found.map(({ id, householdId }) => [id, householdId]));
}
