import { createShift } from '../../src/lib/volunteering/planning.server';
import { signUp } from '../../src/lib/volunteering/sign-up.server';
import { createTeam } from '../../src/lib/volunteering/team-commands.server';
import { confirm } from '../../src/lib/volunteering/confirmation.server';
import { give, done, type Person, type Town } from './town';

/** Saturday 7 March 2026 in Shanghai, the day of the patrols of the examples. */
export const saturday = (time: string): Date => new Date(`2026-03-07T${time}:00+08:00`);

/** Monday of the week before it, when the towns of the examples are founded. */
export const MONDAY = new Date('2026-03-02T09:00:00+08:00');

const PATROL = {
  title: '晨间巡逻',
  activity: 'patrol',
  place: '小区东门',
  date: '2026-03-07',
  from: '09:00',
  to: '11:00'
};

let teams = 0;

/** A patrol team that `coordinator` leads, or Chen where nobody does. */
export async function formTeam(town: Town, coordinator?: Person): Promise<string> {
  const { team_id } = done(await town.send(town.chen, createTeam, { name: `巡逻${++teams}队` }));
  if (coordinator) await give(town, coordinator, 'coordinator', { team_id: String(team_id) });
  return String(team_id);
}

/** A patrol on that Saturday from 9 to 11. */
export async function planPatrol(town: Town, team_id: string, places: number): Promise<string> {
  const plan = { ...PATROL, team_id, capacity: String(places) };
  return String(done(await town.send(town.chen, createShift, plan)).shift_id);
}

/** Everybody takes a place. */
export async function signAllUp(town: Town, shift_id: string, people: Person[]): Promise<void> {
  for (const person of people) done(await town.send(person, signUp, { shift_id }));
}

/** What a coordinator sends to confirm `minutes` for each. */
export const confirmation = (shift_id: string, people: Person[], minutes: number) => ({
  shift_id,
  member: people.map(({ memberId }) => memberId),
  ...Object.fromEntries(people.map(({ memberId }) => [`minutes_${memberId}`, String(minutes)]))
});

/** Chen confirms everybody's minutes after the end of that Saturday's patrols. */
export async function confirmAll(
  town: Town,
  shift_id: string,
  people: Person[],
  minutes = 120
): Promise<void> {
  town.clock.at = saturday('12:00');
  done(await town.send(town.chen, confirm, confirmation(shift_id, people, minutes)));
}
