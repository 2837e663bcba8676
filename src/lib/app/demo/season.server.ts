import { and, asc, eq } from 'drizzle-orm';
import type { Caller } from '../../commands/command.server';
import { appoint } from '../../communities/appointments.server';
import { withCommunity } from '../../db/tenancy.server';
import { addDays, civilDate, civilTime } from '../../shared/civil-time';
import { posterToken } from '../../door/check-in-code.server';
import { checkInKey } from '../../door/check-in-key.server';
import { checkIn } from '../../volunteering/check-in.server';
import {
  confirm,
  correctConfirmation,
  withdrawConfirmation
} from '../../volunteering/confirmation.server';
import { markPresent } from '../../volunteering/door.server';
import { cancelShift, createShift } from '../../volunteering/planning.server';
import { cancelSignup, signUp } from '../../volunteering/sign-up.server';
import { shifts } from '../../volunteering/tables.server';
import { createTeam, joinTeam } from '../../volunteering/team-commands.server';
import { claimsSeason } from './claims-season.server';
import { compactsSeason } from './compacts-season.server';
import { deductionsSeason } from './deductions-season.server';
import { eventHappenings } from './events-season.server';
import { DEMO_TIME_ZONE, residentNamed, type PeopledTown, type Resident } from './found.server';
import type { Random } from './random';
import { redemptionsSeason } from './redemptions-season.server';
import { rulesSeason } from './rules-season.server';
import type { Happening, Simulation } from './simulation.server';
import type { TeamPlan, Town } from './towns';

/** Six weeks back, this one and the next. */
export const SEASON_WEEKS = 8;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Team {
  plan: TeamPlan;
  id: string;
  coordinator: Resident;
  volunteers: Resident[];
}

type Shift = Pick<
  typeof shifts.$inferSelect,
  'id' | 'team_id' | 'title' | 'starts_at' | 'ends_at' | 'capacity'
>;

/** Plays eight weeks of shifts up to `now`: people sign up, come or not, and get confirmed. */
export async function playSeason(
  simulation: Simulation,
  town: Town,
  people: PeopledTown,
  random: Random,
  monday: string,
  now: Date,
  tell: (part: number) => void
): Promise<void> {
  const teams: Team[] = [];
  for (const plan of town.teams) teams.push(await foundTeam(simulation, plan, people, random));
  for (const team of teams) await planShifts(simulation, team, monday);
  const planned = await listPlanned(simulation);
  const happenings = planned.flatMap((shift, index) => {
    const team = teams.find(({ id }) => id === shift.team_id);
    return team ? shiftHappenings(simulation, shift, team, people, random, index) : [];
  });
  happenings.push(callingOff(simulation, teams, planned, now));
  happenings.push(...openingNow(simulation, teams[0], people, now));
  happenings.push(...claimsSeason(simulation, town, people, now));
  happenings.push(...rulesSeason(simulation, town, people, now));
  happenings.push(...redemptionsSeason(simulation, town, people, now));
  happenings.push(...deductionsSeason(simulation, town, people, now));
  happenings.push(...compactsSeason(simulation, town, people, random, monday, now));
  happenings.push(...(await eventHappenings(simulation, town, people, now)));
  happenings.sort((a, b) => a.at.getTime() - b.at.getTime());
  const past = happenings.filter(({ at }) => at <= now);
  for (const [index, { at, happens }] of past.entries()) {
    tell(index / past.length);
    simulation.moveTo(at);
    await happens();
  }
}

async function foundTeam(
  simulation: Simulation,
  plan: TeamPlan,
  { committee, residents }: PeopledTown,
  random: Random
): Promise<Team> {
  const { team_id } = await simulation.run(createTeam, committee, {
    name: plan.name,
    about: plan.about
  });
  const id = String(team_id);
  const coordinator = residentNamed(residents, plan.coordinator);
  const { memberId } = coordinator.caller;
  await simulation.run(appoint, committee, {
    member_id: memberId,
    office: 'coordinator',
    team_id: id
  });
  const [mei, wei, zhang, ...others] = residents;
  const eager = [mei, wei, zhang].filter((one) => one !== undefined);
  const volunteers = [
    ...eager,
    ...random.shuffle(others.filter((one) => one !== coordinator)).slice(0, 22)
  ];
  for (const { caller } of volunteers.slice(0, 12)) {
    await simulation.run(joinTeam, caller, { team_id: id });
  }
  return { plan, id, coordinator, volunteers };
}

async function planShifts(simulation: Simulation, team: Team, monday: string): Promise<void> {
  for (const shift of team.plan.shifts) {
    await simulation.run(createShift, team.coordinator.caller, {
      team_id: team.id,
      title: shift.title,
      activity: team.plan.activity,
      place: shift.place,
      date: addDays(monday, shift.weekday - 1),
      from: shift.from,
      to: shift.to,
      capacity: String(shift.capacity),
      weeks: String(SEASON_WEEKS)
    });
  }
}

const listPlanned = ({ app, communityId }: Simulation): Promise<Shift[]> =>
  withCommunity(app.db, communityId, (tx) =>
    tx
      .select({
        id: shifts.id,
        team_id: shifts.team_id,
        title: shifts.title,
        starts_at: shifts.starts_at,
        ends_at: shifts.ends_at,
        capacity: shifts.capacity
      })
      .from(shifts)
      .where(and(eq(shifts.community_id, communityId)))
      .orderBy(asc(shifts.starts_at), asc(shifts.title))
  );

/** The life of one shift, each step at its own time. */
function shiftHappenings(
  simulation: Simulation,
  shift: Shift,
  team: Team,
  people: PeopledTown,
  random: Random,
  index: number
): Happening[] {
  const crowd = whoIsInterested(team, shift, random, index);
  const starts = shift.starts_at.getTime();
  const at = (moment: number) => new Date(moment);
  const shift_id = shift.id;
  const happenings: Happening[] = [];
  const came: Resident[] = [];
  for (const person of crowd) {
    const signsUp = starts - (12 + random.below(200)) * HOUR;
    happenings.push({
      at: at(signsUp),
      happens: () => simulation.try(signUp, person.caller, { shift_id, waiting: 'yes' })
    });
    const fate = random.below(100);
    if (fate < 6) {
      happenings.push({
        at: at(starts - 3 * HOUR),
        happens: () => simulation.try(cancelSignup, person.caller, { shift_id })
      });
    } else if (fate < 92) {
      const minute = random.below(8) - 6;
      happenings.push({
        at: at(starts + minute * MINUTE),
        happens: () => arrive(simulation, shift, team, person, fate % 3 === 0, came)
      });
    }
  }
  happenings.push({
    at: at(shift.ends_at.getTime() + 25 * MINUTE),
    happens: () => confirmAll(simulation, shift, team, people.committee, came, index)
  });
  return happenings;
}

/** A few neighbours, and the named people often enough that their pages have something to show. */
function whoIsInterested(team: Team, shift: Shift, random: Random, index: number): Resident[] {
  const [mei, wei, zhang, ...others] = team.volunteers;
  const named = [index % 7 === 3 ? mei : null, index % 6 === 1 ? wei : null];
  const neighbours = random.shuffle([...others, ...(index % 6 === 2 ? [zhang] : [])]);
  const many = Math.min(shift.capacity + 2, 4 + random.below(7));
  return [...named, ...neighbours].filter((one) => one != null).slice(0, many);
}

async function arrive(
  simulation: Simulation,
  shift: Shift,
  { coordinator }: Team,
  person: Resident,
  byCoordinator: boolean,
  came: Resident[]
): Promise<void> {
  const { communityId } = simulation;
  const outcome = byCoordinator
    ? await simulation.try(markPresent, coordinator.caller, {
        shift_id: shift.id,
        member_id: person.caller.memberId
      })
    : await simulation.try(checkIn, person.caller, {
        shift_id: shift.id,
        token: posterToken(checkInKey(), { communityId, occasionId: shift.id })
      });
  if (outcome) came.push(person);
}

/** The coordinator vouches for everybody who came; now and then something is put right later. */
async function confirmAll(
  simulation: Simulation,
  shift: Shift,
  { coordinator }: Team,
  committee: Caller,
  came: Resident[],
  index: number
): Promise<void> {
  const [first, second] = came;
  if (!first) return;
  const minutes = (shift.ends_at.getTime() - shift.starts_at.getTime()) / MINUTE;
  const shift_id = shift.id;
  await simulation.run(confirm, coordinator.caller, {
    shift_id,
    member: came.map(({ caller }) => caller.memberId),
    ...Object.fromEntries(came.map(({ caller }) => [`minutes_${caller.memberId}`, String(minutes)]))
  });
  if (index % 17 === 5 && second) {
    await simulation.run(correctConfirmation, coordinator.caller, {
      shift_id,
      member_id: second.caller.memberId,
      minutes: String(minutes - 30),
      reason: '提前半小时离开'
    });
  }
  if (index % 23 === 11) {
    await simulation.run(withdrawConfirmation, committee, {
      shift_id,
      member_id: first.caller.memberId,
      reason: '登记错了人'
    });
  }
}

/** One of next week's shifts is called off, so that this can be seen too. */
function callingOff(simulation: Simulation, teams: Team[], planned: Shift[], now: Date): Happening {
  const shift = planned.filter(({ starts_at }) => starts_at > now).at(-2);
  const team = teams.find(({ id }) => id === shift?.team_id);
  return {
    at: new Date(now.getTime() - 2 * HOUR),
    happens: async () => {
      if (!shift || !team) return;
      await simulation.run(cancelShift, team.coordinator.caller, {
        shift_id: shift.id,
        reason: '预报有大雨，改到下周'
      });
    }
  };
}

/** A shift that has just begun, so that a visitor can check in at once; none at night. */
function openingNow(
  simulation: Simulation,
  team: Team | undefined,
  { residents }: PeopledTown,
  now: Date
): Happening[] {
  const start = Math.floor(now.getTime() / (5 * MINUTE)) * 5 * MINUTE - 5 * MINUTE;
  const from = civilTime(start, DEMO_TIME_ZONE);
  const to = civilTime(start + 2 * HOUR, DEMO_TIME_ZONE);
  if (!team || from < '06:00' || to < from) return [];
  const opens = async () => {
    const { shift_id } = await simulation.run(createShift, team.coordinator.caller, {
      team_id: team.id,
      title: '便民服务站值守',
      activity: team.plan.activity,
      place: '居民之家门口',
      date: civilDate(start, DEMO_TIME_ZONE),
      from,
      to,
      capacity: '10'
    });
    for (const { caller } of residents.slice(0, 6)) {
      await simulation.try(signUp, caller, { shift_id });
    }
  };
  return [{ at: new Date(start - 10 * MINUTE), happens: opens }];
}
