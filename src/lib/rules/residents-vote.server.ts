import type { Sql } from '../db/types.server';
import { assert, refuse, type Refused } from '../shared/result';
import type { RuleSet } from './model';

/** Whether the residents of a community have adopted something by this vote. */
export type IsAdopted = (tx: Sql, communityId: string, voteId: string) => Promise<boolean>;

let isAdopted: IsAdopted | undefined;

/** Says once, when the app starts, who knows of votes: a feature that stands on this one. */
export function configureResidentsVote(by: IsAdopted): void {
  isAdopted = by;
}

/**
 * Refuses `rule_deductions_without_vote` for rules that take points without naming a vote that the
 * residents of this community have adopted.
 */
export async function refuseWithoutVote(
  tx: Sql,
  communityId: string,
  { deductions }: Pick<RuleSet, 'deductions'>
): Promise<Refused | null> {
  if (!deductions) return null;
  assert(isAdopted, 'configureResidentsVote is called when the app starts');
  const { vote } = deductions;
  if (vote && (await isAdopted(tx, communityId, vote))) return null;
  return refuse('rule_deductions_without_vote');
}
