import fc from 'fast-check';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../src/lib/db/testing.server';
import type { Database } from '../src/lib/db/types.server';
import { readBalance } from '../src/lib/points/balance.server';
import type { Fact } from '../src/lib/rules/award';
import { recordFacts } from '../src/lib/rules/facts.server';
import { foldAll } from '../src/lib/rules/fold';
import { correctFact, withdrawFact } from '../src/lib/rules/revising.server';
import { awards } from '../src/lib/rules/tables.server';
import { newId } from '../src/lib/shared/id';
import { HOUSEHOLD_MONTH, MEMBER_DAY, PATROL_RULES } from './people/rules';
import { MONDAY } from './people/shifts';
import {
  booksOf,
  foundTown,
  IN_ORDER,
  joinWith,
  openHome,
  type Person,
  type Town
} from './people/town';

const RULES = { ...PATROL_RULES, caps: [HOUSEHOLD_MONTH, MEMBER_DAY] };
const TIMELINE = {
  time_zone: 'Asia/Shanghai',
  versions: [{ version: 1, in_force_from: '2026-03-02', rule_set: RULES }]
};

let db: Database;
let town: Town;
beforeAll(async () => {
  db = await openTestDatabase();
  town = await foundTown(db, RULES, MONDAY);
});
afterAll(() => db.close());

/** What people do: somebody serves, or an earlier fact is corrected or withdrawn. */
type Act =
  | { act: 'record'; who: number; activity: string; quantity: number; day: number }
  | { act: 'correct'; which: number; quantity: number }
  | { act: 'withdraw'; which: number };

const quantity = fc.integer({ min: 0, max: 300 });
const which = fc.nat(20);
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('record' as const),
        who: fc.nat(3),
        activity: fc.constantFrom('patrol', 'patrol', 'good-deed', 'unknown'),
        quantity,
        day: fc.nat(40)
      })
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('correct' as const), which, quantity }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraw' as const), which }) }
  ),
  { minLength: 1, maxLength: 12 }
);

/** A fact as the test believes it to be. */
interface Believed {
  fact: Fact;
  withdrawn: boolean;
}

const context = () => ({
  communityId: town.communityId,
  readClock: () => town.now(),
  caller: town.chen
});

async function perform(act: Act, people: Person[], believed: Believed[]): Promise<void> {
  if (act.act === 'record') {
    const person = people[act.who]!;
    const occurredAt = new Date(MONDAY.getTime() + act.day * 86_400_000);
    const [recorded] = await town.inside((tx) =>
      recordFacts(tx, context(), [
        {
          activity: act.activity,
          memberId: person.memberId,
          householdId: person.householdId,
          occurredAt,
          quantity: act.quantity,
          source: 'tests',
          sourceId: newId(),
          title: '巡逻'
        }
      ])
    );
    const fact: Fact = {
      id: recorded!.factId,
      activity: act.activity,
      member_id: person.memberId,
      household_id: person.householdId,
      grid_id: null,
      occurred_at: occurredAt.getTime(),
      quantity: act.quantity,
      attributes: {}
    };
    believed.push({ fact, withdrawn: false });
    return;
  }
  const chosen = believed[act.which % Math.max(1, believed.length)];
  if (!chosen) return;
  if (act.act === 'withdraw') {
    await town.inside((tx) => withdrawFact(tx, context(), chosen.fact.id, '登记错误'));
    chosen.withdrawn = true;
  } else {
    const change = { quantity: act.quantity, reason: '实际时长' };
    await town.inside((tx) => correctFact(tx, context(), chosen.fact.id, change));
    Object.assign(chosen, { withdrawn: false, fact: { ...chosen.fact, quantity: act.quantity } });
  }
}

/** Points that stand in the database, by fact and rule; what gives nothing is left out. */
async function standing(believed: Believed[]): Promise<Record<string, number>> {
  const ids = believed.map(({ fact }) => fact.id);
  const found = await town.inside((tx) =>
    tx
      .select()
      .from(awards)
      .where(and(eq(awards.community_id, town.communityId), inArray(awards.fact_id, ids)))
      .orderBy(desc(awards.revision))
  );
  const latest: Record<string, number> = {};
  for (const { fact_id, rule_id, points } of found) latest[`${fact_id} ${rule_id}`] ??= points;
  return Object.fromEntries(Object.entries(latest).filter(([, points]) => points > 0));
}

/** Points that a fold of the facts that still hold gives, in the order of their acceptance. */
function replayed(believed: Believed[]): Record<string, number> {
  const facts = believed.filter(({ withdrawn }) => !withdrawn).map(({ fact }) => fact);
  const all = [...foldAll(TIMELINE, facts).values()].flat().filter(({ points }) => points > 0);
  return Object.fromEntries(
    all.map((award) => [`${award.fact_id} ${award.rule_id}`, award.points])
  );
}

test('after every act the ledger holds what a replay gives, and withdrawing everything leaves zero', async () => {
  const property = fc.asyncProperty(acts, async (list) => {
    const [one, other] = [await openHome(town), await openHome(town)];
    const people = [
      await joinWith(town, one, '王梅'),
      await joinWith(town, one, '王军'),
      await joinWith(town, other, '李伟'),
      await joinWith(town, other, '李芳')
    ];
    const believed: Believed[] = [];
    for (const act of list) {
      await perform(act, people, believed);
      if (believed.length > 0) expect(await standing(believed)).toEqual(replayed(believed));
      expect(await booksOf(town)).toEqual(IN_ORDER);
    }
    for (const { fact, withdrawn } of believed) {
      if (!withdrawn) await town.inside((tx) => withdrawFact(tx, context(), fact.id, '重来'));
    }
    for (const { householdId } of [one, other]) {
      const balance = await town.inside((tx) =>
        readBalance(tx, town.communityId, 'household', householdId)
      );
      expect(balance).toEqual({ posted: 0, pending: 0 });
    }
    expect(await booksOf(town)).toEqual(IN_ORDER);
  });
  await fc.assert(property, { numRuns: 15 });
}, 120_000);
