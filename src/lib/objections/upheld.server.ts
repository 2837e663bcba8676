import { and, eq, inArray } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { facts } from '../rules/tables.server';
import { refuse, type Refused } from '../shared/result';
import { objection_decisions, objections } from './tables.server';

/**
 * Refuses `objection_upheld`, with a name, when the committee has upheld an objection to one of the
 * facts: its decision stands, whatever those who vouch for the activity think of it. Ask once the
 * facts are revised: whoever waited for their locks then sees what was decided meanwhile.
 */
export async function refuseUpheld(
  tx: Sql,
  communityId: string,
  factIds: string[]
): Promise<Refused | undefined> {
  if (factIds.length === 0) return undefined;
  const [upheld] = await tx
    .select({ name: members.name })
    .from(objections)
    .innerJoin(
      objection_decisions,
      and(
        eq(objection_decisions.community_id, objections.community_id),
        eq(objection_decisions.objection_id, objections.id)
      )
    )
    .innerJoin(
      facts,
      and(eq(facts.community_id, objections.community_id), eq(facts.id, objections.fact_id))
    )
    .innerJoin(
      members,
      and(eq(members.community_id, facts.community_id), eq(members.id, facts.member_id))
    )
    .where(
      and(
        eq(objections.community_id, communityId),
        inArray(objections.fact_id, factIds),
        eq(objection_decisions.kind, 'upheld')
      )
    )
    .limit(1);
  return upheld && refuse('objection_upheld', { name: upheld.name });
}
