import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { withCommunity } from '../db/tenancy.server';
import type { Database, Sql } from '../db/types.server';
import { destroyKey, fingerprintOf, listKeys } from './ballot-keys.server';
import { sealed_ballots, vote_seals, votes } from './tables.server';

/** What follows the count of a secret vote, in this order, from whatever step a crash left it at. */

/** A key of no vote was written by a transaction that failed; a younger one may still be under way. */
const ORPHAN_MS = 24 * 3_600_000;

/**
 * For every secret vote of the community that has ended, counted or called off, and is committed as
 * such: destroys the private key, deletes the sealed ballots, and has their pages written anew.
 * Two processes at once, and the same again, are as good as one.
 * @returns how many votes were finished
 */
export async function discardBallots(
  db: Database,
  communityId: string,
  now: Date
): Promise<number> {
  await withCommunity(db, communityId, (tx) => destroyOrphans(tx, communityId, now));
  await withCommunity(db, communityId, (tx) => discardEnded(tx, communityId, now));
  const waiting = await withCommunity(db, communityId, (tx) => listUnvacuumed(tx, communityId));
  if (waiting.length === 0 || !(await db.rewrite('sealed_ballots'))) return 0;
  await withCommunity(db, communityId, (tx) =>
    tx
      .update(vote_seals)
      .set({ vacuumed_at: now })
      .where(and(isOf(communityId), inArray(vote_seals.vote_id, waiting)))
  );
  return waiting.length;
}

async function discardEnded(tx: Sql, communityId: string, now: Date): Promise<void> {
  const ended = await tx
    .select({ voteId: vote_seals.vote_id, publicKey: vote_seals.public_key })
    .from(vote_seals)
    .innerJoin(
      votes,
      and(eq(votes.community_id, vote_seals.community_id), eq(votes.id, vote_seals.vote_id))
    )
    .where(and(isOf(communityId), isNull(vote_seals.discarded_at), isNotNull(votes.ended_at)));
  for (const { voteId, publicKey } of ended) {
    if (publicKey) {
      await destroyKey(communityId, { voteId, fingerprint: fingerprintOf(publicKey) });
    }
    await tx
      .delete(sealed_ballots)
      .where(and(eq(sealed_ballots.community_id, communityId), eq(sealed_ballots.vote_id, voteId)));
    await tx
      .update(vote_seals)
      .set({ discarded_at: now, carried: null })
      .where(and(isOf(communityId), eq(vote_seals.vote_id, voteId)));
  }
}

async function destroyOrphans(tx: Sql, communityId: string, now: Date): Promise<void> {
  const kept = await listKeys(communityId);
  if (kept.length === 0) return;
  const needed = await tx
    .select({ voteId: vote_seals.vote_id, publicKey: vote_seals.public_key })
    .from(vote_seals)
    .where(and(isOf(communityId), isNull(vote_seals.discarded_at)));
  const names = new Set(
    needed.map(({ voteId, publicKey }) => `${voteId}.${fingerprintOf(publicKey ?? '')}`)
  );
  for (const key of kept) {
    const isOld = now.getTime() - key.writtenAt.getTime() > ORPHAN_MS;
    if (isOld && !names.has(`${key.voteId}.${key.fingerprint}`)) await destroyKey(communityId, key);
  }
}

async function listUnvacuumed(tx: Sql, communityId: string): Promise<string[]> {
  const found = await tx
    .select({ voteId: vote_seals.vote_id })
    .from(vote_seals)
    .where(
      and(isOf(communityId), isNotNull(vote_seals.discarded_at), isNull(vote_seals.vacuumed_at))
    );
  return found.map(({ voteId }) => voteId);
}

const isOf = (communityId: string) => eq(vote_seals.community_id, communityId);
