import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATROL_RULES } from '../../../tests/people/rules';
import { foundTown, moveIn, type Person, type Town } from '../../../tests/people/town';
import { appointments, type Office } from '../communities/tables.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { verifyLedger } from '../points/verify.server';
import { newId } from '../shared/id';
import { checkRuleSet } from './checks';
import type { RuleSet } from './model';
import { recordOfficeMonths } from './office-months.server';
import { publishRuleSet } from './publish.server';
import { ruleSentence } from './sentence';
import { facts } from './tables.server';

const RULES: RuleSet = {
  ...PATROL_RULES,
  activities: [
    ...PATROL_RULES.activities,
    {
      id: 'grid-leader',
      family: 'civic',
      name: { zh: '担任网格长' },
      unit: 'times',
      attributes: [],
      trigger: { on: 'office_month', office: 'grid_leader' }
    }
  ],
  rules: [
    ...PATROL_RULES.rules,
    {
      id: 'grid-leader',
      clause: '7',
      activity: 'grid-leader',
      where: [],
      award: { kind: 'fixed', points: 20 }
    }
  ]
};

const day = (date: string, time = '09:00') => new Date(`${date}T${time}:00+08:00`);

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const open = () => foundTown(db, RULES, day('2026-03-02'));

const holds = (
  town: Town,
  { memberId }: Person,
  from: string,
  until: string | null = null,
  office: Office = 'grid_leader'
) =>
  town.inside((tx) =>
    tx.insert(appointments).values({
      community_id: town.communityId,
      id: newId(),
      member_id: memberId,
      office,
      grid_id: newId(),
      appointed_by: memberId,
      appointed_at: day(from),
      ended_at: until ? day(until) : null
    })
  );

const sweep = (town: Town, at: Date) =>
  withCommunity(db, town.communityId, (tx) => recordOfficeMonths(tx, town.communityId, at));

const monthsOf = (town: Town, { memberId }: Person) =>
  town.inside(async (tx) =>
    (
      await tx
        .select({ title: facts.title })
        .from(facts)
        .where(and(eq(facts.community_id, town.communityId), eq(facts.member_id, memberId)))
        .orderBy(facts.occurred_at)
    ).map(({ title }) => title)
  );

test('Zhao leads a grid from 5 March: each month that ends is one fact, also after three months without a server', async () => {
  const town = await open();
  const zhao = await moveIn(town, '赵永福');
  await holds(town, zhao, '2026-03-05');
  expect(await sweep(town, day('2026-03-31', '23:59'))).toBe(0);
  expect(await sweep(town, day('2026-04-01', '00:01'))).toBe(1);
  expect(await sweep(town, day('2026-04-01', '00:02'))).toBe(0);
  expect(await sweep(town, day('2026-07-02'))).toBe(3);
  expect(await monthsOf(town, zhao)).toEqual([
    '担任网格长（2026-03）',
    '担任网格长（2026-04）',
    '担任网格长（2026-05）',
    '担任网格长（2026-06）'
  ]);
  expect((await town.inside((tx) => verifyLedger(tx, town.communityId))).wrong).toEqual([]);
});

test('a month counts for who held the office on the 15th and at its end, whatever lay between, once for two grids', async () => {
  const town = await open();
  const [early, late, gone, back, twice] = [
    await moveIn(town, '早到'),
    await moveIn(town, '晚到'),
    await moveIn(town, '走了'),
    await moveIn(town, '回来'),
    await moveIn(town, '两格')
  ];
  await holds(town, early, '2026-03-15');
  await holds(town, late, '2026-03-16');
  await holds(town, gone, '2026-03-02', '2026-03-31');
  await holds(town, back, '2026-03-02', '2026-03-20');
  await holds(town, back, '2026-03-22');
  for (const _grid of ['one', 'two']) await holds(town, twice, '2026-03-03');
  await holds(town, early, '2026-03-02', null, 'clerk');
  expect(await sweep(town, day('2026-04-01'))).toBe(3);
  for (const person of [early, back, twice]) expect(await monthsOf(town, person)).toHaveLength(1);
  for (const person of [late, gone]) expect(await monthsOf(town, person)).toHaveLength(0);
});

test('two processes that find the month ended record it once', async () => {
  const town = await open();
  const zhao = await moveIn(town, '赵永福');
  await holds(town, zhao, '2026-03-02');
  const at = day('2026-04-01');
  const counts = await Promise.all([sweep(town, at), sweep(town, at)]);
  expect(counts.toSorted()).toEqual([0, 1]);
  expect(await monthsOf(town, zhao)).toHaveLength(1);
});

test('months of rules that reward no office are not recorded, before or afterwards', async () => {
  const town = await foundTown(db, PATROL_RULES, day('2026-03-02'));
  const zhao = await moveIn(town, '赵永福');
  await holds(town, zhao, '2026-03-02');
  expect(await sweep(town, day('2026-05-02'))).toBe(0);
  town.clock.at = day('2026-05-02');
  await town.send(town.chen, publishRuleSet, {
    document: JSON.stringify(RULES),
    in_force_from: '2026-05-10'
  });
  expect(await sweep(town, day('2026-06-02'))).toBe(1);
  expect(await monthsOf(town, zhao)).toEqual(['担任网格长（2026-05）']);
});

test('the rule says when it counts; an activity for two things, in hours or for claims is an error', () => {
  expect(ruleSentence(RULES.rules.at(-1)!, RULES, 'zh')).toBe(
    '担任网格长（任网格长，当月 15 日和月末都在任的，系统自动记一次）一次得 20 分。'
  );
  expect(checkRuleSet(RULES, 'zh')).toEqual(checkRuleSet(PATROL_RULES, 'zh'));
  const leader = RULES.activities.at(-1)!;
  const wrong: RuleSet = {
    ...RULES,
    activities: [...RULES.activities, { ...leader, id: 'again', unit: 'minutes' }]
  };
  expect(checkRuleSet(wrong, 'zh').map(({ text }) => text)).toEqual([
    '这件事已经由另一项活动自动记了'
  ]);
});
