import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { resident, type Resident } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { recordFacts } from '../rules/facts.server';
import { isRefused, refuse, type Refused } from '../shared/result';
import { dropInBox, openBoxOf } from './sealed-box.server';
import { open_ballots, vote_roll } from './tables.server';
import { CHOICES, type Choice } from './verdict';
import { holdVote, stateOf, type Vote } from './votes.server';

/** Voting is never done by a family helper. */
async function inPerson(
  tx: Sql,
  input: unknown,
  context: CommandContext
): Promise<Resident | Refused> {
  const found = await resident(tx, input, context);
  if (isRefused(found)) return found;
  return found.onBehalfOf ? refuse('vote_in_person') : found;
}

/**
 * Casts a ballot, once: the mark on the roll decides. A secret choice is stored sealed only; it is
 * in no receipt and no outcome (decision 0016). Refuses `vote_in_person`, `vote_not_open`,
 * `vote_closed`, `vote_called_off`, `not_on_roll`, `already_voted`, `ballot_key_missing`.
 */
export const castVote = defineCommand({
  name: 'compacts.cast',
  input: z.object({ vote_id: z.uuid(), choice: z.enum(CHOICES) }),
  secrets: ['choice'],
  who: inPerson,
  async run(tx, { vote_id, choice }, voter, context) {
    const { communityId, now } = context;
    const vote = await holdVote(tx, communityId, vote_id, 'share');
    if (!vote) return refuse('not_found');
    const closed = refuseClosed(vote, now);
    if (closed) return closed;
    const box = vote.ballot === 'secret' ? await openBoxOf(tx, vote) : null;
    if (box && isRefused(box)) return box;
    const voterId = vote.electorate === 'household' ? voter.householdId : voter.memberId;
    const householdId = voterId && (await markRoll(tx, vote, voterId, voter.memberId, now));
    if (!voterId || !householdId) return refuseUnmarked(tx, vote, voterId);
    if (vote.activity) {
      await recordFacts(tx, context, [
        {
          activity: vote.activity,
          memberId: voter.memberId,
          householdId,
          occurredAt: now,
          quantity: 1,
          source: 'vote',
          sourceId: vote.id,
          title: vote.question
        }
      ]);
    }
    if (box) await dropInBox(tx, box, choice);
    else await keepBallot(tx, vote, voterId, choice, voter.memberId, now);
    return { ok: true, vote_id };
  },
  done: () => ({ text: m.compacts_done_cast() })
});

function refuseClosed(vote: Vote, now: Date): Refused | undefined {
  const state = stateOf(vote, now);
  if (state === 'called_off') return refuse('vote_called_off');
  if (state === 'coming') return refuse('vote_not_open');
  return state === 'open' ? undefined : refuse('vote_closed');
}

/** Marks a voter who is on the roll and has no mark yet; gives the household, or nothing. */
async function markRoll(
  tx: Sql,
  vote: Vote,
  voterId: string,
  castBy: string,
  now: Date
): Promise<string | undefined> {
  const [marked] = await tx
    .update(vote_roll)
    .set({ cast_by: castBy, cast_at: now })
    .where(and(isVoter(vote, voterId), isNull(vote_roll.cast_at)))
    .returning({ householdId: vote_roll.household_id });
  return marked?.householdId;
}

async function refuseUnmarked(tx: Sql, vote: Vote, voterId: string | null): Promise<Refused> {
  if (!voterId) return refuse('not_on_roll');
  const [known] = await tx
    .select({ id: vote_roll.voter_id })
    .from(vote_roll)
    .where(isVoter(vote, voterId));
  if (!known) return refuse('not_on_roll');
  return refuse(vote.electorate === 'household' ? 'household_voted' : 'already_voted');
}

const keepBallot = (
  tx: Sql,
  vote: Vote,
  voterId: string,
  choice: Choice,
  castBy: string,
  now: Date
) =>
  tx.insert(open_ballots).values({
    community_id: vote.community_id,
    vote_id: vote.id,
    voter_id: voterId,
    choice,
    cast_by: castBy,
    cast_at: now
  });

const isVoter = (vote: Vote, voterId: string) =>
  and(
    eq(vote_roll.community_id, vote.community_id),
    eq(vote_roll.vote_id, vote.id),
    eq(vote_roll.voter_id, voterId)
  );
