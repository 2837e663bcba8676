import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PATROL_RULES } from '../../../tests/people/rules';
import { confirmAll, formTeam, MONDAY, planPatrol, signAllUp } from '../../../tests/people/shifts';
import { booksOf, done, foundTown, give, IN_ORDER } from '../../../tests/people/town';
import { moveIn, type Person, type Town } from '../../../tests/people/town';
import { HOUR, openVoteOn, publishCompact, turn } from '../../../tests/people/votes';
import { findCommand, sayOutcome } from '../app/commands.server';
import { castVote } from '../compacts/casting.server';
import { openTestDatabase } from '../db/testing.server';
import { rows } from '../db/rows.server';
import type { Database } from '../db/types.server';
import { readBalance } from '../points/balance.server';
import type { RuleSet } from '../rules/model';
import { publishRuleSet } from '../rules/publish.server';
import { listEarned } from '../rules/read.server';
import { ruleText } from '../rules/sentence';
import { newId } from '../shared/id';
import { confirm, drop, keep, object, propose, withdraw } from './deductions.server';
import {
  countObjectable,
  dueFor,
  hasDeductions,
  listConcerning,
  listForOfficer
} from './read.server';

const withList = (vote?: string): RuleSet => ({
  ...PATROL_RULES,
  deductions: {
    ...(vote && { vote }),
    items: [{ id: 'fire-lane', clause: '9', name: { zh: '占用消防通道' }, points: 50 }]
  }
});

let db: Database;
let town: Town;
let [wei, lan, sun]: Person[] = [];
let vote: string;

beforeAll(async () => {
  db = await openTestDatabase();
  town = await foundTown(db, PATROL_RULES, MONDAY);
  [wei, lan, sun] = [
    await moveIn(town, '王伟'),
    await moveIn(town, '赵兰'),
    await moveIn(town, '孙丽')
  ];
  await give(town, sun, 'committee');
  vote = await adopted();
  done(await publish(withList(vote)));
});
afterAll(async () => {
  expect(await booksOf(town)).toEqual(IN_ORDER);
  await db.close();
});
beforeEach(() => {
  town.clock.at = new Date(town.clock.at!.getTime() + HOUR);
});

const publish = (rules: RuleSet) =>
  town.send(town.chen, publishRuleSet, {
    document: JSON.stringify(rules),
    in_force_from: todayOf(town)
  });
const todayOf = ({ clock }: Town) =>
  new Date(clock.at!.getTime() + 8 * HOUR).toISOString().slice(0, 10);

/** A vote of the residents in which all who live here are in favour. */
async function adopted(): Promise<string> {
  const vote_id = await openVoteOn(town, (await publishCompact(town)).version);
  for (const voter of [wei!, lan!, sun!]) {
    done(await town.send(voter, castVote, { vote_id, choice: 'in_favour' }));
  }
  town.clock.at = new Date(town.clock.at!.getTime() + HOUR);
  await turn(town);
  return vote_id;
}

const balanceOf = ({ householdId }: Person) =>
  town.inside((tx) => readBalance(tx, town.communityId, 'household', householdId));

/** Somebody new whose household has so many points, twelve for each patrol. */
async function earner(name: string, patrols: number): Promise<Person> {
  town.clock.at = new Date('2026-03-06T19:00:00+08:00');
  const person = await moveIn(town, name);
  const team = await formTeam(town);
  for (let served = 0; served < patrols; served += 1) {
    town.clock.at = new Date('2026-03-06T20:00:00+08:00');
    const shift = await planPatrol(town, team, 5);
    await signAllUp(town, shift, [person]);
    await confirmAll(town, shift, [person]);
  }
  return person;
}

const proposed = async ({ memberId }: Person) => {
  const outcome = await town.send(town.chen, propose, {
    member_id: memberId,
    item: 'fire-lane',
    reason: '3 月 9 日把车停在消防通道'
  });
  return { deduction_id: String(done(outcome).deduction_id) };
};
const of = (person: Person) => town.inside((tx) => listConcerning(tx, town.communityId, person));
const objectable = (person: Person) =>
  town.inside((tx) => countObjectable(tx, town.communityId, person));
const due = ({ memberId }: Person) =>
  town.inside(async (tx) => {
    const query = sql`select ${dueFor(town.communityId, [memberId])} as count`;
    const [row] = await rows<{ count: number }>(tx, query);
    return row?.count ?? 0;
  });
const seenBy = (memberId: string) =>
  town.inside((tx) => listForOfficer(tx, town.communityId, memberId));

test('rules that take points are not published without a vote that residents of this community adopted', async () => {
  const refused = [await publish(withList()), await publish(withList(newId()))];
  for (const outcome of refused) {
    expect(outcome).toMatchObject({ refused: 'rule_deductions_without_vote' });
  }
  const said = sayOutcome(publishRuleSet.name, refused[0]!);
  expect(said.text).toContain('没有写明哪一次居民表决通过了它');
  const other = await foundTown(db, PATROL_RULES, MONDAY);
  const elsewhere = await other.send(other.chen, publishRuleSet, {
    document: JSON.stringify(withList(vote)),
    in_force_from: todayOf(other)
  });
  expect(elsewhere).toMatchObject({ refused: 'rule_deductions_without_vote' });
  expect(ruleText(withList(vote), 'zh').at(-1)).toEqual({
    clause: '9',
    sentence:
      '因占用消防通道，最多扣 50 分；须有居民表决在先、两名负责人决定，扣到零为止，只告诉本户。'
  });
});

test('of 50 points 24 are taken where there are 24, and given back whole when it is withdrawn', async () => {
  const mei = await earner('李梅', 2);
  const named = await proposed(mei);
  expect(await balanceOf(mei)).toEqual({ posted: 24, pending: 0 });
  expect(await of(mei)).toEqual([]);
  done(await town.send(sun!, confirm, named));
  expect(await balanceOf(mei)).toEqual({ posted: 0, pending: 0 });
  expect(await of(mei)).toMatchObject([
    { clause: '9', what: { zh: '占用消防通道' }, points: 50, steps: { confirmed: { points: 24 } } }
  ]);
  done(await town.send(town.chen, withdraw, { ...named, reason: '是别人的车' }));
  expect(await balanceOf(mei)).toEqual({ posted: 24, pending: 0 });
  const again = await town.send(town.chen, withdraw, { ...named, reason: '是别人的车' });
  expect(again).toMatchObject({ refused: 'deduction_over' });
});

test('two deductions at the same moment never go below zero', async () => {
  const mei = await earner('李梅', 5);
  const both = [await proposed(mei), await proposed(mei)];
  await Promise.all(both.map((named) => town.send(sun!, confirm, named)));
  expect(await balanceOf(mei)).toEqual({ posted: 0, pending: 0 });
  const taken = (await of(mei)).map(({ steps }) => steps.confirmed?.points);
  expect(taken.toSorted()).toEqual([10, 50]);
});

test('two different officers decide, neither about those near to them, and each only once', async () => {
  const mei = await earner('李梅', 1);
  const named = await proposed(mei);
  expect(await town.send(town.chen, confirm, named)).toMatchObject({
    refused: 'deduction_same_officer'
  });
  expect(await town.send(wei!, confirm, named)).toMatchObject({ refused: expect.any(String) });
  done(await town.send(sun!, confirm, named));
  expect(await town.send(sun!, confirm, named)).toMatchObject({ refused: 'deduction_decided' });
  const own = await proposed(sun!);
  expect(await town.send(sun!, confirm, own)).toMatchObject({ refused: 'deduction_near' });
  done(await town.send(town.chen, drop, own));
  const unknown = { member_id: mei.memberId, item: 'noise', reason: '晚上太吵' };
  expect(await town.send(town.chen, propose, unknown)).toMatchObject({
    refused: 'deduction_unknown'
  });
  expect(await balanceOf(mei)).toEqual({ posted: 0, pending: 0 });
});

test('Mei objects and is answered; nobody else learns of it, in lists or by its id', async () => {
  const mei = await earner('李梅', 3);
  const jun = await moveIn(town, '周军');
  await give(town, jun, 'committee');
  const before = await due(sun!);
  const named = await proposed(mei);
  expect(await due(sun!)).toBe(before + 1);
  done(await town.send(sun!, confirm, named));
  expect([await due(sun!), await objectable(mei), await objectable(jun)]).toEqual([before, 1, 0]);
  const words = { ...named, reason: '那天车不在家' };
  for (const stranger of [lan!, jun]) {
    expect(await town.send(stranger, object, words)).toMatchObject({ refused: 'not_found' });
  }
  done(await town.send(mei, object, words));
  expect([await due(sun!), await objectable(mei)]).toEqual([before + 1, 0]);
  expect(await town.send(mei, object, words)).toMatchObject({ refused: 'deduction_objected' });
  for (const act of [keep, withdraw]) {
    expect(await town.send(jun, act, words)).toMatchObject({ refused: 'not_found' });
  }
  done(await town.send(sun!, keep, { ...named, reason: '有照片' }));
  expect(await due(sun!)).toBe(before);
  expect(await of(mei)).toMatchObject([
    { steps: { objected: { words: '那天车不在家' }, kept: { words: '有照片', by: '孙丽' } } }
  ]);
  expect(await of(lan!)).toEqual([]);
  const ids = (await seenBy(jun.memberId)).map(({ id }) => id);
  expect(ids).not.toContain(named.deduction_id);
  expect((await seenBy(sun!.memberId)).map(({ id }) => id)).toContain(named.deduction_id);
  const other = await foundTown(db, PATROL_RULES, MONDAY);
  expect(
    await other.inside((tx) => listForOfficer(tx, other.communityId, town.chen.memberId))
  ).toEqual([]);
  const { communityId } = town;
  const owner = { kind: 'household', id: mei.householdId } as const;
  const earned = await town.inside((tx) => listEarned(tx, communityId, owner, 10));
  expect(earned).toHaveLength(3);
});

test('every command about deductions can be sent, and rules without a list take nothing', async () => {
  for (const { name } of [propose, confirm, drop, object, keep, withdraw]) {
    expect(findCommand(name)).toBeDefined();
  }
  const off = await foundTown(db, PATROL_RULES, MONDAY);
  const mei = await moveIn(off, '李梅');
  const sent = { member_id: mei.memberId, item: 'fire-lane', reason: '占用消防通道' };
  expect(await off.send(off.chen, propose, sent)).toMatchObject({ refused: 'deductions_off' });
});

test('the committee finds deductions where the rules have a list, or had one by which some were proposed', async () => {
  const concern = ({ communityId, inside, now }: Town) =>
    inside((tx) => hasDeductions(tx, communityId, now));
  expect(await concern(town)).toBe(true);
  await proposed(lan!);
  done(await publish(PATROL_RULES));
  expect(await concern(town)).toBe(true);
  expect(await concern(await foundTown(db, PATROL_RULES, MONDAY))).toBe(false);
});
