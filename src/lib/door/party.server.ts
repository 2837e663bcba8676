import { z } from 'zod';
import type { CommandContext } from '../commands/command.server';
import { listCompanions } from '../communities/companions.server';
import type { Sql } from '../db/types.server';
import { refuse, type Refused } from '../shared/result';
import { MOST_TOGETHER } from './party';

/** Members as a form sends them: ticked boxes, one hidden field, or ids joined by commas. */
export const Members = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').filter(Boolean))])
  .pipe(z.array(z.uuid()).max(MOST_TOGETHER))
  .transform((ids) => [...new Set(ids)].sort())
  .default([]);

/**
 * Names of those for whom the caller may act here, by id. Refuses `nobody_chosen`, and
 * `not_of_household` when one of the members is not the caller's to register.
 */
export async function refuseStrangers(
  tx: Sql,
  memberIds: string[],
  actingFor: string,
  { communityId, caller }: CommandContext
): Promise<Map<string, string> | Refused> {
  if (memberIds.length === 0) return refuse('nobody_chosen');
  const known = await listCompanions(tx, communityId, caller.accountId, actingFor);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return memberIds.every((id) => names.has(id)) ? names : refuse('not_of_household');
}
