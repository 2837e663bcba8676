import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { sixDigitCode } from '../door/check-in-code.server';
import { checkInKey } from '../door/check-in-key.server';
import { createEvent } from '../events/planning.server';
import { register } from '../events/registration.server';
import { addRoom } from '../events/room-commands.server';
import { PATROL_RULES } from '../../../tests/people/rules';
import { formTeam, MONDAY, planPatrol, saturday, signAllUp } from '../../../tests/people/shifts';
import { done, foundTown, moveIn, type Person, type Town } from '../../../tests/people/town';
import { assert } from '../shared/result';
import { checkInByCode } from './check-in.server';

let db: Database;
let town: Town;
let mei: Person;
let shift: string;
let event: string;

beforeAll(async () => {
  db = await openTestDatabase();
  town = await foundTown(db, PATROL_RULES, MONDAY);
  mei = await moveIn(town, '李梅');
  shift = await planPatrol(town, await formTeam(town), 5);
  await signAllUp(town, shift, [mei]);
  const hall = { name: '多功能厅', place: '居民之家', capacity: '30' };
  const { room_id } = done(await town.send(town.chen, addRoom, hall));
  const plan = { title: '读报会', room_id: String(room_id), capacity: '5' };
  const day = { date: '2026-03-07', from: '11:20', to: '12:00' };
  event = String(done(await town.send(town.chen, createEvent, { ...plan, ...day })).event_id);
  done(await town.send(mei, register, { event_id: event, member: mei.memberId }));
});
afterAll(() => db.close());

const codeOf = (id: string) =>
  sixDigitCode(checkInKey(), { communityId: town.communityId, occasionId: id });
const types = (who: Person, code: string) => town.send(who, checkInByCode, { code });

test('Mei types six digits and nothing else: they find the patrol, and later the reading', async () => {
  town.clock.at = saturday('11:10');
  expect(await types(mei, codeOf(shift))).toMatchObject({ ok: true, title: '晨间巡逻' });
  const typed = `${codeOf(event).slice(0, 3)} ${codeOf(event).slice(3)}`;
  expect(await types(mei, typed)).toMatchObject({ ok: true, title: '读报会', already: false });
  expect(await types(mei, codeOf(event))).toMatchObject({ ok: true, already: true });
});

test('a wrong code is refused, and who takes part in nothing now is told so', async () => {
  town.clock.at = saturday('11:10');
  const known = [codeOf(shift), codeOf(event)];
  const wrong = ['111111', '222222', '333333'].find((code) => !known.includes(code)) ?? '';
  expect(await types(mei, wrong)).toMatchObject({ refused: 'check_in_code_wrong' });
  town.clock.at = saturday('20:00');
  expect(await types(mei, codeOf(event))).toEqual({ refused: 'nothing_to_check_into' });
});

test('Wei has not signed up: his digits tell him so, and one tap more takes a place while one is left', async () => {
  town.clock.at = saturday('10:30');
  const joins = (who: Person, code: string) => town.send(who, checkInByCode, { code, join: 'yes' });
  const comers = await Promise.all(
    ['王伟', '赵敏', '钱进', '孙丽'].map((name) => moveIn(town, name))
  );
  const [wei] = comers;
  assert(wei, 'Wei has moved in');
  expect(await types(wei, codeOf(shift))).toEqual({ refused: 'not_signed_up' });
  expect(await types(wei, codeOf(event))).toEqual({ refused: 'not_registered' });
  for (const person of comers) {
    expect(await joins(person, codeOf(shift))).toMatchObject({ ok: true, title: '晨间巡逻' });
    expect(await joins(person, codeOf(event))).toMatchObject({ ok: true, title: '读报会' });
  }
  expect(await joins(wei, codeOf(shift))).toMatchObject({ already: true });
  const late = await moveIn(town, '丁一');
  expect(await joins(late, codeOf(shift))).toEqual({ refused: 'full_at_door' });
  expect(await joins(late, codeOf(event))).toEqual({ refused: 'full_at_door' });
});
