import { and, desc, eq } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { compact_adoptions, compacts, votes } from './tables.server';

const MOST = 50;

/** The votes that adopted something, the latest first, as the choices of a form. */
export async function listAdoptedVotes(
  tx: Sql,
  communityId: string
): Promise<{ value: string; label: string }[]> {
  const found = await tx
    .select({ value: compact_adoptions.vote_id, title: compacts.title, question: votes.question })
    .from(compact_adoptions)
    .innerJoin(
      compacts,
      and(
        eq(compacts.community_id, compact_adoptions.community_id),
        eq(compacts.id, compact_adoptions.compact_id)
      )
    )
    .innerJoin(
      votes,
      and(
        eq(votes.community_id, compact_adoptions.community_id),
        eq(votes.id, compact_adoptions.vote_id)
      )
    )
    .where(eq(compact_adoptions.community_id, communityId))
    .orderBy(desc(compact_adoptions.adopted_at))
    .limit(MOST);
  return found.map(({ value, title, question }) => ({ value, label: `${title} · ${question}` }));
}

/** Whether the residents have adopted something by this vote of the community. */
export async function isAdoptedBy(tx: Sql, communityId: string, voteId: string): Promise<boolean> {
  const [found] = await tx
    .select({ id: compact_adoptions.id })
    .from(compact_adoptions)
    .where(
      and(eq(compact_adoptions.community_id, communityId), eq(compact_adoptions.vote_id, voteId))
    );
  return found !== undefined;
}
