import { and, eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { members } from '../../src/lib/communities/tables.server';
import { castVote } from '../../src/lib/compacts/casting.server';
import { turnDueVotes } from '../../src/lib/compacts/due.server';
import {
  compact_adoptions,
  open_ballots,
  sealed_ballots,
  vote_roll
} from '../../src/lib/compacts/tables.server';
import { CHOICES, type Choice } from '../../src/lib/compacts/verdict';
import type { Database } from '../../src/lib/db/types.server';
import { households } from '../../src/lib/grids/tables.server';
import { facts } from '../../src/lib/rules/tables.server';
import { newId } from '../../src/lib/shared/id';
import { PATROL_RULES } from '../people/rules';
import { booksOf, foundTown, IN_ORDER, type Person, type Town } from '../people/town';
import { HOUR, openVoteOn, publishCompact, resultOf } from '../people/votes';
import { openFreshPostgres } from '../server/fresh';

const VOTERS = 2000;
const IN_A_HOUSEHOLD = 4;

let db: Database;
let town: Town;
let voters: Person[];
beforeAll(async () => {
  db = await openFreshPostgres(40);
  town = await foundTown(db, PATROL_RULES, new Date());
  voters = await settle(town, VOTERS);
}, 240_000);
afterAll(() => db.close());

/** Everybody lives here and has joined already; how they came is not what this is about. */
async function settle({ communityId, inside, clock }: Town, many: number): Promise<Person[]> {
  const homes = Array.from({ length: many / IN_A_HOUSEHOLD }, () => newId());
  const people = Array.from({ length: many }, (_, at) => ({
    accountId: newId(),
    memberId: newId(),
    householdId: homes[Math.floor(at / IN_A_HOUSEHOLD)] ?? '',
    name: `居民${at + 1}`
  }));
  const at = clock.at ?? new Date();
  await inside(async (tx) => {
    await tx.insert(households).values(
      homes.map((id, room) => ({
        community_id: communityId,
        id,
        building: String((room % 20) + 1),
        unit: '1',
        room: String(room),
        created_at: at
      }))
    );
    await tx.insert(members).values(
      people.map(({ accountId, memberId, householdId, name }) => ({
        community_id: communityId,
        id: memberId,
        household_id: householdId,
        account_id: accountId,
        name,
        joined_at: at,
        joined_by: 'card' as const
      }))
    );
  });
  return people;
}

/** How many got which answer. */
function tally(outcomes: object[]): Record<string, number> {
  const count: Record<string, number> = {};
  for (const outcome of outcomes) {
    const answer = 'refused' in outcome ? String(outcome.refused) : 'ok';
    count[answer] = (count[answer] ?? 0) + 1;
  }
  return count;
}

const choiceOf = (at: number): Choice => CHOICES[at % CHOICES.length] ?? 'abstaining';

const countMarks = (vote: string) =>
  town.inside((tx) =>
    tx.$count(vote_roll, and(eq(vote_roll.vote_id, vote), isNotNull(vote_roll.cast_at)))
  );

const close = async () => {
  town.clock.at = new Date((await town.now()).getTime() + HOUR);
  const now = town.clock.at;
  return Promise.all(
    [1, 2, 3].map(() => town.inside((tx) => turnDueVotes(tx, town.communityId, now)))
  );
};

test('2,000 voters who each vote twice at once give 2,000 secret ballots, equal to the marks', async () => {
  const { version } = await publishCompact(town);
  const vote_id = await openVoteOn(town, version, { activity: 'good-deed' });
  const outcomes = await Promise.all(
    voters.flatMap((voter, at) => [
      town.send(voter, castVote, { vote_id, choice: choiceOf(at) }),
      town.send(voter, castVote, { vote_id, choice: choiceOf(at + 1) })
    ])
  );
  expect(tally(outcomes)).toEqual({ ok: VOTERS, already_voted: VOTERS });
  expect(await countMarks(vote_id)).toBe(VOTERS);
  const sealed = await town.inside((tx) =>
    tx.$count(sealed_ballots, eq(sealed_ballots.vote_id, vote_id))
  );
  expect(sealed).toBe(VOTERS);
  const rewarded = await town.inside((tx) => tx.$count(facts, eq(facts.source_id, vote_id)));
  expect(rewarded).toBe(VOTERS);
  expect(await booksOf(town)).toEqual(IN_ORDER);
  const turned = await close();
  expect(turned.reduce((sum, each) => sum + each, 0)).toBe(1);
  const counted = await resultOf(town, vote_id);
  expect(counted).toMatchObject({ on_roll: VOTERS, turned_out: VOTERS });
  expect((counted?.in_favour ?? 0) + (counted?.against ?? 0) + (counted?.abstaining ?? 0)).toBe(
    VOTERS
  );
  const late = await Promise.all(
    voters.slice(0, 20).map((voter) => town.send(voter, castVote, { vote_id, choice: 'against' }))
  );
  expect(tally(late)).toEqual({ vote_closed: 20 });
}, 240_000);

test('200 households of which all four vote at once give 200 open ballots', async () => {
  const { version } = await publishCompact(town);
  const vote_id = await openVoteOn(town, version, { electorate: 'household', ballot: 'open' });
  const some = voters.slice(0, 800);
  const outcomes = await Promise.all(
    some.map((voter, at) => town.send(voter, castVote, { vote_id, choice: choiceOf(at) }))
  );
  const homes = some.length / IN_A_HOUSEHOLD;
  expect(tally(outcomes)).toEqual({ ok: homes, household_voted: some.length - homes });
  const ballots = await town.inside((tx) =>
    tx.$count(open_ballots, eq(open_ballots.vote_id, vote_id))
  );
  expect([ballots, await countMarks(vote_id)]).toEqual([homes, homes]);
  await close();
}, 120_000);

test('while the vote is counted, each ballot is either in the count or refused, and is adopted once', async () => {
  const { version } = await publishCompact(town);
  const vote_id = await openVoteOn(town, version, { turnout: '0/1' });
  const before = town.clock.at ?? new Date();
  const after = new Date(before.getTime() + HOUR);
  const some = voters.slice(0, 300);
  const casting = some.map((voter, at) =>
    town.send(voter, castVote, { vote_id, choice: at % 7 === 3 ? 'abstaining' : 'in_favour' })
  );
  const counting = [1, 2, 3, 4].map(() =>
    town.inside((tx) => turnDueVotes(tx, town.communityId, after))
  );
  const [outcomes, turned] = await Promise.all([Promise.all(casting), Promise.all(counting)]);
  expect(turned.reduce((sum, each) => sum + each, 0)).toBe(1);
  const { ok = 0, vote_closed = 0 } = tally(outcomes);
  expect(ok + vote_closed).toBe(300);
  const result = await resultOf(town, vote_id);
  expect(result?.turned_out).toBe(ok);
  expect(result?.reason).not.toBe('counts_differ');
  const adopted = await town.inside((tx) =>
    tx.$count(compact_adoptions, eq(compact_adoptions.vote_id, vote_id))
  );
  expect(adopted).toBe(ok > 0 ? 1 : 0);
}, 120_000);
