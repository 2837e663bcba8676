import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedDeed, CLAIM_RULES, claimDeed, object } from '../../../tests/people/claims';
import { MONDAY } from '../../../tests/people/shifts';
import { done, foundTown, give, moveIn, type Person } from '../../../tests/people/town';
import { readStanding } from '../communities/standing.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { createGrid } from '../grids/grid-commands.server';
import { assert } from '../shared/result';
import { countWaitingWork } from './overview.server';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test("Chen's desk counts one claim and one objection; the leader of an empty grid has none", async () => {
  const town = await foundTown(db, CLAIM_RULES, MONDAY);
  const [mei, wei, zhao] = [
    await moveIn(town, '王梅'),
    await moveIn(town, '李伟'),
    await moveIn(town, '赵永福')
  ];
  const { grid_id } = done(
    await town.send(town.chen, createGrid, { name: '三网格', level: 'area' })
  );
  await give(town, zhao, 'grid_leader', { grid_id: String(grid_id) });
  done(await object(town, wei, await approvedDeed(town, mei)));
  await claimDeed(town, wei);
  const counted = async ({ accountId }: Pick<Person, 'accountId'>) => {
    const standing = await readStanding(db, accountId, town.slug, null);
    assert(standing, 'an officer belongs to the community');
    return town.inside((tx) => countWaitingWork(tx, standing));
  };
  expect(await counted(town.chen)).toEqual({ claims: 1, objections: 1, deductions: 0 });
  expect(await counted(zhao)).toEqual({ claims: 0, objections: 0, deductions: 0 });
});
