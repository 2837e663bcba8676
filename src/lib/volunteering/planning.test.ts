import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATROL_RULES } from '../../../tests/people/rules';
import { formTeam, MONDAY, planPatrol } from '../../../tests/people/shifts';
import { done, foundTown, type Town } from '../../../tests/people/town';
import { openTestDatabase } from '../db/testing.server';
import type { RuleSet } from '../rules/model';
import { publishRuleSet } from '../rules/publish.server';
import { listActivitiesAhead } from '../rules/read.server';
import { createShift, editShift } from './planning.server';

let town: Town;
let team_id: string;

/** From April on there is a stall for repairs, and patrols are no longer counted. */
const [, GOOD_DEED] = PATROL_RULES.activities;
const STALL: RuleSet['activities'][number] = {
  id: 'repair-stall',
  family: 'civic',
  name: { zh: '修理摊' },
  unit: 'minutes',
  attributes: []
};
const FROM_APRIL: RuleSet = {
  ...PATROL_RULES,
  activities: [STALL, GOOD_DEED!],
  rules: PATROL_RULES.rules.filter(({ activity }) => activity === 'good-deed')
};

beforeAll(async () => {
  town = await foundTown(await openTestDatabase(), PATROL_RULES, MONDAY);
  const version = { document: JSON.stringify(FROM_APRIL), in_force_from: '2026-04-01' };
  done(await town.send(town.chen, publishRuleSet, version));
  team_id = await formTeam(town);
});
afterAll(() => town.db.close());

const SHIFT = { title: '修理', place: '东门', from: '09:00', to: '11:00', capacity: '5' };
const plan = (activity: string, date: string, weeks = '1') =>
  town.send(town.chen, createShift, { ...SHIFT, team_id, activity, date, weeks });
const unknown = { refused: 'activity_unknown', params: { field: 'activity' } };

test('a shift counts as an activity of the rules of its own day', async () => {
  expect(await plan('repair-stall', '2026-03-31')).toEqual(unknown);
  expect(await plan('repair-stall', '2026-04-01')).toMatchObject({ ok: true });
  expect(await plan('patrol', '2026-03-31')).toMatchObject({ ok: true });
  expect(await plan('patrol', '2026-04-01')).toEqual(unknown);
});

test('of a series that goes on under other rules every date must count', async () => {
  expect(await plan('patrol', '2026-03-25', '2')).toEqual(unknown);
  expect(await plan('patrol', '2026-03-18', '2')).toMatchObject({ count: 2 });
  expect(await plan('good-deed', '2026-03-25', '2')).toMatchObject({ count: 2 });
});

test('a patrol cannot be moved to a day on which patrols no longer count', async () => {
  const shift_id = await planPatrol(town, team_id, 5);
  const edit = (date: string, activity = 'patrol') =>
    town.send(town.chen, editShift, { ...SHIFT, shift_id, activity, date });
  expect(await edit('2026-04-04')).toEqual(unknown);
  expect(await edit('2026-03-28')).toMatchObject({ ok: true });
  expect(await edit('2026-04-04', 'repair-stall')).toMatchObject({ ok: true });
});

test('the form offers the activities of today and of the rules to come', async () => {
  const offered = async (at: Date) =>
    (await town.inside((tx) => listActivitiesAhead(tx, town.communityId, at))).map(({ id }) => id);
  expect(await offered(MONDAY)).toEqual(['patrol', 'good-deed', 'repair-stall']);
  expect(await offered(new Date('2026-04-02T09:00:00+08:00'))).toEqual([
    'repair-stall',
    'good-deed'
  ]);
});
