import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedDeed, CLAIM_RULES, object } from '../../../tests/people/claims';
import {
  booksOf,
  done,
  foundTown,
  give,
  IN_ORDER,
  joinWith,
  moveIn,
  openHome,
  type Person,
  type Town
} from '../../../tests/people/town';
import { appointHelper } from '../communities/helpers.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { readBalance } from '../points/balance.server';
import { postDue } from '../points/ledger.server';
import { readFactReceipt } from '../rules/read.server';
import { dismiss, uphold } from './decide.server';
import { listNotices, readNotice } from './notice-board.server';
import { withdraw } from './objections.server';
import { countOpen, listForFact } from './read.server';

const march = (time: string) => new Date(`2026-03-${time}:00+08:00`);

let db: Database;
let town: Town;
let mei: Person;
let wei: Person;
let fact: string;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

/** On Monday the 2nd at nine Chen approves Mei's deed: its notice ends with the 5th. */
async function meisDeed(): Promise<void> {
  town = await foundTown(db, CLAIM_RULES, march('02T09:00'));
  mei = await moveIn(town, '王梅');
  wei = await moveIn(town, '李伟');
  fact = await approvedDeed(town, mei);
}

const post = (time: string) => town.inside((tx) => postDue(tx, town.communityId, march(time)));
const balance = () =>
  town.inside((tx) => readBalance(tx, town.communityId, 'household', mei.householdId));
const pending = { posted: 0, pending: 5 };
const posted = { posted: 5, pending: 0 };
const nothing = { posted: 0, pending: 0 };

test('an objection stops the clock; dismissed, the rest of the notice runs on', async () => {
  await meisDeed();
  town.clock.at = march('04T12:00');
  done(await object(town, wei, fact));
  expect(await post('20T12:00')).toBe(0);
  expect(await balance()).toEqual(pending);
  town.clock.at = march('14T12:00');
  done(await town.send(town.chen, dismiss, { fact_id: fact, reason: '物业能作证' }));
  expect(await post('15T23:59')).toBe(0);
  expect(await post('16T00:00')).toBe(1);
  expect(await balance()).toEqual(posted);
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('two objections that overlap stop it until the last is decided, and count once', async () => {
  await meisDeed();
  const fang = await moveIn(town, '张芳');
  town.clock.at = march('04T12:00');
  const first = done(await object(town, wei, fact));
  town.clock.at = march('05T12:00');
  done(await object(town, fang, fact));
  town.clock.at = march('06T12:00');
  done(await town.send(wei, withdraw, { objection_id: String(first.objection_id) }));
  expect(await post('20T00:00')).toBe(0);
  town.clock.at = march('07T12:00');
  done(await town.send(town.chen, dismiss, { fact_id: fact, reason: '物业能作证' }));
  expect(await post('08T23:59')).toBe(0);
  expect(await post('09T00:00')).toBe(1);
});

test('an objection that is upheld takes the points back, and the books stay in order', async () => {
  await meisDeed();
  town.clock.at = march('05T12:00');
  done(await object(town, wei, fact));
  town.clock.at = march('09T12:00');
  done(await town.send(town.chen, uphold, { fact_id: fact, reason: '那天确实不在' }));
  expect(await balance()).toEqual(nothing);
  for (const time of ['09T12:01', '10T12:00', '30T12:00']) {
    await post(time);
    expect(await balance()).toEqual(nothing);
    expect(await booksOf(town)).toEqual(IN_ORDER);
  }
  const receipt = await town.inside((tx) => readFactReceipt(tx, town.communityId, fact));
  expect(receipt).toMatchObject({ withdrawn: true, points: 0, pending: 0 });
  expect(receipt?.history.map(({ posted }) => posted)).toEqual([true, true]);
});

test('after the end of the notice, for the second time, and without points nobody can object', async () => {
  await meisDeed();
  done(await object(town, wei, fact));
  expect(await object(town, wei, fact)).toEqual({ refused: 'already_objected' });
  done(await town.send(town.chen, dismiss, { fact_id: fact, reason: '物业能作证' }));
  await post('09T12:00');
  const fang = await moveIn(town, '张芳');
  expect(await object(town, fang, fact)).toEqual({ refused: 'not_under_notice' });
  expect(await object(town, fang, mei.memberId)).toEqual({ refused: 'not_found' });
});

test('nobody decides for their own household, for whom they objected, or twice', async () => {
  await meisDeed();
  const home = await openHome(town);
  const li = await joinWith(town, home, '李主任');
  const son = await joinWith(town, home, '李小明');
  await give(town, li, 'committee');
  await give(town, mei, 'committee');
  done(await object(town, son, fact));
  const refusalFor = (who: Person) =>
    town.send(who, dismiss, { fact_id: fact, reason: '没有问题' });
  expect(await refusalFor(li)).toEqual({ refused: 'objection_same_household' });
  expect(await refusalFor(mei)).toEqual({ refused: 'objection_own' });
  expect(await refusalFor(wei)).toEqual({ refused: 'not_allowed' });
  const fang = await moveIn(town, '张芳');
  await give(town, fang, 'committee');
  done(await town.send(mei, appointHelper, { helper_account_id: fang.accountId, name: '张芳' }));
  expect(await refusalFor(fang)).toEqual({ refused: 'objection_helped' });
  done(await town.send(town.chen, dismiss, { fact_id: fact, reason: '没有问题' }));
  expect(await town.send(town.chen, uphold, { fact_id: fact, reason: '改主意' })).toEqual({
    refused: 'no_open_objection'
  });
});

test('the board shows what is under notice until when, and that an objection stopped it', async () => {
  await meisDeed();
  const board = (time: string) =>
    town.inside((tx) => listNotices(tx, town.communityId, march(time), 10));
  expect(await board('03T00:00')).toMatchObject([
    { factId: fact, memberName: '王梅', points: 5, held: false, until: march('06T00:00') }
  ]);
  expect(await board('06T00:00')).toEqual([]);
  town.clock.at = march('04T12:00');
  done(await object(town, wei, fact));
  expect(await board('20T00:00')).toMatchObject([{ factId: fact, held: true }]);
  expect(await town.inside((tx) => countOpen(tx, town.communityId))).toBe(1);
  town.clock.at = march('05T12:00');
  done(await town.send(town.chen, dismiss, { fact_id: fact, reason: '物业能作证' }));
  const notice = await town.inside((tx) =>
    readNotice(tx, town.communityId, fact, march('06T12:00'))
  );
  expect(notice).toMatchObject({ held: false, until: march('07T00:00') });
  expect(await board('07T00:00')).toEqual([]);
  const [objection] = await town.inside((tx) => listForFact(tx, town.communityId, fact));
  expect(objection).toMatchObject({
    memberName: '李伟',
    end: { kind: 'dismissed', reason: '物业能作证', by: '陈主任' }
  });
});
