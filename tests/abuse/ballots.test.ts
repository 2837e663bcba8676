import { and, eq, sql } from 'drizzle-orm';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { command_receipts } from '../../src/lib/commands/tables.server';
import { configureBallotKeys } from '../../src/lib/compacts/ballot-keys.server';
import { callOffVote, callVote } from '../../src/lib/compacts/calling.server';
import { castVote } from '../../src/lib/compacts/casting.server';
import { discardBallots } from '../../src/lib/compacts/discard.server';
import { turnDueVotes } from '../../src/lib/compacts/due.server';
import { makeSealKeys, openerOf, sealBallot } from '../../src/lib/compacts/seal.server';
import { sealed_ballots, vote_seals } from '../../src/lib/compacts/tables.server';
import { CHOICES, type Choice } from '../../src/lib/compacts/verdict';
import { openTestDatabase } from '../../src/lib/db/testing.server';
import type { Database } from '../../src/lib/db/types.server';
import { newId } from '../../src/lib/shared/id';
import { PATROL_RULES } from '../people/rules';
import { MONDAY } from '../people/shifts';
import {
  BALLOT_KEYS,
  done,
  foundTown,
  joinWith,
  openHome,
  type Person,
  type Town
} from '../people/town';
import { HOUR, openVoteOn, publishCompact, resultOf, turn, usualCall } from '../people/votes';
import { filesBelow } from '../server/pages';

let db: Database;
let town: Town;
let voters: Person[];
let vote: string;
let keyFile: string;
beforeAll(async () => {
  db = await openTestDatabase();
  town = await foundTown(db, PATROL_RULES, MONDAY);
  const home = await openHome(town);
  voters = [];
  for (const name of ['王梅', '李伟', '石岚', '薛萍', '张雨', '陈晨']) {
    voters.push(await joinWith(town, home, name));
  }
});
afterAll(() => db.close());
beforeEach(async () => {
  const { version } = await publishCompact(town);
  vote = await openVoteOn(town, version, { turnout: '0/1' });
  keyFile = keysOf(vote)[0] ?? '';
});

const keysOf = (voteId: string) => filesBelow(BALLOT_KEYS).filter((file) => file.includes(voteId));
const CAST: Choice[] = [
  'in_favour',
  'against',
  'in_favour',
  'in_favour',
  'abstaining',
  'in_favour'
];
const cast = (at: number, choice = CAST[at] ?? 'against', key?: string) =>
  town.send(voters[at] ?? town.chen, castVote, { vote_id: vote, choice }, key);
const castAll = async () => {
  for (const at of voters.keys()) done(await cast(at));
};
const boxOf = () =>
  town.inside((tx) =>
    tx
      .select()
      .from(sealed_ballots)
      .where(eq(sealed_ballots.vote_id, vote))
      .orderBy(sealed_ballots.id)
  );
const close = async (hours = 1) => {
  town.clock.at = new Date((await town.now()).getTime() + hours * HOUR);
  return turn(town);
};
const discard = async () => discardBallots(db, town.communityId, await town.now());
const place = (ballotId: string, voteId = vote) => ({
  communityId: town.communityId,
  voteId,
  ballotId
});

describe('Somebody who reads the database', () => {
  test('finds sealed ballots of one length, all different, without voter, time or order', async () => {
    for (const at of voters.keys()) done(await cast(at, 'in_favour'));
    const box = await boxOf();
    expect(box).toHaveLength(6);
    expect(new Set(box.map(({ sealed }) => sealed)).size).toBe(6);
    expect(box.every(({ sealed }) => sealed.length === 66)).toBe(true);
    expect(Object.keys(box[0] ?? {})).toEqual(['community_id', 'vote_id', 'id', 'sealed']);
    expect(box.every(({ id }) => id[14] === '4')).toBe(true);
    await close();
  });

  test('guesses the three inputs and finds none of them hashed in a receipt', async () => {
    const key = newId();
    done(await cast(0, 'against', key));
    const receipt = () =>
      town.inside((tx) => tx.select().from(command_receipts).where(eq(command_receipts.key, key)));
    const [kept] = await receipt();
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(CHOICES.join('|')));
    const other = newId();
    done(await cast(1, 'in_favour', other));
    const [second] = await town.inside((tx) =>
      tx.select().from(command_receipts).where(eq(command_receipts.key, other))
    );
    expect(second?.input_hash).toBe(kept?.input_hash);
    await close();
  });

  test('sends a neighbour’s key again with each choice and learns nothing from the answers', async () => {
    const key = newId();
    const first = done(await cast(0, 'against', key));
    for (const choice of CHOICES) expect(await cast(0, choice, key)).toEqual(first);
    await close();
  });

  test('opens a ballot with the key of another vote and gets nothing', async () => {
    done(await cast(0));
    const [ballot] = await boxOf();
    const other = await makeSealKeys();
    const open = await openerOf(other.privateKey);
    expect(await open(ballot?.sealed ?? '', place(ballot?.id ?? ''))).toBeNull();
    await close();
  });

  test('looks for the counts of five or more ballots all alike and finds only the outcome', async () => {
    for (const at of voters.keys()) done(await cast(at, 'in_favour'));
    await close();
    expect(await resultOf(town, vote)).toMatchObject({
      verdict: 'adopted',
      turned_out: 6,
      in_favour: null,
      against: null,
      abstaining: null
    });
  });

  test('looks for the counts of four ballots and finds only the outcome', async () => {
    for (const at of [0, 1, 2, 3]) done(await cast(at));
    await close();
    expect(await resultOf(town, vote)).toMatchObject({ turned_out: 4, in_favour: null });
  });

  test('finds the counts where they tell on nobody', async () => {
    await castAll();
    await close();
    expect(await resultOf(town, vote)).toMatchObject({ in_favour: 4, against: 1, abstaining: 1 });
  });
});

describe('Somebody who comes after the close', () => {
  test('finds neither key nor sealed ballots', async () => {
    await castAll();
    expect(keysOf(vote)).toHaveLength(1);
    await close();
    await discard();
    expect(keysOf(vote)).toEqual([]);
    expect(await boxOf()).toEqual([]);
    const [seal] = await town.inside((tx) =>
      tx.select().from(vote_seals).where(eq(vote_seals.vote_id, vote))
    );
    expect(seal?.vacuumed_at).not.toBeNull();
  });

  test('finds nothing either where the process died between count and destruction, and it began anew', async () => {
    await castAll();
    await close();
    expect(await boxOf()).toHaveLength(6);
    rmSync(keyFile); // It died after destroying the key, before deleting the ballots.
    await Promise.all([discard(), discard()]);
    expect(await boxOf()).toEqual([]);
    expect(await discard()).toBe(0);
  });

  test('finds nothing of a vote that was called off', async () => {
    await castAll();
    done(await town.send(town.chen, callOffVote, { vote_id: vote, reason: '文字有误' }));
    await discard();
    expect([keysOf(vote), await boxOf()]).toEqual([[], []]);
  });

  test('copies the key while a count is not committed: a count that fails leaves the key for the next', async () => {
    await castAll();
    const late = new Date((await town.now()).getTime() + HOUR);
    const failed = town.inside(async (tx) => {
      await turnDueVotes(tx, town.communityId, late);
      throw new Error('the process dies here');
    });
    await expect(failed).rejects.toThrow('dies here');
    await discard();
    expect(keysOf(vote)).toHaveLength(1);
    await close();
    expect(await resultOf(town, vote)).toMatchObject({ in_favour: 4 });
  });
});

describe('Somebody who writes to the database', () => {
  test('exchanges the public key for one of their own: nobody’s ballot is sealed to it', async () => {
    const { publicKey } = await makeSealKeys();
    await town.inside((tx) =>
      tx.update(vote_seals).set({ public_key: publicKey }).where(eq(vote_seals.vote_id, vote))
    );
    expect(await cast(0)).toEqual({ refused: 'ballot_key_missing' });
    expect(await boxOf()).toEqual([]);
    done(await town.send(town.chen, callOffVote, { vote_id: vote, reason: '钥匙被换' }));
  });

  test('adds a ballot of their own: the vote is not certified', async () => {
    await castAll();
    const [seal] = await town.inside((tx) =>
      tx.select().from(vote_seals).where(eq(vote_seals.vote_id, vote))
    );
    const id = newId();
    const sealed = await sealBallot('in_favour', seal?.public_key ?? '', place(id));
    await town.inside((tx) =>
      tx
        .insert(sealed_ballots)
        .values({ community_id: town.communityId, vote_id: vote, id, sealed })
    );
    await close();
    expect(await resultOf(town, vote)).toMatchObject({
      verdict: 'failed',
      reason: 'counts_differ'
    });
  });

  test.each([
    ['takes a ballot away', async (ids: string[]) => remove(ids[0] ?? '')],
    [
      'puts a copy of one ballot in the place of another',
      async (ids: string[]) => {
        const box = await boxOf();
        await remove(ids[0] ?? '');
        const sealed = box.find(({ id }) => id === ids[1])?.sealed ?? '';
        await put(vote, ids[0] ?? '', sealed);
      }
    ],
    [
      'changes one letter of a ballot',
      async (ids: string[]) => {
        const sealed = (await boxOf()).find(({ id }) => id === ids[0])?.sealed ?? '';
        await remove(ids[0] ?? '');
        await put(
          vote,
          ids[0] ?? '',
          sealed.slice(0, 50) + (sealed[50] === 'A' ? 'B' : 'A') + sealed.slice(51)
        );
      }
    ],
    [
      'puts rubbish in the place of a ballot',
      async (ids: string[]) => {
        await remove(ids[0] ?? '');
        await put(vote, ids[0] ?? '', '');
      }
    ]
  ])('%s: the vote is not certified', async (_, attack) => {
    await castAll();
    await attack((await boxOf()).map(({ id }) => id));
    await close();
    expect(await resultOf(town, vote)).toMatchObject({
      verdict: 'failed',
      reason: 'counts_differ'
    });
  });

  test('moves a ballot to another vote, where it opens no more', async () => {
    done(await cast(0));
    const [ballot] = await boxOf();
    const open = await openerOf(
      new Uint8Array(Buffer.from(readFileSync(keyFile, 'utf8'), 'base64url'))
    );
    expect(await open(ballot?.sealed ?? '', place(ballot?.id ?? '', newId()))).toBeNull();
    expect(await open(ballot?.sealed ?? '', place(ballot?.id ?? ''))).toBe('in_favour');
    await close();
  });

  const remove = (id: string) =>
    town.inside((tx) =>
      tx
        .delete(sealed_ballots)
        .where(and(eq(sealed_ballots.vote_id, vote), eq(sealed_ballots.id, id)))
    );
  const put = (vote_id: string, id: string, sealed: string) =>
    town.inside((tx) =>
      tx.insert(sealed_ballots).values({ community_id: town.communityId, vote_id, id, sealed })
    );
});

describe('Somebody who takes the key away', () => {
  test('stops the casting, so that no ballot is lost, and it goes on when the key is back', async () => {
    renameSync(keyFile, `${keyFile}~`);
    expect(await cast(0)).toEqual({ refused: 'ballot_key_missing' });
    renameSync(`${keyFile}~`, keyFile);
    done(await cast(0));
    await close();
  });

  test('before the count: it waits a day for the key, and nobody’s ballot is guessed', async () => {
    await castAll();
    renameSync(keyFile, `${keyFile}~`);
    expect(await close(2)).toBe(0);
    expect(await resultOf(town, vote)).toBeUndefined();
    await discard();
    renameSync(`${keyFile}~`, keyFile);
    expect(await close()).toBe(1);
    expect(await resultOf(town, vote)).toMatchObject({ reason: 'approved', in_favour: 4 });
  });

  test.each([
    ['for good', (file: string) => rmSync(file)],
    ['and leaves half of it', (file: string) => writeFileSync(file, 'AAAA')]
  ])('%s: after a day the vote is not certified, and nothing breaks', async (_, attack) => {
    await castAll();
    attack(keyFile);
    expect(await close(26)).toBe(1);
    expect(await resultOf(town, vote)).toMatchObject({
      verdict: 'failed',
      reason: 'key_missing',
      in_favour: null
    });
    await discard();
    expect(await boxOf()).toEqual([]);
  });

  test('makes the folder unusable: no secret vote is called that could never be counted', async () => {
    const file = join(BALLOT_KEYS, 'not-a-folder');
    writeFileSync(file, '');
    configureBallotKeys(file);
    const { version } = await publishCompact(town);
    const call = usualCall(version, new Date((await town.now()).getTime() + HOUR));
    expect(await town.send(town.chen, callVote, call)).toEqual({ refused: 'ballot_key_unkept' });
    configureBallotKeys(BALLOT_KEYS);
    rmSync(file);
    await close();
  });

  test('leaves keys of votes that never were: a day later they are destroyed, younger ones not', async () => {
    const folder = join(BALLOT_KEYS, town.communityId);
    mkdirSync(folder, { recursive: true });
    const orphan = join(folder, `${newId()}.abc`);
    writeFileSync(orphan, 'left by a transaction that failed');
    const written = statSync(orphan).mtime.getTime();
    await discardBallots(db, town.communityId, new Date(written + HOUR));
    expect(filesBelow(folder)).toContain(orphan);
    await discardBallots(db, town.communityId, new Date(written + 25 * HOUR));
    expect(filesBelow(folder)).not.toContain(orphan);
    expect(keysOf(vote)).toHaveLength(1);
    await close();
  });
});

test('another user of the machine reads no key: files are for the app’s user only', () => {
  expect(statSync(keyFile).mode & 0o077).toBe(0);
  expect(statSync(join(BALLOT_KEYS, town.communityId)).mode & 0o077).toBe(0);
});

test('the committee opens a secret vote with a roll under ten only after it was told', async () => {
  const { version } = await publishCompact(town);
  const call = usualCall(version, new Date((await town.now()).getTime() + HOUR));
  const small = { ...call, small_roll: '' as const };
  expect(await town.send(town.chen, callVote, small)).toEqual({
    refused: 'secret_roll_small',
    params: { field: 'small_roll', count: 6, least: 10 }
  });
  done(await town.send(town.chen, callVote, { ...small, ballot: 'open' }));
});

test('a vote that was open before ballots were sealed counts what was cast before and after', async () => {
  await town.inside((tx) =>
    tx
      .update(vote_seals)
      .set({ public_key: null, carried: [1, 1, 0] })
      .where(eq(vote_seals.vote_id, vote))
  );
  await town.inside((tx) =>
    tx.execute(sql`update vote_roll set cast_at = now(), cast_by = voter_id
      where vote_id = ${vote} and voter_id in (${voters[0]?.memberId}, ${voters[1]?.memberId})`)
  );
  const rest = [2, 3, 4, 5];
  for (const outcome of await Promise.all(rest.map((at) => cast(at)))) done(outcome);
  await close();
  expect(await resultOf(town, vote)).toMatchObject({ in_favour: 4, against: 1, abstaining: 1 });
});
