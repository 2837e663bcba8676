import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/lib/db/types.server';
import { cancelSignup, signUp } from '../../src/lib/volunteering/sign-up.server';
import { shift_signups, shifts } from '../../src/lib/volunteering/tables.server';
import { newId } from '../../src/lib/shared/id';
import { PATROL_RULES } from '../people/rules';
import { formTeam, MONDAY, planPatrol } from '../people/shifts';
import { foundTown, joinWith, openHome, type Person, type Town } from '../people/town';
import { openFreshPostgres } from '../server/fresh';

const RESIDENTS = 1000;
const PLACES = 30;

let db: Database;
let town: Town;
let team: string;
let residents: Person[];
beforeAll(async () => {
  db = await openFreshPostgres(40);
  town = await foundTown(db, PATROL_RULES, MONDAY);
  team = await formTeam(town);
  const homes = [];
  for (let home = 0; home < RESIDENTS / 20; home++) homes.push(await openHome(town));
  const families = homes.map(async (home, index) => {
    const family: Person[] = [];
    for (let one = 0; one < 20; one++) {
      family.push(await joinWith(town, home, `居民${index * 20 + one + 1}`));
    }
    return family;
  });
  residents = (await Promise.all(families)).flat();
}, 240_000);
afterAll(() => db.close());

const placesOf = (shift: string) =>
  town.inside(async (tx) => ({
    signups: await tx.$count(
      shift_signups,
      and(eq(shift_signups.shift_id, shift), isNull(shift_signups.cancelled_at))
    ),
    taken: (await tx.select().from(shifts).where(eq(shifts.id, shift)))[0]?.taken
  }));

/** How many got which answer. */
function tally(outcomes: object[]): Record<string, number> {
  const count: Record<string, number> = {};
  for (const outcome of outcomes) {
    const answer = 'refused' in outcome ? String(outcome.refused) : 'ok';
    count[answer] = (count[answer] ?? 0) + 1;
  }
  return count;
}

test('of 1,000 residents who sign up at once for 30 places, 30 get one and 970 a clean answer', async () => {
  const shift_id = await planPatrol(town, team, PLACES);
  const outcomes = await Promise.all(
    residents.map((resident) => town.send(resident, signUp, { shift_id }))
  );
  expect(tally(outcomes)).toEqual({ ok: PLACES, shift_full: RESIDENTS - PLACES });
  expect(await placesOf(shift_id)).toEqual({ signups: PLACES, taken: PLACES });
});

test('when each sends twice with the same key, still 30 get a place and both answers agree', async () => {
  const shift_id = await planPatrol(town, team, PLACES);
  const some = residents.slice(0, 200);
  const outcomes = await Promise.all(
    some.map(async (resident) => {
      const key = newId();
      const sent = () => town.send(resident, signUp, { shift_id }, key);
      const [one, other] = await Promise.all([sent(), sent()]);
      expect(one).toEqual(other);
      return one;
    })
  );
  expect(tally(outcomes)).toEqual({ ok: PLACES, shift_full: 200 - PLACES });
  expect(await placesOf(shift_id)).toEqual({ signups: PLACES, taken: PLACES });
});

test('while some give their places back and others wait, no place is lost or given twice', async () => {
  const shift_id = await planPatrol(town, team, PLACES);
  const [first, waiting] = [residents.slice(0, PLACES), residents.slice(PLACES, 4 * PLACES)];
  for (const resident of first) await town.send(resident, signUp, { shift_id });
  const outcomes = await Promise.all([
    ...first.slice(0, 20).map((resident) => town.send(resident, cancelSignup, { shift_id })),
    ...waiting.map((resident) => town.send(resident, signUp, { shift_id, waiting: 'yes' }))
  ]);
  expect(tally(outcomes)).toEqual({ ok: 20 + 3 * PLACES });
  const left = 10 + 3 * PLACES;
  expect(await placesOf(shift_id)).toEqual({ signups: left, taken: PLACES });
  const waits = await town.inside((tx) =>
    tx
      .select({ seq: shift_signups.waiting_seq })
      .from(shift_signups)
      .where(and(eq(shift_signups.shift_id, shift_id), isNull(shift_signups.cancelled_at)))
  );
  expect(waits.filter(({ seq }) => seq === null)).toHaveLength(PLACES);
});
