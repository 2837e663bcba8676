import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { refuse, type Refused } from '../shared/result';
import type { RuleSet } from './model';

/**
 * Refuses `rule_deductions_without_vote` for rules that take points without naming a vote that the
 * residents of this community have adopted. By name, because votes belong to a feature that stands on
 * this one.
 */
export async function refuseWithoutVote(
  tx: Sql,
  communityId: string,
  { deductions }: Pick<RuleSet, 'deductions'>
): Promise<Refused | null> {
  if (!deductions) return null;
  const adopted = deductions.vote
    ? await rows(
        tx,
        sql`select id from compact_adoptions
          where community_id = ${communityId} and vote_id = ${deductions.vote}::uuid`
      )
    : [];
  return adopted.length > 0 ? null : refuse('rule_deductions_without_vote');
}
