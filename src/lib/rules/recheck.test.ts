import fc from 'fast-check';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  done,
  foundTown,
  joinWith,
  openHome,
  type Person,
  type Town
} from '../../../tests/people/town';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { createGrid } from '../grids/grid-commands.server';
import { households } from '../grids/tables.server';
import { addDays, civilDate } from '../shared/civil-time';
import { newId } from '../shared/id';
import { recordFacts, type NewFact } from './facts.server';
import { readProspects } from './preview.server';
import { publishRuleSet } from './publish.server';
import { readFactReceipt } from './read.server';
import { recheck } from './recheck';
import { readCheckInputs, type Checker } from './recheck.server';
import { sayRecheck } from './recheck-text';
import { correctFact, withdrawFact } from './revising.server';
import { cap, group, rule, ruleSet, SHANGHAI } from './rules.examples';
import type { RuleSet } from './model';
import { awards, facts } from './tables.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const LEVELS = [
  { value: 'community', points: 5 },
  { value: 'county', points: 15 },
  { value: 'national', points: 50 }
];

/** Caps of a household's month, a person's day and a count of times; a cooldown; one honour a year. */
const SEASON: RuleSet = ruleSet({
  groups: [group('honours', 'highest', { holder: 'member', period: 'year' })],
  rules: [
    rule('patrol', 'patrol', {
      award: { kind: 'per_unit', points: 6, per: 60, step: 30, rounding: 'down' }
    }),
    rule('deed', 'good-deed', { cooldown: { days: 3, holder: 'household' } }),
    rule('bottles', 'bottles', { award: { kind: 'fixed', points: 2 } }),
    rule('honour', 'honour', {
      group: 'honours',
      award: { kind: 'table', attribute: 'level', levels: LEVELS }
    })
  ],
  caps: [
    cap('month', 45),
    cap('day', 12, { holder: 'member', period: 'day', over: { kind: 'rule', rule: 'patrol' } }),
    cap('bottles', 0, {
      over: { kind: 'rule', rule: 'bottles' },
      at_most: { kind: 'times', times: 2 },
      holder: 'member',
      period: 'week'
    })
  ]
});

const WITH_GRID: RuleSet = {
  ...SEASON,
  caps: [...SEASON.caps, cap('grid', 60, { holder: 'grid', period: 'month' })]
};

const FIRST_DAY = '2026-03-02';
const at = (day: number, time = '09:00') => new Date(`${addDays(FIRST_DAY, day)}T${time}:00+08:00`);

interface Street {
  town: Town;
  mei: Person;
  brother: Person;
  wei: Person;
}

async function openStreet(rules: RuleSet): Promise<Street> {
  const town = await foundTown(db, rules, at(0, '08:00'));
  const home = await openHome(town);
  return {
    town,
    mei: await joinWith(town, home, '王梅'),
    brother: await joinWith(town, home, '王强'),
    wei: await joinWith(town, await openHome(town), '李伟')
  };
}

const deedOf = (who: Person, activity: string, quantity: number, day: number): NewFact => ({
  activity,
  memberId: who.memberId,
  householdId: who.householdId,
  occurredAt: at(day),
  quantity,
  attributes: activity === 'honour' ? { level: LEVELS[quantity % 3]?.value ?? 'county' } : {},
  source: 'test',
  sourceId: newId(),
  title: '做的事'
});

const contextOf = ({ communityId, chen, now }: Town) => ({
  communityId,
  caller: chen,
  readClock: now
});

/** Something is accepted on a day; the town's clock goes on. */
async function happens(town: Town, day: number, ...list: NewFact[]): Promise<string[]> {
  town.clock.at = new Date(Math.max(at(day, '20:00').getTime(), town.clock.at!.getTime() + 60_000));
  const recorded = await town.inside((tx) => recordFacts(tx, contextOf(town), list));
  return recorded.map(({ factId }) => factId);
}

const inputsFor = (town: Town, factId: string, checker: Checker) =>
  town.inside(async (tx) => {
    const receipt = await readFactReceipt(tx, town.communityId, factId);
    if (!receipt) throw new Error('the fact exists');
    return readCheckInputs(tx, town.communityId, receipt, checker);
  });

const asOneself = ({ memberId, householdId }: Person): Checker => ({
  memberId,
  householdId,
  seesAll: false
});

/** What does not match, over all facts, for everybody who may open them. */
async function mismatches({ town, mei, brother, wei }: Street): Promise<string[]> {
  const all = await town.inside((tx) =>
    tx.select().from(facts).where(eq(facts.community_id, town.communityId))
  );
  const wrong: string[] = [];
  for (const { id, member_id, household_id, activity } of all) {
    const readers = [mei, brother, wei]
      .filter((each) => each.memberId === member_id || each.householdId === household_id)
      .map(asOneself);
    for (const reader of [...readers, { memberId: '', householdId: null, seesAll: true }]) {
      // As it comes through the endpoint.
      const inputs = JSON.parse(JSON.stringify(await inputsFor(town, id, reader)));
      const { matches } = recheck(inputs);
      if (!matches) wrong.push(`${activity}: ${sayRecheck(inputs, 'zh').lines.join(' ')}`);
    }
  }
  return wrong;
}

async function playSeason(street: Street): Promise<void> {
  const { town, mei, brother, wei } = street;
  await happens(town, 0, deedOf(mei, 'patrol', 120, 0), deedOf(brother, 'patrol', 100, 0));
  const [second] = await happens(town, 1, deedOf(mei, 'patrol', 200, 1));
  await happens(town, 1, deedOf(wei, 'patrol', 180, 1), deedOf(wei, 'honour', 1, 1));
  await happens(town, 2, deedOf(mei, 'good-deed', 1, 2));
  await happens(town, 4, deedOf(brother, 'good-deed', 1, 4));
  for (const day of [5, 5, 6]) await happens(town, day, deedOf(mei, 'bottles', 3, day));
  await happens(town, 8, deedOf(mei, 'honour', 1, 8));
  const [honour] = await happens(town, 9, deedOf(mei, 'honour', 2, 9));
  await happens(town, 10, deedOf(mei, 'honour', 0, 10));
  const [last] = await happens(town, 11, deedOf(brother, 'patrol', 130, 11));
  await happens(town, 11, deedOf(mei, 'dancing', 1, 11));
  // Mei moves in with Wei: her own days go with her.
  await happens(town, 12, deedOf({ ...mei, householdId: wei.householdId }, 'patrol', 90, 12));
  town.clock.at = at(13, '08:00');
  const dearer: RuleSet = {
    ...SEASON,
    rules: SEASON.rules.map((each) =>
      each.id === 'patrol' ? { ...PATROL_DEARER, id: 'patrol' } : each
    )
  };
  const published = { document: JSON.stringify(dearer), in_force_from: addDays(FIRST_DAY, 13) };
  // Some of that day was judged before the new version was there.
  await happens(town, 13, deedOf(wei, 'patrol', 60, 13));
  done(await town.send(town.chen, publishRuleSet, published));
  await happens(town, 13, deedOf(wei, 'patrol', 60, 13), deedOf(mei, 'patrol', 60, 13));
  // Late claims: of the old version's time, and of a month that is over.
  await happens(town, 31, deedOf(mei, 'patrol', 60, 3), deedOf(brother, 'bottles', 1, 6));
  town.clock.at = at(32, '09:00');
  const context = contextOf(town);
  await town.inside((tx) => withdrawFact(tx, context, second ?? '', '不是她'));
  await town.inside((tx) =>
    correctFact(tx, context, last ?? '', { quantity: 30, reason: '走得早' })
  );
  await town.inside((tx) => withdrawFact(tx, context, honour ?? '', '证书是别人的'));
  await happens(town, 33, deedOf(mei, 'honour', 2, 33), deedOf(brother, 'patrol', 60, 33));
}

const PATROL_DEARER = rule('patrol', 'patrol', {
  award: { kind: 'per_unit', points: 8, per: 60, step: 30, rounding: 'down' }
});

test('every receipt of a season matches for the person, the family and the auditor', async () => {
  const street = await openStreet(SEASON);
  await playSeason(street);
  expect(await mismatches(street)).toEqual([]);
});

test('where a grid shares a limit, what others used of it is taken from the receipt', async () => {
  const street = await openStreet(WITH_GRID);
  const { town, mei, brother, wei } = street;
  const grid = done(await town.send(town.chen, createGrid, { name: '一网格', level: 'area' }));
  const grid_id = String(grid.grid_id);
  await town.inside((tx) =>
    tx.update(households).set({ grid_id }).where(eq(households.community_id, town.communityId))
  );
  for (const day of [0, 1, 2, 3, 4, 5]) {
    await happens(town, day, deedOf(wei, 'patrol', 120, day));
    await happens(town, day, deedOf(mei, 'patrol', 90, day), deedOf(brother, 'good-deed', 1, day));
  }
  expect(await mismatches(street)).toEqual([]);
  const [late] = await happens(town, 6, deedOf(mei, 'patrol', 120, 6));
  const inputs = await inputsFor(town, late ?? '', asOneself(mei));
  expect(inputs.facts.every(({ fact }) => fact.household_id === mei.householdId)).toBe(true);
  expect(recheck(inputs)).toMatchObject({ matches: true, taken: ['used'] });
  expect(sayRecheck(inputs, 'zh').lines.join()).toContain('按凭条上写的算');
});

test('a forged receipt is found out, whatever was forged', async () => {
  const { town, mei, brother } = await openStreet(SEASON);
  await happens(town, 0, deedOf(brother, 'patrol', 120, 0));
  const [fact = ''] = await happens(town, 0, deedOf(mei, 'patrol', 240, 0));
  const forge = async (changes: object, points?: number) => {
    await town.inside(async (tx) => {
      const own = and(eq(awards.community_id, town.communityId), eq(awards.fact_id, fact));
      const [award] = await tx.select().from(awards).where(own);
      const receipt = { ...award?.receipt, ...changes };
      forged.splice(0, forged.length, { receipt, points: points ?? award?.points ?? 0 });
    });
    const inputs = await inputsFor(town, fact, asOneself(mei));
    const recorded = [forged[0]?.receipt as (typeof inputs.recorded)[number]];
    return sayRecheck({ ...inputs, recorded, points: forged[0]?.points ?? 0 }, 'zh');
  };
  const forged: { receipt: object; points: number }[] = [];
  expect(await forge({})).toMatchObject({ matches: true, title: '与记录一致' });
  const more = await forge({ points: 20, caps: [] }, 20);
  expect(more).toMatchObject({ matches: false, title: '与记录不一致' });
  expect(more.lines.join()).toContain('实得：记录是“20 分”，重算是“12 分”');
  expect((await forge({ quantity: 300 })).matches).toBe(false);
  expect((await forge({ occurred_on: '2026-03-01' })).matches).toBe(false);
  expect((await forge({ unit_name: { zh: '元' } })).matches).toBe(false);
  expect((await forge({}, 13)).lines).toContain('凭条合计与账上的积分不同。');
});

test('what is promised beforehand is what is then awarded', async () => {
  const step = fc.record({
    who: fc.constantFrom('mei' as const, 'brother' as const, 'wei' as const),
    activity: fc.constantFrom('patrol', 'good-deed', 'bottles', 'honour'),
    quantity: fc.integer({ min: 1, max: 240 }),
    day: fc.integer({ min: 0, max: 6 })
  });
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(step, { minLength: 8, maxLength: 14 }),
      async (byGrid, steps) => {
        const street = await openStreet(byGrid ? WITH_GRID : SEASON);
        const { town } = street;
        town.clock.at = at(6, '20:00');
        for (const { who, activity, quantity, day } of steps) {
          const deed = deedOf(street[who], activity, quantity, day);
          town.clock.at = new Date(town.clock.at.getTime() + 60_000);
          const [promised, given] = await town.inside(async (tx) => {
            const prospects = await readProspects(tx, town.communityId, deed, at(0, '00:00'));
            const { points } = prospects.preview(deed);
            const [recorded] = await recordFacts(tx, contextOf(town), [deed]);
            const receipt = await readFactReceipt(tx, town.communityId, recorded?.factId ?? '');
            const replaced = recorded?.points ?? 0;
            return [points, { replaced, receipt: receipt?.points ?? 0 }] as const;
          });
          // What it takes from an earlier honour is no gain.
          if (activity === 'honour') expect(promised).toBeLessThanOrEqual(given.receipt);
          else expect(promised).toBe(given.receipt);
        }
        expect(civilDate(town.clock.at.getTime(), SHANGHAI)).toBe(addDays(FIRST_DAY, 6));
        expect(await mismatches(street)).toEqual([]);
      }
    ),
    { numRuns: 4 }
  );
}, 60_000);
