import { spawn } from 'node:child_process';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { approve, decline } from '../../src/lib/claims/review.server';
import { openPostgres } from '../../src/lib/db/connect.server';
import { withCommunity } from '../../src/lib/db/tenancy.server';
import type { Database } from '../../src/lib/db/types.server';
import { dismiss, uphold } from '../../src/lib/objections/decide.server';
import { readBalance } from '../../src/lib/points/balance.server';
import { postDue } from '../../src/lib/points/ledger.server';
import { notice_holds, transfer_postings } from '../../src/lib/points/tables.server';
import { facts } from '../../src/lib/rules/tables.server';
import { approvedDeed, claimDeed, CLAIM_RULES, object } from '../people/claims';
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
} from '../people/town';
import { openFreshPostgres, type Fresh } from '../server/fresh';
import type { JobsChild } from './jobs-child';

const march = (time: string) => new Date(`2026-03-${time}:00+08:00`);
/** The notice of what Chen approves on the 2nd ends with the 5th. */
const LAST_MOMENT = '05T23:59';
const OVER = '06T00:00';

let db: Database & { fresh: Fresh };
let second: Database;
let town: Town;
beforeAll(async () => {
  db = await openFreshPostgres(20);
  second = await openPostgres(db.fresh.loginUrl, { ownerUrl: db.fresh.ownerUrl });
});
beforeEach(async () => {
  town = await foundTown(db, CLAIM_RULES, march('02T09:00'));
});
afterAll(async () => {
  await second.close();
  await db.close();
});

const balanceOf = ({ householdId }: Person) =>
  town.inside((tx) => readBalance(tx, town.communityId, 'household', householdId));
const countFacts = () =>
  town.inside((tx) => tx.$count(facts, eq(facts.community_id, town.communityId)));
const post = (app: Database, time: string) =>
  withCommunity(app, town.communityId, (tx) => postDue(tx, town.communityId, march(time)));

async function moveInMany(count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let one = 0; one < count; one++) people.push(await moveIn(town, `居民${one + 1}`));
  return people;
}

test('a reviewer of the same household is refused, however often they try at once', async () => {
  const home = await openHome(town);
  const li = await joinWith(town, home, '李主任');
  const wife = await joinWith(town, home, '周敏');
  await give(town, li, 'committee');
  const claim_id = await claimDeed(town, wife);
  const tries = Array.from({ length: 8 }, () => town.send(li, approve, { claim_id }));
  const same = { refused: 'claim_same_household' };
  expect(await Promise.all(tries)).toEqual(tries.map(() => same));
  expect(await countFacts()).toBe(0);
});

test('of two reviewers at once one decides, and a claim never becomes two facts', async () => {
  const [li, mei] = await moveInMany(2);
  if (!li || !mei) throw new Error('two have moved in');
  await give(town, li, 'committee');
  for (let round = 0; round < 6; round++) {
    const claim_id = await claimDeed(town, mei);
    const answers = await Promise.all([
      town.send(town.chen, approve, { claim_id }),
      town.send(li, decline, { claim_id, reason: '物业已经修过了' }),
      town.send(li, approve, { claim_id }),
      town.send(town.chen, approve, { claim_id })
    ]);
    expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1);
    expect(answers.filter((answer) => 'refused' in answer)).toEqual(
      Array.from({ length: 3 }, () => ({ refused: 'claim_moved_on' }))
    );
    const made = await town.inside((tx) =>
      tx.$count(facts, and(eq(facts.community_id, town.communityId), eq(facts.source_id, claim_id)))
    );
    expect(made).toBe('ok' in (answers[1] ?? {}) ? 0 : 1);
  }
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('of an upholding and a dismissal at once one counts, also while points are posted', async () => {
  const people = await moveInMany(6);
  const li = await moveIn(town, '李主任');
  const wei = await moveIn(town, '李伟');
  await give(town, li, 'committee');
  for (const person of people) {
    const fact_id = await approvedDeed(town, person);
    done(await object(town, wei, fact_id));
    const answers = await Promise.all([
      town.send(town.chen, uphold, { fact_id, reason: '那天不在' }),
      town.send(li, dismiss, { fact_id, reason: '物业能作证' }),
      post(db, '20T00:00'),
      post(second, '20T00:00')
    ]);
    const decided = answers.slice(0, 2).filter((answer) => Object.hasOwn(Object(answer), 'ok'));
    expect(decided).toHaveLength(1);
    await post(db, '21T00:00');
    const isUpheld = Object.hasOwn(Object(answers[0]), 'ok');
    expect(await balanceOf(person)).toEqual({ posted: isUpheld ? 0 : 5, pending: 0 });
  }
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('an objection in the moment of posting is either in time, or too late: never both', async () => {
  const people = await moveInMany(12);
  const neighbours = await moveInMany(people.length);
  const deeds = await Promise.all(people.map((person) => approvedDeed(town, person)));
  town.clock.at = march(LAST_MOMENT);
  const objecting = deeds.map((fact, index) => {
    const neighbour = neighbours[index];
    if (!neighbour) throw new Error('there is a neighbour for each');
    return object(town, neighbour, fact);
  });
  const [answers] = await Promise.all([
    Promise.all(objecting),
    ...[db, second, db, second].map((app) => post(app, OVER))
  ]);
  await post(second, OVER);
  for (const [index, person] of people.entries()) {
    const isHeld = 'ok' in (answers[index] ?? {});
    if (!isHeld) expect(answers[index]).toEqual({ refused: 'not_under_notice' });
    expect(await balanceOf(person)).toEqual(
      isHeld ? { posted: 0, pending: 5 } : { posted: 5, pending: 0 }
    );
  }
  const holds = await town.inside((tx) =>
    tx.$count(notice_holds, eq(notice_holds.community_id, town.communityId))
  );
  expect(holds).toBe(answers.filter((answer) => 'ok' in answer).length);
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('the notice job of two processes at once posts what fell due while nobody served once, and not what is held just then', async () => {
  const people = await moveInMany(10);
  const deeds = await Promise.all(people.map((person) => approvedDeed(town, person)));
  const wei = await moveIn(town, '李伟');
  town.clock.at = march(LAST_MOMENT);
  const children = await Promise.all([startChild(), startChild()]);
  for (const child of children) child.stdin.write('go\n');
  const answer = await object(town, wei, deeds[0] ?? '');
  const due = 'ok' in answer ? people.slice(1) : people;
  await expect.poll(() => countPostings(), { timeout: 60_000, interval: 200 }).toBe(due.length);
  await Promise.all(children.map(endChild));
  for (const person of due) expect(await balanceOf(person)).toEqual({ posted: 5, pending: 0 });
  expect(await countPostings()).toBe(due.length);
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

const countPostings = () =>
  town.inside((tx) =>
    tx.$count(transfer_postings, eq(transfer_postings.community_id, town.communityId))
  );

/** An app process on the same database, ready to begin. */
async function startChild() {
  const { loginUrl, ownerUrl } = db.fresh;
  const task: JobsChild = { url: loginUrl, ownerUrl, at: march('09T12:00').toISOString() };
  const script = 'tests/faults/jobs-child.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)]);
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the child ended early: ${said}`)));
    child.stdout.on('data', (text) => {
      said += String(text);
      if (said.includes('ready')) resolve();
    });
  });
  return child;
}

async function endChild(child: Awaited<ReturnType<typeof startChild>>): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  await ended;
}
