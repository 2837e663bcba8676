import { and, eq, gt, like, sql } from 'drizzle-orm';
import type { CommandContext } from '../commands/command.server';
import { command_receipts } from '../commands/tables.server';
import type { Sql } from '../db/types.server';

const WRONG_CODES_ALLOWED = 10;
const WRONG_CODES_WITHIN_MINUTES = 10;

/**
 * Whether the account has sent ten wrong codes in the last ten minutes, to whatever door: guessing
 * six digits must not pay. The commands that take codes are all named `<feature>.check_in`.
 */
export async function hasGuessedTooOften(
  tx: Sql,
  { communityId, caller, now }: CommandContext
): Promise<boolean> {
  const since = new Date(now.getTime() - WRONG_CODES_WITHIN_MINUTES * 60_000);
  const [wrong] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(command_receipts)
    .where(
      and(
        eq(command_receipts.community_id, communityId),
        gt(command_receipts.at, since),
        eq(command_receipts.actor, caller.accountId),
        like(command_receipts.name, '%.check\\_in'),
        sql`${command_receipts.outcome} ->> 'refused' = 'check_in_code_wrong'`
      )
    );
  return (wrong?.count ?? 0) >= WRONG_CODES_ALLOWED;
}
