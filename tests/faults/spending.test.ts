import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { command_receipts } from '../../src/lib/commands/tables.server';
import { castVote } from '../../src/lib/compacts/casting.server';
import { openPostgres } from '../../src/lib/db/connect.server';
import { withCommunity } from '../../src/lib/db/tenancy.server';
import type { Database } from '../../src/lib/db/types.server';
import { confirm, object, propose, withdraw } from '../../src/lib/deductions/deductions.server';
import { deduction_steps } from '../../src/lib/deductions/tables.server';
import { readBalance } from '../../src/lib/points/balance.server';
import { postDue } from '../../src/lib/points/ledger.server';
import { transfers } from '../../src/lib/points/tables.server';
import { redeem, takeBack } from '../../src/lib/redemptions/commands.server';
import { expireDue } from '../../src/lib/rules/expiry-sweep.server';
import { recordFacts } from '../../src/lib/rules/facts.server';
import type { RuleSet } from '../../src/lib/rules/model';
import { publishRuleSet } from '../../src/lib/rules/publish.server';
import { rule_sets } from '../../src/lib/rules/tables.server';
import { withdrawFact } from '../../src/lib/rules/revising.server';
import { newId } from '../../src/lib/shared/id';
import type { Outcome } from '../../src/lib/shared/result';
import { PATROL_RULES } from '../people/rules';
import { MONDAY } from '../people/shifts';
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
import { HOUR, openVoteOn, publishCompact, turn } from '../people/votes';
import { openFreshPostgres, type Fresh } from '../server/fresh';
import { asAdmin } from '../server/roles';

const CLEARED: Partial<RuleSet> = { expiry: { kind: 'clearing', clause: '8', every: 'month' } };
const at = (date: string, time = '00:00') => new Date(`${date}T${time}:00+08:00`);

let db: Database & { fresh: Fresh };
let second: Database;
let town: Town;
let mei: Person;
beforeAll(async () => {
  db = await openFreshPostgres(20);
  second = await openPostgres(db.fresh.loginUrl, { ownerUrl: db.fresh.ownerUrl });
});
beforeEach(() => begin());
afterEach(async () => expect(await booksOf(town)).toEqual(IN_ORDER));
afterAll(async () => {
  await second.close();
  await db.close();
});

async function begin(parts: Partial<RuleSet> = {}): Promise<void> {
  town = await foundTown(db, { ...PATROL_RULES, ...parts }, MONDAY);
  mei = await moveIn(town, '王梅');
}

const context = () => ({
  communityId: town.communityId,
  readClock: () => town.now(),
  caller: town.chen
});

const patrolOn = (occurredAt: Date, quantity = 60) => ({
  activity: 'patrol',
  occurredAt,
  quantity,
  source: 'test',
  title: '巡逻'
});

/** Somebody has patrolled so many minutes by now: a point for every ten. */
async function patrolled({ memberId, householdId }: Person, minutes: number): Promise<string> {
  const patrol = patrolOn(await town.now(), minutes);
  const [fact] = await town.inside((tx) =>
    recordFacts(tx, context(), [{ ...patrol, memberId, householdId, sourceId: newId() }])
  );
  return fact?.factId ?? '';
}

const handOut = ({ memberId }: Person, amount: number, clerk = town.chen, key = newId()) =>
  town.send(clerk, redeem, { member_id: memberId, amount: String(amount), what: '肥皂' }, key);

const balanceOf = ({ householdId }: Person) =>
  town.inside((tx) => readBalance(tx, town.communityId, 'household', householdId));

const isDone = (outcome: Outcome | undefined) => outcome !== undefined && 'ok' in outcome;

/** How often each of them was the answer: `ok`, or the code of the refusal. */
const tally = (outcomes: Outcome[]) =>
  Object.fromEntries(
    [...Map.groupBy(outcomes, (each) => ('ok' in each ? 'ok' : each.refused))].map(
      ([answer, list]) => [answer, list.length]
    )
  );

const countTransfers = (why: 'deduction' | 'deduction_return' | 'redemption' | 'expiry') =>
  town.inside(
    async (tx) =>
      (
        await tx
          .select({ why: transfers.why })
          .from(transfers)
          .where(eq(transfers.community_id, town.communityId))
      ).filter((each) => each.why === why).length
  );

const sweep = (app: Database, now: Date) =>
  withCommunity(app, town.communityId, (tx) => expireDue(tx, town.communityId, now));
const post = (app: Database, now: Date) =>
  withCommunity(app, town.communityId, (tx) => postDue(tx, town.communityId, now));

test('of 100 redemptions of 10 points at once, by five clerks for one household that has 75, seven happen', async () => {
  const home = await openHome(town);
  const family: Person[] = [];
  for (const name of ['李伟', '周敏', '李小雨']) family.push(await joinWith(town, home, name));
  const clerks = [town.chen];
  for (const name of ['赵敏', '钱芳', '孙丽', '吴静']) {
    const clerk = await moveIn(town, name);
    await give(town, clerk, 'clerk');
    clerks.push(clerk);
  }
  await patrolled(family[0]!, 750);
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      handOut(family[index % family.length]!, 10, clerks[index % clerks.length])
    )
  );
  expect(tally(outcomes)).toEqual({ ok: 7, redemption_short: 93 });
  expect(await balanceOf(family[0]!)).toEqual({ posted: 5, pending: 0 });
  expect(await countTransfers('redemption')).toBe(7);
});

test('the first redemptions of many households at once open every account without waiting for each other for ever', async () => {
  const people: Person[] = [];
  for (let one = 0; one < 8; one++) people.push(await moveIn(town, `居民${one}`));
  const outcomes = await Promise.all(
    people.flatMap((person) => [
      patrolled(person, 120).then(() => handOut(person, 5)),
      handOut(person, 5)
    ])
  );
  expect(outcomes.filter(isDone).length).toBeGreaterThanOrEqual(people.length);
  for (const person of people) {
    expect((await balanceOf(person)).posted).toBeGreaterThanOrEqual(0);
  }
});

test('the same redemption sent five times at once takes its points once, also when it takes the last', async () => {
  for (let round = 0; round < 6; round++) {
    await patrolled(mei, 100);
    const key = newId();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => handOut(mei, 10, town.chen, key))
    );
    expect(outcomes).toEqual(outcomes.map(() => done(outcomes[0]!)));
    expect(await balanceOf(mei)).toEqual({ posted: 0, pending: 0 });
    expect(await countTransfers('redemption')).toBe(round + 1);
    const receipts = await town.inside((tx) =>
      tx.$count(command_receipts, eq(command_receipts.key, key))
    );
    expect(receipts).toBe(1);
  }
});

test('what is taken back five times at once comes back once, while others spend it', async () => {
  await patrolled(mei, 100);
  const { redemption_id } = done(await handOut(mei, 10));
  const back = { redemption_id: String(redemption_id), reason: '瓶子漏了' };
  const [returned, spent] = await Promise.all([
    Promise.all(Array.from({ length: 5 }, () => town.send(town.chen, takeBack, back))),
    Promise.all(Array.from({ length: 5 }, () => handOut(mei, 4)))
  ]);
  expect(tally(returned)).toEqual({ ok: 1, redemption_returned: 4 });
  const taken = spent.filter(isDone).length;
  expect(await balanceOf(mei)).toEqual({ posted: 10 - 4 * taken, pending: 0 });
});

test('redemptions, the sweep, the posting of notices, new awards and corrections at one moment lose nothing', async () => {
  await begin({ ...CLEARED, notice_days: 3 });
  const people = [mei];
  for (const name of ['李伟', '张芳', '刘洋', '陈静']) people.push(await moveIn(town, name));
  const due = ['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01'];
  for (const [round, date] of due.entries()) {
    const month = date.slice(0, 5) + String(round + 3).padStart(2, '0');
    town.clock.at = at(`${month}-05`);
    const earlier: string[] = [];
    for (const person of people) earlier.push(await patrolled(person, 200));
    await post(db, at(`${month}-20`));
    town.clock.at = at(`${month}-27`);
    for (const person of people) await patrolled(person, 50);
    town.clock.at = at(date);
    const [, , , , , outcomes] = await Promise.all([
      sweep(db, town.clock.at),
      sweep(second, town.clock.at),
      post(db, town.clock.at),
      post(second, town.clock.at),
      Promise.all(
        earlier.map((fact, index) =>
          index % 2 === 0
            ? town.inside((tx) => withdrawFact(tx, context(), fact, '登记错了'))
            : patrolled(people[index]!, 30)
        )
      ),
      Promise.all(people.flatMap((person) => [handOut(person, 3), handOut(person, 4)]))
    ]);
    await post(db, town.clock.at);
    for (const [index, person] of people.entries()) {
      const spent = [3, 4].reduce(
        (sum, amount, which) => sum + (isDone(outcomes[2 * index + which]) ? amount : 0),
        0
      );
      // Of the 20 none can be spent any more; the 5 were posted with the end of their notice, today.
      expect(await balanceOf(person)).toMatchObject({ posted: 5 - spent });
      expect(spent).toBeLessThanOrEqual(5);
    }
    expect(await booksOf(town)).toEqual(IN_ORDER);
  }
});

test('who awards, and then corrects in the same step, does not block the sweep that has begun meanwhile', async () => {
  await begin(CLEARED);
  await patrolled(mei, 100);
  done(await handOut(mei, 1));
  const lan = await moveIn(town, '赵兰');
  const fact = await patrolled(lan, 200);
  let swept: Promise<unknown> | null = null;
  await town.inside(async (tx) => {
    const patrol = { memberId: lan.memberId, householdId: lan.householdId, sourceId: newId() };
    await recordFacts(tx, context(), [{ ...patrolOn(MONDAY), ...patrol }]);
    swept = sweep(second, at('2026-04-01'));
    await expect.poll(() => countWaiting(), { timeout: 20_000 }).toBe(1);
    await withdrawFact(tx, context(), fact, '登记错了');
  });
  await swept;
  town.clock.at = at('2026-04-01');
  await sweep(db, town.clock.at);
  expect(await balanceOf(lan)).toEqual({ posted: 0, pending: 0 });
});

/** How many transactions wait for a lock, as only the server's superuser is told. */
const countWaiting = () =>
  asAdmin(db.fresh.adminUrl, async (client) => {
    const waiting = await client`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return waiting.length;
  });

test('who redeems or is deducted in the first minute of the month never goes below zero', async () => {
  await begin(CLEARED);
  const sun = await withList();
  for (const month of ['05', '06', '07', '08']) {
    town.clock.at = at(`2026-${month}-05`);
    await patrolled(mei, 240);
    const named = await proposed(mei);
    town.clock.at = at(`2026-${String(Number(month) + 1).padStart(2, '0')}-01`);
    const [outcome, deducted] = await Promise.all([
      handOut(mei, 1),
      town.send(sun, confirm, named),
      month === '05' ? 0 : sweep(db, town.clock.at)
    ]);
    await sweep(second, town.clock.at);
    expect([tally([outcome]), tally([deducted])]).toEqual([{ redemption_short: 1 }, { ok: 1 }]);
    expect(await balanceOf(mei)).toEqual({ posted: 0, pending: 0 });
    await patrolled(mei, 50);
    done(await handOut(mei, 5));
    expect(await balanceOf(mei)).toEqual({ posted: 0, pending: 0 });
  }
});

test('of officers who confirm one deduction at once, one does, and its points are taken once', async () => {
  const [sun, li] = [await withList(), await moveIn(town, '李主任')];
  await give(town, li, 'committee');
  for (let round = 0; round < 6; round++) {
    await patrolled(mei, 600);
    const before = await balanceOf(mei);
    const named = await proposed(mei);
    const outcomes = await Promise.all(
      [sun, li, sun, li].map((officer) => town.send(officer, confirm, named))
    );
    expect(tally(outcomes)).toEqual({ ok: 1, deduction_decided: 3 });
    expect(await countTransfers('deduction')).toBe(round + 1);
    expect(await balanceOf(mei)).toEqual({ posted: before.posted - 50, pending: 0 });
  }
});

test('while Mei objects, a deduction is confirmed once and withdrawn once, and she has what she had', async () => {
  const sun = await withList();
  for (let round = 0; round < 6; round++) {
    await patrolled(mei, 600);
    const before = await balanceOf(mei);
    const named = await proposed(mei);
    const words = { ...named, reason: '那天车不在家' };
    const outcomes = await Promise.all([
      town.send(sun, confirm, named),
      town.send(mei, object, words),
      town.send(mei, object, words)
    ]);
    expect(isDone(outcomes[0])).toBe(true);
    const objected = outcomes.slice(1).filter(isDone).length;
    expect(objected).toBeLessThanOrEqual(1);
    const back = await Promise.all([
      town.send(sun, withdraw, words),
      town.send(town.chen, withdraw, words),
      town.send(mei, object, words)
    ]);
    expect(back.slice(0, 2).filter(isDone)).toHaveLength(1);
    expect(await countTransfers('deduction_return')).toBe(round + 1);
    expect(await balanceOf(mei)).toEqual(before);
  }
});

test('a deduction and redemptions at once take what there is, and never more', async () => {
  const sun = await withList();
  for (let round = 0; round < 6; round++) {
    await patrolled(mei, 600);
    const before = await balanceOf(mei);
    const named = await proposed(mei);
    const [deducted, ...outcomes] = await Promise.all([
      town.send(sun, confirm, named),
      ...Array.from({ length: 6 }, () => handOut(mei, 20))
    ]);
    expect(isDone(deducted)).toBe(true);
    const [step] = await town.inside((tx) =>
      tx
        .select({ points: deduction_steps.points })
        .from(deduction_steps)
        .where(eq(deduction_steps.deduction_id, named.deduction_id))
    );
    const left = before.posted - (step?.points ?? 0) - 20 * outcomes.filter(isDone).length;
    expect(left).toBeGreaterThanOrEqual(0);
    // Whoever comes first, nothing is left that the next could have had.
    expect(left).toBeLessThan(20);
    expect(await balanceOf(mei)).toEqual({ posted: left, pending: 0 });
    const { ok = 0, ...refused } = tally(outcomes);
    expect(refused).toEqual({ redemption_short: outcomes.length - ok });
  }
});

/** The residents adopt a closed list by which 50 points may be taken; gives a second officer. */
async function withList(): Promise<Person> {
  const voters = [mei, await moveIn(town, '孙主任'), await moveIn(town, '赵兰')];
  await give(town, voters[1]!, 'committee');
  const vote = await openVoteOn(town, (await publishCompact(town)).version);
  for (const voter of voters) {
    done(await town.send(voter, castVote, { vote_id: vote, choice: 'in_favour' }));
  }
  town.clock.at = new Date((await town.now()).getTime() + HOUR);
  await turn(town);
  const [latest] = await town.inside((tx) =>
    tx.select({ document: rule_sets.document }).from(rule_sets)
  );
  const items = [{ id: 'fire-lane', clause: '9', name: { zh: '占用消防通道' }, points: 50 }];
  const document = JSON.stringify({ ...Object(latest?.document), deductions: { vote, items } });
  done(
    await town.send(town.chen, publishRuleSet, {
      document,
      in_force_from: MONDAY.toISOString().slice(0, 10)
    })
  );
  return voters[1]!;
}

async function proposed({ memberId }: Person): Promise<{ deduction_id: string }> {
  const said = { member_id: memberId, item: 'fire-lane', reason: '3 月 9 日占用消防通道' };
  const { deduction_id } = done(await town.send(town.chen, propose, said));
  return { deduction_id: String(deduction_id) };
}
