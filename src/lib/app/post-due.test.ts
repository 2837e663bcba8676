import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATROL_RULES } from '../../../tests/people/rules';
import { confirmAll, formTeam, MONDAY, planPatrol, signAllUp } from '../../../tests/people/shifts';
import { foundTown, moveIn, type Person, type Town } from '../../../tests/people/town';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { readBalance } from '../points/balance.server';
import { postEverywhere, startPosting } from './post-due.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

/** A town with three days of notice in which Mei has served two hours on Saturday 7 March. */
async function townOfMei(): Promise<{ town: Town; mei: Person }> {
  const town = await foundTown(db, { ...PATROL_RULES, notice_days: 3 }, MONDAY);
  const mei = await moveIn(town, '王梅');
  const shift = await planPatrol(town, await formTeam(town), 5);
  await signAllUp(town, shift, [mei]);
  await confirmAll(town, shift, [mei]);
  return { town, mei };
}

const balanceOf = (town: Town, { householdId }: Person) =>
  town.inside((tx) => readBalance(tx, town.communityId, 'household', householdId));

const at = (time: string) => async () => new Date(`2026-03-${time}:00+08:00`);

test('Mei’s points are posted in every community once three whole days of notice are over', async () => {
  const [one, other] = [await townOfMei(), await townOfMei()];
  await postEverywhere(db, at('10T23:59'));
  expect(await balanceOf(one.town, one.mei)).toEqual({ posted: 0, pending: 12 });
  await postEverywhere(db, at('11T00:00'));
  await postEverywhere(db, at('11T00:01'));
  for (const { town, mei } of [one, other]) {
    expect(await balanceOf(town, mei)).toEqual({ posted: 12, pending: 0 });
  }
});

test('the app posts when it starts and goes on until it is stopped', async () => {
  const [first, later] = [await townOfMei(), townOfMei];
  const stop = startPosting(db, at('12T00:00'), 5);
  await expect.poll(() => balanceOf(first.town, first.mei)).toEqual({ posted: 12, pending: 0 });
  const second = await later();
  await expect.poll(() => balanceOf(second.town, second.mei)).toEqual({ posted: 12, pending: 0 });
  await stop();
  const third = await later();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await balanceOf(third.town, third.mei)).toEqual({ posted: 0, pending: 12 });
});
