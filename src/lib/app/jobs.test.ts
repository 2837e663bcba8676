import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATROL_RULES } from '../../../tests/people/rules';
import { confirmAll, formTeam, MONDAY, planPatrol, signAllUp } from '../../../tests/people/shifts';
import { foundTown, moveIn, type Person, type Town } from '../../../tests/people/town';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { readBalance } from '../points/balance.server';
import { postDue } from '../points/ledger.server';
import { doDue, startJobs } from './jobs.server';

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
  await doDue(db, { clock: at('10T23:59') });
  expect(await balanceOf(one.town, one.mei)).toEqual({ posted: 0, pending: 12 });
  await doDue(db, { clock: at('11T00:00') });
  await doDue(db, { clock: at('11T00:01') });
  for (const { town, mei } of [one, other]) {
    expect(await balanceOf(town, mei)).toEqual({ posted: 12, pending: 0 });
  }
});

test('what fell due while nobody served is done when the app starts, and once by two of them', async () => {
  const { town, mei } = await townOfMei();
  const due = { clock: at('12T00:00') };
  const stops = [startJobs(db, due), startJobs(db, due)];
  await expect
    .poll(() => balanceOf(town, mei), { timeout: 15_000 })
    .toEqual({ posted: 12, pending: 0 });
  for (const stop of stops) await stop();
  const later = await townOfMei();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await balanceOf(later.town, later.mei)).toEqual({ posted: 0, pending: 12 });
});

test('a task that fails in one community keeps the others from nothing, and the job fails to be tried again', async () => {
  const [broken, sound] = [await townOfMei(), await townOfMei()];
  const fails = async (_: unknown, communityId: string) => {
    if (communityId === broken.town.communityId) throw new Error('cannot');
    return 0;
  };
  const job = doDue(db, { clock: at('12T00:00'), due: { fails, postDue } });
  await expect(job).rejects.toThrow('1 of the due tasks failed');
  for (const { town, mei } of [broken, sound]) {
    expect(await balanceOf(town, mei)).toEqual({ posted: 12, pending: 0 });
  }
});
