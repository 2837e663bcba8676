import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Sql } from '../db/types.server';
import { assert, refuse, type Refused } from '../shared/result';
import {
  destroyKey,
  fingerprintOf,
  hasKey,
  keepKey,
  readKey,
  type KeyName
} from './ballot-keys.server';
import { makeSealKeys, openerOf, sealBallot, type OpenBallot } from './seal.server';
import { sealed_ballots, vote_seals } from './tables.server';
import { type Choice, type Counts } from './verdict';
import type { Vote } from './votes.server';

/** The box of a secret vote: ballots go in sealed, and come out counted. */

type VoteKey = Pick<Vote, 'community_id' | 'id'>;

/** Sets up the box of a vote that opens. The key outlives a crash before the vote does. */
export async function setUpBox(tx: Sql, vote: VoteKey): Promise<void> {
  const public_key = await makeKey(vote);
  await tx
    .insert(vote_seals)
    .values({ community_id: vote.community_id, vote_id: vote.id, public_key });
}

/**
 * The box to drop a ballot in. Refuses `ballot_key_missing` when this process cannot reach the key:
 * such a ballot would never be counted, or the key in the database is not ours.
 */
export async function openBoxOf(tx: Sql, vote: VoteKey): Promise<KeyName | Refused> {
  const seal = await findSeal(tx, vote);
  const publicKey = seal?.public_key ?? (await sealFromHere(tx, vote));
  const box = nameOf(vote, publicKey);
  return (await hasKey(box)) ? box : refuse('ballot_key_missing');
}

/** A row of its own for each: voters do not wait for each other. The id says neither who nor when. */
export async function dropInBox(tx: Sql, box: KeyName, choice: Choice): Promise<void> {
  const { communityId, voteId, publicKey } = box;
  const ballotId = randomUUID();
  const sealed = await sealBallot(choice, publicKey, { communityId, voteId, ballotId });
  await tx
    .insert(sealed_ballots)
    .values({ community_id: communityId, vote_id: voteId, id: ballotId, sealed });
}

/**
 * Opens all ballots of a vote and counts them; what does not open is not counted, so that ballots
 * and marks differ. The vote is held. Null: there are ballots, and the key is not here.
 */
export async function countSealed(tx: Sql, vote: VoteKey): Promise<Counts | null> {
  const seal = await findSeal(tx, vote);
  const [in_favour = 0, against = 0, abstaining = 0] = seal?.carried ?? [];
  const counts: Counts = { in_favour, against, abstaining };
  let part = await readPart(tx, vote, null);
  if (part.length === 0) return counts;
  const privateKey = seal?.public_key ? await readKey(nameOf(vote, seal.public_key)) : null;
  if (!privateKey) return null;
  const open = await openerOf(privateKey);
  privateKey.fill(0);
  while (part.length > 0) {
    await countPart(part, open, counts);
    part = await readPart(tx, vote, part.at(-1)?.id ?? null);
  }
  return counts;
}

/** Whether ballots that were cast, or will be, can be opened from here. */
export async function isKeyAtHand(tx: Sql, vote: VoteKey): Promise<boolean> {
  const seal = await findSeal(tx, vote);
  return !seal?.public_key || hasKey(nameOf(vote, seal.public_key));
}

/** A vote that was open before ballots were sealed gets its key with the next ballot; once. */
async function sealFromHere(tx: Sql, vote: VoteKey): Promise<string> {
  const made = await makeKey(vote);
  const [sealed] = await tx
    .update(vote_seals)
    .set({ public_key: made })
    .where(and(isSealOf(vote), isNull(vote_seals.public_key)))
    .returning({ publicKey: vote_seals.public_key });
  if (sealed) return made;
  await destroyKey(vote.community_id, { voteId: vote.id, fingerprint: fingerprintOf(made) });
  const seal = await findSeal(tx, vote);
  assert(seal?.public_key, 'a secret vote that is open has a box');
  return seal.public_key;
}

async function makeKey(vote: VoteKey): Promise<string> {
  const { publicKey, privateKey } = await makeSealKeys();
  await keepKey(nameOf(vote, publicKey), privateKey);
  privateKey.fill(0);
  return publicKey;
}

async function findSeal(tx: Sql, vote: VoteKey) {
  const [found] = await tx
    .select({ public_key: vote_seals.public_key, carried: vote_seals.carried })
    .from(vote_seals)
    .where(isSealOf(vote));
  return found;
}

const AT_ONCE = 500;

type Sealed = { community_id: string; vote_id: string; id: string; sealed: string };

const readPart = (
  tx: Sql,
  { community_id, id }: VoteKey,
  after: string | null
): Promise<Sealed[]> =>
  tx
    .select()
    .from(sealed_ballots)
    .where(
      and(
        eq(sealed_ballots.community_id, community_id),
        eq(sealed_ballots.vote_id, id),
        after ? gt(sealed_ballots.id, after) : undefined
      )
    )
    .orderBy(asc(sealed_ballots.id))
    .limit(AT_ONCE);

async function countPart(part: Sealed[], open: OpenBallot, counts: Counts): Promise<void> {
  for (const { community_id, vote_id, id, sealed } of part) {
    const place = { communityId: community_id, voteId: vote_id, ballotId: id };
    const choice = await open(sealed, place);
    if (choice) counts[choice] += 1;
  }
}

const nameOf = ({ community_id, id }: VoteKey, publicKey: string): KeyName => ({
  communityId: community_id,
  voteId: id,
  publicKey
});

const isSealOf = ({ community_id, id }: VoteKey) =>
  and(eq(vote_seals.community_id, community_id), eq(vote_seals.vote_id, id));
