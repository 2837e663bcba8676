import fc from 'fast-check';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATROL_RULES } from '../../../tests/people/rules';
import { MONDAY } from '../../../tests/people/shifts';
import {
  booksOf,
  done,
  foundTown,
  give,
  IN_ORDER,
  moveIn,
  type Person,
  type Town
} from '../../../tests/people/town';
import { doDue, type Due } from '../app/jobs.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { readBalance } from '../points/balance.server';
import { transfers } from '../points/tables.server';
import { expireDue } from '../rules/expiry-sweep.server';
import { recordFacts } from '../rules/facts.server';
import type { RuleSet } from '../rules/model';
import { readFactReceipt } from '../rules/read.server';
import { receiptText } from '../rules/receipt-text';
import { withdrawFact } from '../rules/revising.server';
import { readTimeline } from '../rules/timeline.server';
import { newId } from '../shared/id';
import { redeem, takeBack } from './commands.server';
import { readPurse, sumRedeemed } from './read.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const CLEARED: Partial<RuleSet> = { expiry: { kind: 'clearing', clause: '8', every: 'year' } };

async function townOf(parts: Partial<RuleSet> = {}): Promise<{ town: Town; mei: Person }> {
  const town = await foundTown(db, { ...PATROL_RULES, ...parts }, MONDAY);
  return { town, mei: await moveIn(town, '王梅') };
}

const context = (town: Town) => ({
  communityId: town.communityId,
  readClock: () => town.now(),
  caller: town.chen
});

/** Mei has patrolled so many minutes by now: a point for every ten. */
async function patrolled(town: Town, person: Person, minutes: number): Promise<string> {
  const occurredAt = await town.now();
  const patrol = {
    activity: 'patrol',
    memberId: person.memberId,
    householdId: person.householdId,
    occurredAt,
    quantity: minutes,
    source: 'test',
    sourceId: newId(),
    title: '巡逻'
  };
  const [fact] = await town.inside((tx) => recordFacts(tx, context(town), [patrol]));
  return fact!.factId;
}

const withdrawn = (town: Town, factId: string) =>
  town.inside((tx) => withdrawFact(tx, context(town), factId, '登记错了'));

const handOut = (town: Town, person: Person, amount: number | string, key?: string) =>
  town.send(
    town.chen,
    redeem,
    { member_id: person.memberId, amount: String(amount), what: '洗衣液一瓶' },
    key
  );

const postedOf = async (town: Town, { householdId }: Person): Promise<number> => {
  const balance = await town.inside((tx) =>
    readBalance(tx, town.communityId, 'household', householdId)
  );
  return balance.posted;
};

const purseOf = (town: Town, { householdId }: Person) =>
  town.inside(async (tx) =>
    readPurse(
      tx,
      town.communityId,
      { kind: 'household', id: householdId },
      await readTimeline(tx, town.communityId),
      await town.now()
    )
  );

const at = (date: string, time = '09:00') => new Date(`${date}T${time}:00+08:00`);

describe('handing something out for points', () => {
  test('the clerk hands out for 5 points of Mei’s 12, and for no more than what is left', async () => {
    const { town, mei } = await townOf();
    await patrolled(town, mei, 120);
    const clerk = await moveIn(town, '赵敏');
    await give(town, clerk, 'clerk');
    const bottle = { member_id: mei.memberId, amount: '５', what: ' 洗衣液一瓶 ' };
    const first = done(await town.send(clerk, redeem, bottle));
    expect(redeem.done(first).text).toBe('已为王梅兑换：洗衣液一瓶，用去 5 分。');
    expect(await handOut(town, mei, 8)).toMatchObject({
      refused: 'redemption_short',
      params: { field: 'amount', amount_zh: '7 分' }
    });
    expect(await handOut(town, mei, 7)).toMatchObject({ ok: true });
    expect(await postedOf(town, mei)).toBe(0);
    expect(await town.inside((tx) => sumRedeemed(tx, town.communityId))).toBe(12);
    expect(await booksOf(town)).toEqual(IN_ORDER);
  });

  test('on two phones at once 10 of 12 points are spent once, and the same tap twice is one', async () => {
    const { town, mei } = await townOf();
    await patrolled(town, mei, 120);
    const key = newId();
    const outcomes = await Promise.all([
      handOut(town, mei, 10, key),
      handOut(town, mei, 10),
      handOut(town, mei, 10, key)
    ]);
    expect(new Set(outcomes.map((each) => ('refused' in each ? each.refused : 'ok'))).size).toBe(2);
    expect(await postedOf(town, mei)).toBe(2);
    expect(await booksOf(town)).toEqual(IN_ORDER);
  });

  test.each(['0', '-3', '1.5', 'five', '1e30'])('%s is no amount', async (amount) => {
    const { town, mei } = await townOf();
    expect(await handOut(town, mei, amount)).toMatchObject({ refused: 'redemption_amount' });
  });

  test('outside the first ten days of a quarter, below 20, and by a neighbour it is refused', async () => {
    const windows = [
      {
        every: 'quarter' as const,
        from: { month: 1, day: 1 },
        until: { month: 1, day: 10 }
      }
    ];
    const { town, mei } = await townOf({ redemption: { clause: '9', windows, least: 20 } });
    await patrolled(town, mei, 300);
    expect(await handOut(town, mei, 20)).toMatchObject({
      refused: 'redemption_closed',
      params: { from: '2026-04-01', until: '2026-04-10' }
    });
    town.clock.at = at('2026-04-10', '23:59');
    expect(await handOut(town, mei, 19)).toMatchObject({
      refused: 'redemption_below_least',
      params: { amount_en: '20 points' }
    });
    const request = { member_id: mei.memberId, amount: '20', what: '米' };
    expect(await town.send(mei, redeem, request)).toMatchObject({ refused: 'not_allowed' });
    expect(await handOut(town, mei, 20)).toMatchObject({ ok: true });
    town.clock.at = at('2026-04-11', '00:00');
    expect(await handOut(town, mei, 20)).toMatchObject({ refused: 'redemption_closed' });
  });

  test('points under public notice cannot be spent', async () => {
    const { town, mei } = await townOf({ notice_days: 3 });
    await patrolled(town, mei, 120);
    expect(await handOut(town, mei, 1)).toMatchObject({ refused: 'redemption_short' });
  });

  test('what is taken back gives its points back once, with the reason', async () => {
    const { town, mei } = await townOf();
    await patrolled(town, mei, 120);
    const { redemption_id } = done(await handOut(town, mei, 10));
    const back = { redemption_id: String(redemption_id), reason: '瓶子漏了' };
    expect(await town.send(town.chen, takeBack, back)).toMatchObject({ ok: true });
    expect(await town.send(town.chen, takeBack, back)).toMatchObject({
      refused: 'redemption_returned'
    });
    expect(await postedOf(town, mei)).toBe(12);
    const { gone } = await purseOf(town, mei);
    expect(gone).toMatchObject([{ kind: 'redeemed', amount: 10, returnedFor: '瓶子漏了' }]);
    expect(await town.inside((tx) => sumRedeemed(tx, town.communityId))).toBe(0);
    expect(await booksOf(town)).toEqual(IN_ORDER);
  });
});

test('a correction that leaves a debt: spent, withdrawn, and paid by what Mei does next', async () => {
  const { town, mei } = await townOf();
  const first = await patrolled(town, mei, 120);
  done(await handOut(town, mei, 10));
  await withdrawn(town, first);
  expect(await postedOf(town, mei)).toBe(-10);
  expect(await handOut(town, mei, 1)).toMatchObject({
    refused: 'redemption_short',
    params: { amount_zh: '0 分' }
  });
  town.clock.at = at('2026-03-09');
  const second = await patrolled(town, mei, 180);
  expect(await postedOf(town, mei)).toBe(8);
  const taken = await town.inside((tx) => readFactReceipt(tx, town.communityId, first));
  expect(taken).toMatchObject({
    withdrawn: true,
    receipts: [],
    revisions: [{ reason: '登记错了' }]
  });
  expect(taken?.history.map(({ amount }) => amount)).toEqual([12, -12]);
  const given = await town.inside((tx) => readFactReceipt(tx, town.communityId, second));
  expect(given?.receipts.map((each) => receiptText(each, 'zh'))).toEqual([
    '3 小时 ÷ 10 分钟 × 1 = 18（第 1 条，第 1 版）'
  ]);
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

describe('points that expire', () => {
  test('Mei’s 7 left points go at midnight after the year, once by two processes, also much later', async () => {
    const { town, mei } = await townOf(CLEARED);
    await patrolled(town, mei, 120);
    done(await handOut(town, mei, 5));
    expect((await purseOf(town, mei)).coming).toEqual([{ date: '2026-12-31', amount: 7 }]);
    const sweep = async (now: Date) =>
      (await town.inside((tx) => expireDue(tx, town.communityId, now))).count;
    expect(await sweep(at('2026-12-31', '23:59'))).toBe(0);
    expect(await postedOf(town, mei)).toBe(7);
    const late = at('2027-04-05');
    await Promise.all([late, late].map((now) => doDue(db, { clock: async () => now })));
    expect(await sweep(late)).toBe(0);
    expect(await postedOf(town, mei)).toBe(0);
    const made = await town.inside((tx) =>
      tx
        .select({ why: transfers.why, amount: transfers.amount, at: transfers.occurred_at })
        .from(transfers)
        .where(eq(transfers.community_id, town.communityId))
        .orderBy(desc(transfers.id))
        .limit(1)
    );
    expect(made).toEqual([{ why: 'expiry', amount: 7, at: at('2027-01-01', '00:00') }]);
    expect(await booksOf(town)).toEqual(IN_ORDER);
  });

  test('who comes on New Year’s Day before the sweep cannot spend what is over', async () => {
    const { town, mei } = await townOf(CLEARED);
    await patrolled(town, mei, 120);
    town.clock.at = at('2027-01-01', '00:00');
    expect(await handOut(town, mei, 1)).toMatchObject({ refused: 'redemption_short' });
    await patrolled(town, mei, 30);
    done(await handOut(town, mei, 3));
    expect(await postedOf(town, mei)).toBe(0);
  });

  test('half is carried over, and a patrol withdrawn after it had expired leaves no debt', async () => {
    const half = { numerator: 1, denominator: 2 };
    const carried = { kind: 'share', share: half, rounding: 'down' } as const;
    const { town, mei } = await townOf({
      expiry: { kind: 'clearing', clause: '8', every: 'year', carried }
    });
    const older = await patrolled(town, mei, 100);
    town.clock.at = at('2026-05-05');
    await patrolled(town, mei, 110);
    town.clock.at = at('2027-01-01', '00:01');
    await town.inside((tx) => expireDue(tx, town.communityId, at('2027-01-01', '00:01')));
    expect(await postedOf(town, mei)).toBe(10);
    await withdrawn(town, older);
    expect(await postedOf(town, mei)).toBe(10);
    const { gone } = await purseOf(town, mei);
    expect(gone.reduce((sum, { amount }) => sum + amount, 0)).toBe(1);
    expect(await booksOf(town)).toEqual(IN_ORDER);
  });
});

test('a sweep in parts of two households expires what one in a single part does, also after a crash between them', async () => {
  const [whole, parts] = [await foundAs(7), await foundAs(7)];
  const now = at('2027-01-01', '00:00');
  const inTwos: Due = (tx, communityId, now, after) => expireDue(tx, communityId, now, after, 2);
  const sweep = ({ town }: { town: Town }, points_expired: Due) =>
    doDue(db, {
      clock: async () => now,
      due: {
        points_expired: async (tx, communityId, ...part) =>
          communityId === town.communityId ? points_expired(tx, communityId, ...part) : 0
      }
    });
  await sweep(whole, expireDue);
  const calls: (string | null)[] = [];
  const crashing: Due = (tx, communityId, now, after) => {
    calls.push(after);
    if (calls.length === 3) throw new Error('the power is gone');
    return inTwos(tx, communityId, now, after);
  };
  await expect(sweep(parts, crashing)).rejects.toThrow();
  expect(new Set(calls).size).toBe(3);
  const half = await parts.posted();
  expect(half.filter((points, index) => points === 20 + index)).toHaveLength(3);
  await sweep(parts, inTwos);
  expect(await parts.posted()).toEqual(await whole.posted());
  expect(await parts.posted()).toEqual([10, 10, 10, 10, 10, 10, 10]);
  const again = await parts.town.inside((tx) => expireDue(tx, parts.town.communityId, now));
  expect(again).toEqual({ count: 0, next: null });
  for (const { town } of [whole, parts]) expect(await booksOf(town)).toEqual(IN_ORDER);
});

/** A town of so many households with 20, 21, 22 points, of which 10 are carried over. */
async function foundAs(households: number) {
  const { town, mei } = await townOf({
    expiry: {
      kind: 'clearing',
      clause: '8',
      every: 'year',
      carried: { kind: 'points', points: 10 }
    }
  });
  const people = [mei];
  while (people.length < households) people.push(await moveIn(town, `居民${people.length}`));
  for (const [index, person] of people.entries()) await patrolled(town, person, 200 + 10 * index);
  const posted = async () => {
    const list: number[] = [];
    for (const person of people) list.push(await postedOf(town, person));
    return list;
  };
  return { town, posted };
}

test('who withdraws a patrol just before midnight and is let in after the sweep does not undo it', async () => {
  const { town, mei } = await townOf(CLEARED);
  await patrolled(town, mei, 100);
  const wrong = await patrolled(town, mei, 20);
  await town.inside((tx) => expireDue(tx, town.communityId, at('2027-01-01', '00:00')));
  town.clock.at = at('2026-12-31', '23:59');
  await withdrawn(town, wrong);
  expect(await postedOf(town, mei)).toBe(0);
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

const acts = fc.array(
  fc.record({
    act: fc.constantFrom('patrol', 'patrol', 'hand-out', 'take-back', 'withdraw', 'sweep'),
    days: fc.integer({ min: 0, max: 120 }),
    amount: fc.integer({ min: 1, max: 30 }),
    pick: fc.nat(9)
  }),
  { minLength: 3, maxLength: 10 }
);

test('whatever happens in whatever order, the ledger says what the lots say, and nobody overspends', async () => {
  const { town } = await townOf(CLEARED);
  const property = fc.asyncProperty(acts, async (list) => {
    town.clock.at = MONDAY;
    const mei = await moveIn(town, '王梅');
    const [facts, redemptions]: string[][] = [[], []];
    for (const { act, days, amount, pick } of list) {
      town.clock.at = new Date(town.clock.at.getTime() + days * 86_400_000 + 60_000);
      const now = town.clock.at;
      const before = await postedOf(town, mei);
      if (act === 'patrol') facts!.push(await patrolled(town, mei, amount * 10));
      if (act === 'sweep') {
        await town.inside((tx) => expireDue(tx, town.communityId, now));
      }
      if (act === 'hand-out') {
        const outcome = await handOut(town, mei, amount);
        if ('ok' in outcome) redemptions!.push(String(outcome.redemption_id));
        expect('ok' in outcome ? await postedOf(town, mei) : 0).toBeGreaterThanOrEqual(0);
        expect('ok' in outcome && amount > before).toBe(false);
      }
      if (act === 'take-back') {
        const [redemption_id] = redemptions!.splice(pick % Math.max(1, redemptions!.length), 1);
        const back = { redemption_id: redemption_id ?? '', reason: '退回' };
        if (redemption_id) done(await town.send(town.chen, takeBack, back));
      }
      if (act === 'withdraw') {
        const [fact] = facts!.splice(pick % Math.max(1, facts!.length), 1);
        if (fact) await withdrawn(town, fact);
      }
      const { posted } = await purseOf(town, mei);
      expect(posted).toBe(await postedOf(town, mei));
    }
  });
  await fc.assert(property, { numRuns: 8 });
  expect(await booksOf(town)).toEqual(IN_ORDER);
});
