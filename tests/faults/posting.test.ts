import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../src/lib/db/connect.server';
import { withCommunity } from '../../src/lib/db/tenancy.server';
import type { Database } from '../../src/lib/db/types.server';
import { readBalance } from '../../src/lib/points/balance.server';
import { postDue } from '../../src/lib/points/ledger.server';
import { PATROL_RULES } from '../people/rules';
import { confirmAll, formTeam, MONDAY, planPatrol, signAllUp } from '../people/shifts';
import { booksOf, foundTown, IN_ORDER, moveIn, type Person, type Town } from '../people/town';
import { openFreshPostgres, type Fresh } from '../server/fresh';

let db: Database & { fresh: Fresh };
let second: Database;
let town: Town;
beforeAll(async () => {
  db = await openFreshPostgres();
  second = await openPostgres(db.fresh.loginUrl, { ownerUrl: db.fresh.ownerUrl });
  town = await foundTown(db, { ...PATROL_RULES, notice_days: 3 }, MONDAY);
});
afterAll(async () => {
  await second.close();
  await db.close();
});

test('points whose notice has ended are posted once, though two apps post them at the same time', async () => {
  const people: Person[] = [];
  for (const name of ['王梅', '李伟', '张芳', '刘洋']) people.push(await moveIn(town, name));
  const team = await formTeam(town);
  const shift = await planPatrol(town, team, 10);
  await signAllUp(town, shift, people);
  await confirmAll(town, shift, people);
  const due = new Date('2026-03-20T00:00:00Z');
  const post = (app: Database) =>
    withCommunity(app, town.communityId, (tx) => postDue(tx, town.communityId, due));
  const posted = await Promise.all([post(db), post(second), post(db), post(second), post(second)]);
  expect(posted.reduce((sum, count) => sum + count)).toBe(people.length);
  for (const { householdId } of people) {
    const balance = await town.inside((tx) =>
      readBalance(tx, town.communityId, 'household', householdId)
    );
    expect(balance).toEqual({ posted: 12, pending: 0 });
  }
  expect(await booksOf(town)).toEqual(IN_ORDER);
});
