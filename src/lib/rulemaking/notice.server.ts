import { and, eq, isNull } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { rule_proposals, type ENDINGS } from './tables.server';

/** Ends the public notice of a draft, if it is under one; whether it was. */
export async function endNotice(
  tx: Sql,
  communityId: string,
  draftId: string,
  ended: (typeof ENDINGS)[number],
  memberId: string,
  now: Date
): Promise<boolean> {
  const rows = await tx
    .update(rule_proposals)
    .set({ ended, ended_by: memberId, ended_at: now })
    .where(
      and(
        eq(rule_proposals.community_id, communityId),
        eq(rule_proposals.draft_id, draftId),
        isNull(rule_proposals.ended_at)
      )
    )
    .returning({ id: rule_proposals.id });
  return rows.length > 0;
}
