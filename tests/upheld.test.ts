import { afterAll, beforeEach, beforeAll, expect, test } from 'vitest';
import { approve, correct, revoke } from '../src/lib/claims/review.server';
import { openTestDatabase } from '../src/lib/db/testing.server';
import type { Database } from '../src/lib/db/types.server';
import {
  confirmAttendance,
  correctAttendance,
  restoreAttendance,
  withdrawAttendance
} from '../src/lib/events/attendance.server';
import { createEvent } from '../src/lib/events/planning.server';
import { register } from '../src/lib/events/registration.server';
import { addRoom } from '../src/lib/events/room-commands.server';
import { uphold } from '../src/lib/objections/decide.server';
import { readBalance } from '../src/lib/points/balance.server';
import {
  confirm,
  correctConfirmation,
  withdrawConfirmation
} from '../src/lib/volunteering/confirmation.server';
import { claimDeed, CLAIM_RULES, factOf, object } from './people/claims';
import {
  confirmAll,
  confirmation,
  formTeam,
  MONDAY,
  planPatrol,
  saturday,
  signAllUp
} from './people/shifts';
import {
  booksOf,
  done,
  foundTown,
  give,
  IN_ORDER,
  moveIn,
  type Person,
  type Town
} from './people/town';

let db: Database;
let town: Town;
let mei: Person;
let wei: Person;
let sun: Person;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  town = await foundTown(db, CLAIM_RULES, MONDAY);
  [mei, wei, sun] = [
    await moveIn(town, '王梅'),
    await moveIn(town, '李伟'),
    await moveIn(town, '孙队长')
  ];
});

const refusal = { refused: 'objection_upheld', params: { name: '王梅' } };
const pointsOf = async (person: Person) => {
  const { posted, pending } = await town.inside((tx) =>
    readBalance(tx, town.communityId, 'household', person.householdId)
  );
  return posted + pending;
};
const upheld = async (fact_id: string) =>
  done(await town.send(town.chen, uphold, { fact_id, reason: '那天她不在' }));

test("Chen upholds Wei's objection to Mei's patrol: its coordinator cannot bring it back", async () => {
  const team = await formTeam(town, sun);
  const shift_id = await planPatrol(town, team, 5);
  await signAllUp(town, shift_id, [mei]);
  await confirmAll(town, shift_id, [mei]);
  const fact = await factOf(town, shift_id);
  done(await object(town, wei, fact));
  await upheld(fact);
  const person = { shift_id, member_id: mei.memberId, reason: '我看见她了' };
  expect(await town.send(sun, correctConfirmation, { ...person, minutes: '60' })).toEqual(refusal);
  expect(await town.send(sun, withdrawConfirmation, person)).toEqual(refusal);
  expect(await pointsOf(mei)).toBe(0);
});

test('nor when the coordinator had withdrawn it before Chen decided', async () => {
  const team = await formTeam(town, sun);
  const shift_id = await planPatrol(town, team, 5);
  await signAllUp(town, shift_id, [mei]);
  await confirmAll(town, shift_id, [mei]);
  const fact = await factOf(town, shift_id);
  done(await object(town, wei, fact));
  const person = { shift_id, member_id: mei.memberId, reason: '认错人' };
  done(await town.send(sun, withdrawConfirmation, person));
  await upheld(fact);
  expect(await town.send(sun, confirm, confirmation(shift_id, [mei], 120))).toEqual(refusal);
  expect(await town.send(sun, correctConfirmation, { ...person, minutes: '60' })).toEqual(refusal);
  expect(await pointsOf(mei)).toBe(0);
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

test('the organiser cannot bring back an attendance that the committee took', async () => {
  await give(town, sun, 'clerk');
  const room = { name: '一号厅', place: '居民之家', capacity: '30' };
  const room_id = String(done(await town.send(town.chen, addRoom, room)).room_id);
  const plan = { title: '讲座', activity: 'good-deed', date: '2026-03-07', room_id };
  const times = { from: '14:00', to: '16:00', capacity: '20' };
  const created = done(await town.send(town.chen, createEvent, { ...plan, ...times }));
  const event = { event_id: String(created.event_id) };
  done(await town.send(mei, register, { ...event, member: [mei.memberId] }));
  town.clock.at = saturday('16:05');
  const came = { ...event, member: [mei.memberId] };
  done(await town.send(sun, confirmAttendance, came));
  const fact = await factOf(town, event.event_id);
  done(await object(town, wei, fact));
  const person = { ...event, member_id: mei.memberId, reason: '我看见她了' };
  done(await town.send(sun, withdrawAttendance, person));
  await upheld(fact);
  expect(await town.send(sun, confirmAttendance, came)).toEqual(refusal);
  expect(await town.send(sun, correctAttendance, { ...person, minutes: '60' })).toEqual(refusal);
  expect(await town.send(sun, restoreAttendance, { ...person, revision: '1' })).toEqual(refusal);
  expect(await pointsOf(mei)).toBe(0);
});

test('nor a reviewer a claim, also one whose approval was withdrawn before', async () => {
  for (const first of [false, true]) {
    const claim_id = await claimDeed(town, mei);
    done(await town.send(town.chen, approve, { claim_id }));
    const fact = await factOf(town, claim_id);
    done(await object(town, wei, fact));
    const change = { claim_id, reason: '登记错了' };
    if (first) done(await town.send(town.chen, revoke, change));
    await upheld(fact);
    const again = first
      ? await town.send(town.chen, approve, { claim_id })
      : await town.send(town.chen, correct, { ...change, quantity: '2' });
    expect(again).toEqual(refusal);
    expect(await pointsOf(mei)).toBe(0);
  }
});
