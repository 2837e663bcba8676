import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCommunity, type Founded } from '../communities/found.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database, Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { readBalance, type Balance } from './balance.server';
import { post, postDue } from './ledger.server';
import { holdNotice, releaseNotice } from './notice.server';
import { verifyLedger } from './verify.server';

const START = new Date('2026-03-02T01:00:00Z').getTime();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOTICE_DAYS = 3;

let db: Database;
let town: Founded;
beforeAll(async () => {
  db = await openTestDatabase();
  const committee = { name: '陈主任', phone_hmac: null, phone_cipher: null };
  const about = { slug: 'baiyang', name: '白杨社区', name_en: 'Baiyang', district: '栖霞区' };
  town = await foundCommunity(db, { ...about, committee }, new Date(START));
});
afterAll(() => db.close());

const inTown = <T>(work: (tx: Sql) => Promise<T>) => withCommunity(db, town.communityId, work);

/** One fact of somebody new, whose worth changes, is objected to and falls due. */
function openFact() {
  const [memberId, factId] = [newId(), newId()];
  const holds: string[] = [];
  let worth = 0;
  return {
    worth: () => worth,
    /** Makes the fact worth so much from `at` on. */
    async become(points: number, at: number): Promise<void> {
      const movement = {
        owner: { kind: 'member' as const, id: memberId },
        change: points - worth,
        factId,
        ruleId: 'help',
        ruleVersion: 1,
        receipt: {},
        occurredAt: new Date(START),
        noticeUntil: new Date(at + NOTICE_DAYS * DAY)
      };
      worth = points;
      await inTown((tx) => post(tx, town.communityId, new Date(at), [movement]));
    },
    async hold(at: number): Promise<void> {
      const hold = { id: newId(), factId, heldBy: memberId, at: new Date(at) };
      if (await inTown((tx) => holdNotice(tx, town.communityId, hold))) holds.push(hold.id);
    },
    /** Ends the hold that was placed first, or last. */
    async release(at: number, which: 'first' | 'last' = 'first'): Promise<void> {
      const holdId = which === 'first' ? holds.shift() : holds.pop();
      if (!holdId) return;
      const release = { holdId, releasedBy: memberId, at: new Date(at) };
      await inTown((tx) => releaseNotice(tx, town.communityId, release));
    },
    async balanceAt(at: number): Promise<Balance> {
      await inTown((tx) => postDue(tx, town.communityId, new Date(at)));
      return inTown((tx) => readBalance(tx, town.communityId, 'member', memberId));
    }
  };
}

test('of 50 and 30 more two days later, 60 taken back leave Mei 20 posted with the first', async () => {
  const fact = openFact();
  await fact.become(50, START);
  await fact.become(80, START + 2 * DAY);
  await fact.become(20, START + 2.5 * DAY);
  expect(await fact.balanceAt(START + 2.9 * DAY)).toEqual({ posted: 0, pending: 20 });
  expect(await fact.balanceAt(START + 3 * DAY)).toEqual({ posted: 20, pending: 0 });
  expect(await fact.balanceAt(START + 5 * DAY)).toEqual({ posted: 20, pending: 0 });
});

test('taken back between two overlapping objections, Mei’s 50 are never posted', async () => {
  const fact = openFact();
  await fact.become(50, START);
  await fact.hold(START + DAY);
  await fact.hold(START + 2 * DAY);
  await fact.release(START + 3 * DAY);
  await fact.become(0, START + 4 * DAY);
  await fact.release(START + 5 * DAY);
  for (const day of [6.9, 7, 7.5, 8, 9]) {
    expect(await fact.balanceAt(START + day * DAY)).toEqual({ posted: 0, pending: 0 });
  }
});

type Act = { hours: number } & (
  { act: 'become'; points: number } | { act: 'hold' } | { act: 'release'; which: 'first' | 'last' }
);
const hours = fc.integer({ min: 1, max: 60 });
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('become' as const),
        points: fc.integer({ min: 0, max: 90 }),
        hours
      })
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('hold' as const), hours }) },
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constant('release' as const),
        which: fc.constantFrom('first', 'last'),
        hours
      })
    }
  ),
  { minLength: 2, maxLength: 10 }
);

test('whatever is given, taken back and objected to, no more is posted than stands', async () => {
  const property = fc.asyncProperty(acts, async (list) => {
    const fact = openFact();
    let at = START;
    const check = async () => {
      const { posted, pending } = await fact.balanceAt(at);
      expect(posted + pending).toBe(fact.worth());
      expect(Math.min(posted, pending)).toBeGreaterThanOrEqual(0);
    };
    for (const each of list) {
      for (let step = 0; step < 3; step++) {
        at += (each.hours / 3) * HOUR;
        await check();
      }
      if (each.act === 'become') await fact.become(each.points, at);
      else if (each.act === 'hold') await fact.hold(at);
      else await fact.release(at, each.which);
      await check();
    }
  });
  await fc.assert(property, { numRuns: 25 });
  const { wrong, total } = await inTown((tx) => verifyLedger(tx, town.communityId));
  expect({ wrong, total }).toEqual({ wrong: [], total: 0 });
});
