import { and, desc, eq, lt } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import type { Outcome } from '../shared/result';
import { command_receipts } from './tables.server';

/** What became of a command that this account sent; null when there is none, or it is another's. */
export async function readOwnReceipt(
  tx: Sql,
  communityId: string,
  accountId: string,
  key: string
): Promise<{ name: string; outcome: Outcome } | null> {
  if (!isId(key)) return null;
  const [receipt] = await tx
    .select({ name: command_receipts.name, outcome: command_receipts.outcome })
    .from(command_receipts)
    .where(
      and(
        eq(command_receipts.community_id, communityId),
        eq(command_receipts.key, key),
        eq(command_receipts.actor, accountId)
      )
    );
  return receipt ?? null;
}

/** The audit log, newest first, before a time: everything that anybody did or was refused. */
export const listReceipts = (tx: Sql, communityId: string, before: Date, limit: number) =>
  tx
    .select()
    .from(command_receipts)
    .where(and(eq(command_receipts.community_id, communityId), lt(command_receipts.at, before)))
    .orderBy(desc(command_receipts.at))
    .limit(limit);
