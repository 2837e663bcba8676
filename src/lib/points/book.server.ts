import type { Sql } from '../db/types.server';
import { transfer_postings, transfers } from './tables.server';

/** A transfer that is posted when it is recorded: nothing that people object to. */
export type PostedTransfer = Omit<
  typeof transfers.$inferInsert,
  'community_id' | 'recorded_at' | 'notice_until'
>;

/** Records transfers with their postings; balances are the caller's. */
export async function bookPosted(
  tx: Sql,
  communityId: string,
  now: Date,
  list: PostedTransfer[]
): Promise<void> {
  if (list.length === 0) return;
  await tx.insert(transfers).values(
    list.map((transfer) => ({
      ...transfer,
      community_id: communityId,
      recorded_at: now,
      notice_until: now
    }))
  );
  await tx
    .insert(transfer_postings)
    .values(list.map(({ id }) => ({ community_id: communityId, transfer_id: id, posted_at: now })));
}
