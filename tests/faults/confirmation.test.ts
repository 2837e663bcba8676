import { spawn } from 'node:child_process';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/lib/db/types.server';
import { command_receipts } from '../../src/lib/commands/tables.server';
import { awards, facts } from '../../src/lib/rules/tables.server';
import { newId } from '../../src/lib/shared/id';
import { confirm, withdrawConfirmation } from '../../src/lib/volunteering/confirmation.server';
import { shift_confirmations } from '../../src/lib/volunteering/tables.server';
import { HOUSEHOLD_MONTH, PATROL_RULES } from '../people/rules';
import { confirmation, formTeam, MONDAY, planPatrol, saturday, signAllUp } from '../people/shifts';
import {
  booksOf,
  foundTown,
  IN_ORDER,
  joinWith,
  moveIn,
  openHome,
  type Person,
  type Town
} from '../people/town';
import { openFreshPostgres, type Fresh } from '../server/fresh';
import { asAdmin } from '../server/roles';
import type { ConfirmChild } from './confirm-child';

let db: Database & { fresh: Fresh };
let town: Town;
let team: string;
beforeAll(async () => {
  db = await openFreshPostgres(20);
  town = await foundTown(db, { ...PATROL_RULES, caps: [HOUSEHOLD_MONTH] }, MONDAY);
  team = await formTeam(town);
});
afterAll(() => db.close());

/** People in pairs of one household each. */
async function couples(count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let pair = 0; pair < count; pair++) {
    const home = await openHome(town);
    people.push(await joinWith(town, home, '王梅'), await joinWith(town, home, '李伟'));
  }
  return people;
}

async function patrolOf(people: Person[]): Promise<string> {
  town.clock.at = MONDAY;
  const shift = await planPatrol(town, team, people.length);
  await signAllUp(town, shift, people);
  town.clock.at = saturday('12:00');
  return shift;
}

const written = (shift: string, key: string) =>
  town.inside(async (tx) => ({
    confirmations: await tx.$count(shift_confirmations, eq(shift_confirmations.shift_id, shift)),
    facts: await tx.$count(facts),
    awards: await tx.$count(awards),
    receipts: await tx.$count(command_receipts, eq(command_receipts.key, key))
  }));

/** Starts a confirmation in a process of its own and kills it after `milliseconds`. */
async function confirmAndKill(task: ConfirmChild, milliseconds: number): Promise<string> {
  const script = 'tests/faults/confirm-child.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)]);
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the child ended early: ${said}`)));
    child.stdout.on('data', (text) => {
      said += String(text);
      if (said.includes('ready')) resolve();
    });
  });
  child.stdin.write('go\n');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await ended;
  await untilServerNoticed();
  return said;
}

/** The server goes on with a dead client's last statement; what counts is what it leaves. */
async function untilServerNoticed(): Promise<void> {
  const others = () =>
    asAdmin(
      db.fresh.adminUrl,
      (client) => client`select from pg_stat_activity
        where datname = current_database() and application_name = 'killed'`
    );
  for (let tried = 0; tried < 100 && (await others()).length > 0; tried++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a confirmation killed in the middle leaves all or nothing, and the retry gives one award each', async () => {
  const people = await couples(10);
  const url = new URL(db.fresh.loginUrl);
  url.searchParams.set('application_name', 'killed');
  let before = { confirmations: 0, facts: 0, awards: 0 };
  let interrupted = 0;
  for (const milliseconds of [5, 25, 60, 120, 1500]) {
    const shift = await patrolOf(people);
    const key = newId();
    const input = confirmation(shift, people, 10);
    const caller = town.chen;
    const at = saturday('12:00').toISOString();
    const { communityId } = town;
    const { ownerUrl } = db.fresh;
    await confirmAndKill(
      { url: url.href, ownerUrl, communityId, key, caller, input, at },
      milliseconds
    );
    const left = await written(shift, key);
    const nothing = { ...before, confirmations: 0, receipts: 0 };
    const all = {
      confirmations: 20,
      facts: before.facts + 20,
      awards: before.awards + 20,
      receipts: 1
    };
    expect([nothing, all]).toContainEqual(left);
    if (left.receipts === 0) interrupted++;
    expect(await booksOf(town)).toEqual(IN_ORDER);
    expect(await town.send(caller, confirm, input, key)).toMatchObject({ ok: true });
    expect(await written(shift, key)).toEqual(all);
    expect(await booksOf(town)).toEqual(IN_ORDER);
    before = all;
  }
  expect(interrupted).toBeGreaterThan(0);
});

test('coordinators who confirm the same people in opposite order at once are both answered', async () => {
  const people = await couples(6);
  const shifts = [];
  for (let n = 0; n < 6; n++) shifts.push(await patrolOf(people));
  const outcomes = await Promise.all(
    shifts.map((shift, n) => {
      const inOrder = n % 2 === 0 ? people : people.toReversed();
      return town.send(town.chen, confirm, confirmation(shift, inOrder, 30));
    })
  );
  expect(outcomes).toEqual(shifts.map((shift_id) => ({ ok: true, shift_id, count: 12 })));
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('confirming and withdrawing for one household at once keeps its cap and its books', async () => {
  const [mei, wei] = [await moveIn(town, '王梅'), await moveIn(town, '李伟')];
  const shifts = [];
  for (let n = 0; n < 8; n++) shifts.push(await patrolOf([mei, wei]));
  for (const shift of shifts.slice(0, 4)) {
    await town.send(town.chen, confirm, confirmation(shift, [mei, wei], 120));
  }
  const outcomes = await Promise.all(
    shifts.map((shift_id, n) =>
      n < 4
        ? town.send(town.chen, withdrawConfirmation, {
            shift_id,
            member_id: mei.memberId,
            reason: '重复登记'
          })
        : town.send(town.chen, confirm, confirmation(shift_id, [wei, mei], 120))
    )
  );
  for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: true });
  expect(await booksOf(town)).toEqual(IN_ORDER);
});
