import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { foundCommunity, type Founded } from '../communities/found.server';
import { members } from '../communities/tables.server';
import { countQueries } from '../db/query-count.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database, Sql } from '../db/types.server';
import { households } from '../grids/tables.server';
import { readBalance } from '../points/balance.server';
import { postDue } from '../points/ledger.server';
import { verifyLedger } from '../points/verify.server';
import { runCommand } from '../commands/run.server';
import { newId } from '../shared/id';
import { recordFacts, type NewFact, type Recorded } from './facts.server';
import type { RuleSet } from './model';
import { publishRuleSet } from './publish.server';
import { listDoneBetween, listEarned, readFactReceipt } from './read.server';
import { correctFact, correctFacts, withdrawFact } from './revising.server';
import { readPointsSummary } from './summary.server';
import { awards } from './tables.server';

let db: Database;
let town: Founded;
let clock: Date;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const HONOUR: RuleSet = {
  title: { zh: '积分办法' },
  account: 'household',
  unit_name: { zh: '分' },
  smallest_unit: '1',
  notice_days: 0,
  activities: [
    { id: 'help', family: 'safety', name: { zh: '帮助邻里' }, unit: 'pieces', attributes: [] }
  ],
  groups: [],
  rules: [
    {
      id: 'help',
      clause: '1',
      activity: 'help',
      where: [],
      award: { kind: 'per_unit', points: 1, per: 1, step: 1, rounding: 'down' }
    }
  ],
  caps: [
    {
      id: 'household-month',
      clause: '2',
      over: { kind: 'all' },
      at_most: { kind: 'points', points: 60 },
      holder: 'household',
      period: 'month'
    }
  ]
};

let slugs = 0;
const readClock = async () => clock;
const caller = () => town.committee;
const inTown = <T>(work: (tx: Sql) => Promise<T>) => withCommunity(db, town.communityId, work);

async function begin(ruleSet: RuleSet): Promise<void> {
  clock = new Date('2026-03-02T01:00:00Z');
  town = await foundCommunity(
    db,
    {
      slug: `town-${++slugs}`,
      name: '白杨社区',
      name_en: 'Baiyang',
      district: '栖霞区',
      committee: { name: '陈主任', phone_hmac: null, phone_cipher: null }
    },
    clock
  );
  const outcome = await runCommand(
    db,
    publishRuleSet,
    {
      communityId: town.communityId,
      key: newId(),
      caller: caller(),
      input: { document: JSON.stringify(ruleSet), in_force_from: '2026-03-02' }
    },
    readClock
  );
  expect(outcome).toMatchObject({ ok: true });
}

async function moveIn(name: string, householdId: string | null = null) {
  const community_id = town.communityId;
  const [id, household_id] = [newId(), householdId ?? newId()];
  await inTown(async (tx) => {
    if (!householdId) {
      await tx.insert(households).values({
        community_id,
        id: household_id,
        building: '3',
        unit: '2',
        room: household_id.slice(-6),
        created_at: clock
      });
    }
    await tx
      .insert(members)
      .values({ community_id, id, household_id, name, joined_at: clock, joined_by: 'card' });
  });
  return { memberId: id, householdId: household_id };
}

type Resident = Awaited<ReturnType<typeof moveIn>>;

const helped = (who: Resident, quantity: number, changes: Partial<NewFact> = {}): NewFact => ({
  activity: 'help',
  ...who,
  occurredAt: clock,
  quantity,
  source: 'test',
  sourceId: newId(),
  title: '帮助邻里',
  ...changes
});

async function record(...list: NewFact[]) {
  clock = new Date(clock.getTime() + 60_000);
  return inTown((tx) =>
    recordFacts(tx, { communityId: town.communityId, readClock, caller: caller() }, list)
  );
}

const pointsOf = async (who: Resident) => {
  const list = await inTown((tx) =>
    listEarned(tx, town.communityId, { kind: 'household', id: who.householdId }, 50)
  );
  return list.map(({ points }) => points).reverse();
};

const balance = (who: Resident) =>
  inTown((tx) => readBalance(tx, town.communityId, 'household', who.householdId));

async function expectBooksInOrder() {
  const { wrong, total } = await inTown((tx) => verifyLedger(tx, town.communityId));
  expect({ wrong, total }).toEqual({ wrong: [], total: 0 });
}

const context = () => ({ communityId: town.communityId, readClock, caller: caller() });

beforeEach(() => begin(HONOUR));

test('50, 30 and 20 under a household cap of 60 give Mei 50, 10 and 0', async () => {
  const mei = await moveIn('王梅');
  for (const quantity of [50, 30, 20]) await record(helped(mei, quantity));
  expect(await pointsOf(mei)).toEqual([50, 10, 0]);
  expect(await balance(mei)).toEqual({ posted: 60, pending: 0 });
  await expectBooksInOrder();
});

test('withdrawing the first of 50, 30 and 20 leaves Mei what would have been without it', async () => {
  const mei = await moveIn('王梅');
  const recorded: Recorded[] = [];
  for (const quantity of [50, 30, 20]) recorded.push(...(await record(helped(mei, quantity))));
  await inTown((tx) => withdrawFact(tx, context(), recorded[0]!.factId, '登记错误'));
  expect(await pointsOf(mei)).toEqual([0, 30, 20]);
  expect(await balance(mei)).toEqual({ posted: 50, pending: 0 });
  await expectBooksInOrder();
});

test('withdrawing everything leaves nobody with a point', async () => {
  const mei = await moveIn('王梅');
  const brother = await moveIn('王军', mei.householdId);
  const recorded = await record(helped(mei, 50), helped(brother, 30));
  for (const { factId } of recorded) {
    await inTown((tx) => withdrawFact(tx, context(), factId, '重复登记'));
  }
  expect(await balance(mei)).toEqual({ posted: 0, pending: 0 });
  await expectBooksInOrder();
});

test('a correction downwards takes back what was too much and keeps its reason', async () => {
  const mei = await moveIn('王梅');
  const [first] = await record(helped(mei, 50));
  await inTown((tx) =>
    correctFact(tx, context(), first!.factId, { quantity: 20, reason: '实际 20 件' })
  );
  const receipt = await inTown((tx) => readFactReceipt(tx, town.communityId, first!.factId));
  expect(receipt).toMatchObject({
    points: 20,
    revisions: [{ reason: '实际 20 件', quantity: 20, withdrawn: false }],
    history: [{ amount: 50 }, { amount: -30 }]
  });
  await expectBooksInOrder();
});

test('a correction that changes no point changes what the receipt says Wei has done', async () => {
  const award = { kind: 'per_unit', points: 5, per: 60, step: 60, rounding: 'down' } as const;
  await begin({ ...HONOUR, rules: HONOUR.rules.map((rule) => ({ ...rule, award })) });
  const wei = await moveIn('李伟');
  const [first] = await record(helped(wei, 100));
  await inTown((tx) => correctFact(tx, context(), first!.factId, { quantity: 80, reason: '改' }));
  const receipt = await inTown((tx) => readFactReceipt(tx, town.communityId, first!.factId));
  expect(receipt).toMatchObject({ points: 5, receipts: [{ quantity: 80, points: 5 }] });
  expect(receipt?.history).toHaveLength(1);
});

test('what the cap left nothing of says so again after it was withdrawn and restored', async () => {
  const mei = await moveIn('王梅');
  await record(helped(mei, 60));
  const [late] = await record(helped(mei, 20));
  const cap = [{ points: 0, caps: [{ cap_id: 'household-month', used: 60 }] }];
  const receipts = async () =>
    (await inTown((tx) => readFactReceipt(tx, town.communityId, late!.factId)))?.receipts;
  expect(await receipts()).toMatchObject(cap);
  await inTown((tx) => withdrawFact(tx, context(), late!.factId, '登记错误'));
  expect(await receipts()).toEqual([]);
  await inTown((tx) => correctFact(tx, context(), late!.factId, { quantity: 20, reason: '恢复' }));
  expect(await receipts()).toMatchObject(cap);
});

test('of two neighbours under a cap of the grid, who came first stays first though the clock stood still', async () => {
  await begin({ ...HONOUR, caps: HONOUR.caps.map((cap) => ({ ...cap, holder: 'grid' })) });
  const [mei, wei] = [await moveIn('王梅'), await moveIn('李伟')];
  await inTown((tx) => tx.update(households).set({ grid_id: town.gridId }));
  const [first] = await record(helped(mei, 50));
  clock = new Date(clock.getTime() - 120_000);
  await record(helped(wei, 30));
  const again = { quantity: 50, reason: '核对无误' };
  await inTown((tx) => correctFact(tx, context(), first!.factId, again));
  expect([...(await pointsOf(mei)), ...(await pointsOf(wei))]).toEqual([50, 10]);
});

test('three corrections of two households fold everyone once, and a withdrawn fact comes back', async () => {
  const [mei, wei] = [await moveIn('王梅'), await moveIn('李伟')];
  const facts: Recorded[] = [];
  for (const who of [mei, mei, wei]) facts.push(...(await record(helped(who, 40))));
  await inTown((tx) => withdrawFact(tx, context(), facts[0]!.factId, '登记错误'));
  const correct = (factIds: string[], quantity: number) =>
    countQueries(() =>
      inTown((tx) =>
        correctFacts(
          tx,
          context(),
          factIds.map((factId) => ({ factId, quantity })),
          '核对'
        )
      )
    );
  const ids = facts.map(({ factId }) => factId);
  const all = await correct(ids, 30);
  expect([await pointsOf(mei), await pointsOf(wei)]).toEqual([[30, 30], [30]]);
  const one = await correct(ids.slice(2), 20);
  expect(all.queries - one.queries).toBeLessThanOrEqual(2);
  await expectBooksInOrder();
});

test('the same correction twice writes no second award', async () => {
  const mei = await moveIn('王梅');
  const [first] = await record(helped(mei, 50));
  await record(helped(mei, 30));
  const again = { quantity: 50, reason: '核对无误' };
  await inTown((tx) => correctFact(tx, context(), first!.factId, again));
  const revisions = await inTown((tx) =>
    tx
      .select({ revision: awards.revision })
      .from(awards)
      .where(eq(awards.community_id, town.communityId))
  );
  expect(revisions).toEqual([{ revision: 0 }, { revision: 0 }]);
});

test('points under notice are pending, taken back from pending first, and posted once', async () => {
  await begin({ ...HONOUR, notice_days: 3 });
  const mei = await moveIn('王梅');
  const [first] = await record(helped(mei, 50));
  expect(await balance(mei)).toEqual({ posted: 0, pending: 50 });
  await inTown((tx) => correctFact(tx, context(), first!.factId, { quantity: 40, reason: '改' }));
  expect(await balance(mei)).toEqual({ posted: 0, pending: 40 });
  const early = await inTown((tx) => postDue(tx, town.communityId, clock));
  const due = new Date('2026-03-05T16:00:00Z');
  const once = await inTown((tx) => postDue(tx, town.communityId, due));
  const again = await inTown((tx) => postDue(tx, town.communityId, due));
  expect([early, once, again]).toEqual([0, 2, 0]);
  expect(await balance(mei)).toEqual({ posted: 40, pending: 0 });
  await expectBooksInOrder();
});

test('a late claim for February finds the rules not yet in force and says so', async () => {
  const mei = await moveIn('王梅');
  const [late] = await record(helped(mei, 5, { occurredAt: new Date('2026-02-20T01:00:00Z') }));
  const receipt = await inTown((tx) => readFactReceipt(tx, town.communityId, late!.factId));
  expect(receipt).toMatchObject({ points: 0, receipts: [{ reason: 'no_rules_in_force' }] });
});

test('the same shift cannot be recorded twice for Mei', async () => {
  const mei = await moveIn('王梅');
  const fact = helped(mei, 5);
  await record(fact);
  await expect(record(fact)).rejects.toThrow();
  expect(await pointsOf(mei)).toEqual([5]);
});

test('Mei keeps her member history when she moves to another household', async () => {
  const mei = await moveIn('王梅');
  await record(helped(mei, 50));
  const wei = await moveIn('李伟');
  await inTown((tx) =>
    tx.update(members).set({ household_id: wei.householdId }).where(eq(members.id, mei.memberId))
  );
  await record(helped({ memberId: mei.memberId, householdId: wei.householdId }, 30));
  expect(await balance(mei)).toEqual({ posted: 50, pending: 0 });
  expect(await balance(wei)).toEqual({ posted: 30, pending: 0 });
});

const summaryOf = ({ memberId, householdId }: Resident) => {
  const community = { id: town.communityId, time_zone: 'Asia/Shanghai' };
  const person = { id: memberId, name: '', household_id: householdId, kind: 'self' as const };
  return inTown((tx) => readPointsSummary(tx, community, person, clock));
};

test("the home page counts the household's points, or Mei's own and her family's beside them", async () => {
  const mei = await moveIn('王梅');
  const brother = await moveIn('王军', mei.householdId);
  const february = { occurredAt: new Date('2026-02-20T01:00:00Z') };
  await record(helped(mei, 20), helped(brother, 10), helped(mei, 5, february));
  expect(await summaryOf(mei)).toMatchObject({
    account: 'household',
    own: { posted: 30, pending: 0 },
    household: null,
    thisMonth: 30
  });

  await begin({ ...HONOUR, account: 'member', notice_days: 3 });
  const lan = await moveIn('张兰');
  const husband = await moveIn('刘刚', lan.householdId);
  await record(helped(lan, 20), helped(husband, 10));
  expect(await summaryOf(lan)).toMatchObject({
    account: 'member',
    own: { posted: 0, pending: 20 },
    household: { posted: 0, pending: 30 },
    thisMonth: 20,
    version: 1
  });
});

test("Mei's month holds what was done in it, also when it was accepted later", async () => {
  const mei = await moveIn('王梅');
  clock = new Date('2026-04-02T01:00:00Z');
  await record(
    helped(mei, 3, { occurredAt: new Date('2026-03-31T15:59:00Z') }),
    helped(mei, 4, { occurredAt: new Date('2026-03-31T16:00:00Z') })
  );
  const march = [new Date('2026-02-28T16:00:00Z'), new Date('2026-03-31T16:00:00Z')] as const;
  const owner = { kind: 'household', id: mei.householdId } as const;
  const found = await inTown((tx) => listDoneBetween(tx, town.communityId, owner, ...march));
  expect(found).toMatchObject([{ activity: 'help', quantity: 3, points: 3, withdrawn: false }]);
});
