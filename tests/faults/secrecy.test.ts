import { afterAll, beforeAll, expect, test } from 'vitest';
import { castVote } from '../../src/lib/compacts/casting.server';
import { discardBallots } from '../../src/lib/compacts/discard.server';
import { CHOICES, type Choice } from '../../src/lib/compacts/verdict';
import type { Database } from '../../src/lib/db/types.server';
import { newId } from '../../src/lib/shared/id';
import { PATROL_RULES } from '../people/rules';
import { done, foundTown, joinWith, openHome, type Person, type Town } from '../people/town';
import { HOUR, openVoteOn, publishCompact, turn } from '../people/votes';
import { openFreshPostgres, type Fresh } from '../server/fresh';
import { dump, findJoins, written, type Ballot, type DumpedTable } from '../server/joins';

const VOTERS = 48;

let db: Database & { fresh: Fresh };
let town: Town;
let voters: Person[];
beforeAll(async () => {
  db = await openFreshPostgres(4);
  town = await foundTown(db, PATROL_RULES, new Date());
  voters = [];
  for (let at = 0; at < VOTERS; at++) {
    voters.push(await joinWith(town, await openHome(town), `居民${at + 1}`));
  }
}, 120_000);
afterAll(() => db.close());

/** No pattern, and the same in every run: a leak is a failure each time or never. */
const choiceAt = (at: number): Choice => CHOICES[((at * at * 7 + at * 3 + 1) % 5) % 3] ?? 'against';

interface Cast {
  ballots: Ballot[];
  /** While the vote was open, and after its count. */
  open: DumpedTable[];
  traces: DumpedTable[];
  vote: string;
}

/** Everybody votes, one minute after the other; gives what this left in the database. */
async function voteAll(changes: object): Promise<Cast> {
  const { version } = await publishCompact(town);
  const vote = await openVoteOn(town, version, { activity: 'good-deed', ...changes });
  const before = await dump(db.fresh.adminUrl);
  const ballots: Ballot[] = [];
  for (const [at, voter] of voters.entries()) {
    const choice = choiceAt(at);
    const key = newId();
    town.clock.at = new Date((town.clock.at ?? new Date()).getTime() + 60_000);
    done(await town.send(voter, castVote, { vote_id: vote, choice }, key));
    ballots.push({ ids: [voter.accountId, voter.memberId, voter.householdId, key], choice });
  }
  town.clock.at = new Date((town.clock.at ?? new Date()).getTime() + HOUR);
  const open = written(before, await dump(db.fresh.adminUrl));
  await turn(town);
  await discardBallots(db, town.communityId, await town.now());
  return { ballots, vote, open, traces: written(before, await dump(db.fresh.adminUrl)) };
}

/** What somebody with the dump could hash: the inputs that the vote allows. */
const guessesFor = (vote: string) => (choice: string) => [
  choice,
  `compacts.cast\n${JSON.stringify({ choice, vote_id: vote })}`,
  `compacts.cast\n${JSON.stringify({ vote_id: vote, choice })}`
];

test('in a dump while a secret vote is open or after it, no keys, no order and no time join a person and a ballot', async () => {
  const { ballots, open, traces, vote } = await voteAll({ ballot: 'secret' });
  const sealed = open.find(({ name }) => name === 'sealed_ballots')?.rows ?? [];
  expect(sealed).toHaveLength(VOTERS);
  expect(new Set(sealed.map((row) => row.at(-1)?.length)).size).toBe(1);
  expect(new Set(sealed.map((row) => row.at(-1))).size).toBe(VOTERS);
  expect(findJoins(open, ballots, guessesFor(vote))).toEqual([]);
  const rows = Object.fromEntries(traces.map(({ name, rows }) => [name, rows.length]));
  expect(rows).toMatchObject({
    vote_roll: VOTERS,
    facts: VOTERS,
    sealed_ballots: 0,
    open_ballots: 0
  });
  expect(findJoins(traces, ballots, guessesFor(vote))).toEqual([]);
  const words = traces
    .filter(({ name }) => name !== 'vote_results')
    .flatMap(({ rows: all }) => all.flat())
    .filter((value) => value && CHOICES.some((choice) => value.includes(choice)));
  expect(words).toEqual([]);
}, 120_000);

test('the same search finds the ballots of an open vote, by key and by order', async () => {
  const { ballots, traces, vote } = await voteAll({ ballot: 'open' });
  const found = findJoins(traces, ballots, guessesFor(vote));
  expect(found).toContainEqual({ by: 'key', table: 'open_ballots', column: 'choice' });
  expect(found).toContainEqual({ by: 'order', table: 'open_ballots', column: 'choice' });
}, 120_000);

test('the same search would find a hash of the choice, and nameless ballots in the order of casting', async () => {
  const { ballots, traces, vote } = await voteAll({ ballot: 'secret' });
  const receipts = traces.find(({ name }) => name === 'command_receipts');
  const { createHash } = await import('node:crypto');
  const hashed = (choice: string) =>
    createHash('sha256')
      .update(guessesFor(vote)(choice)[1] ?? '')
      .digest('hex');
  const at = receipts?.columns.indexOf('input_hash') ?? -1;
  const key = receipts?.columns.indexOf('key') ?? -1;
  const leaky: DumpedTable[] = [
    {
      name: 'receipts_with_the_choice',
      columns: receipts?.columns ?? [],
      rows: (receipts?.rows ?? []).flatMap((row) => {
        const ballot = ballots.find(({ ids }) => ids.includes(row[key] ?? ''));
        return ballot ? [row.with(at, hashed(ballot.choice))] : [];
      })
    },
    {
      name: 'nameless_ballots',
      columns: ['id', 'choice'],
      rows: ballots.map(({ choice }) => [newId(), choice])
    }
  ];
  const found = findJoins([...traces, ...leaky], ballots, guessesFor(vote));
  expect(found).toContainEqual({
    by: 'key',
    table: 'receipts_with_the_choice',
    column: 'input_hash'
  });
  expect(found).toContainEqual({ by: 'order', table: 'nameless_ballots', column: 'choice' });
}, 120_000);
