import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/lib/db/types.server';
import { editTeam } from '../../src/lib/volunteering/team-commands.server';
import { PATROL_RULES } from '../people/rules';
import { formTeam, MONDAY } from '../people/shifts';
import { foundTown, type Town } from '../people/town';
import { openFreshPostgres } from '../server/fresh';

let db: Database;
let town: Town;
beforeAll(async () => {
  db = await openFreshPostgres();
  town = await foundTown(db, PATROL_RULES, MONDAY);
});
afterAll(() => db.close());

test('of four teams that take the same name at once one has it, and the others hear that it is taken', async () => {
  const teams = [];
  for (let count = 0; count < 4; count++) teams.push(await formTeam(town));
  for (const name of ['平安巡逻队', '护河队', '助老队']) {
    const outcomes = await Promise.all(
      teams.map((team_id) => town.send(town.chen, editTeam, { team_id, name, about: '' }))
    );
    const refused = outcomes.filter((outcome) => 'refused' in outcome);
    expect(refused).toEqual(
      Array.from({ length: 3 }, () => ({ refused: 'team_name_taken', params: { field: 'name' } }))
    );
  }
});
