import { postDue } from '../../points/ledger.server';
import { withCommunity } from '../../db/tenancy.server';
import { addDays, civilDate, instantOf, startOfPeriod } from '../../shared/civil-time';
import { DEMO_TIME_ZONE, peopleTown } from './found.server';
import { randomFrom } from './random';
import { playSeason, SEASON_WEEKS } from './season.server';
import { Simulation, type DemoApp } from './simulation.server';
import { TOWNS, type Town } from './towns';

/**
 * Fills an empty installation with the demo communities: six weeks of past, this week and the next,
 * around `now`. Everything but the founding goes through the commands that people use.
 * @param tell is told how far it has come, in percent
 */
export async function fillDemo(
  app: DemoApp,
  now: Date,
  tell: (percent: number) => void = () => undefined
): Promise<void> {
  for (const [index, town] of TOWNS.entries()) {
    const share = 100 / TOWNS.length;
    await fillTown(app, town, now, index, (part) => tell(Math.floor((index + part) * share)));
  }
}

async function fillTown(
  app: DemoApp,
  town: Town,
  now: Date,
  index: number,
  tell: (part: number) => void
): Promise<void> {
  const thisMonday = startOfPeriod(civilDate(now.getTime(), DEMO_TIME_ZONE), 'week');
  const monday = addDays(thisMonday, -7 * (SEASON_WEEKS - 2));
  const founded = new Date(instantOf(addDays(monday, -3), DEMO_TIME_ZONE, `09:0${index}`));
  const random = randomFrom(town.seed);
  const simulation = new Simulation(app, founded, `139000${index}`);
  const people = await peopleTown(simulation, town, random);
  await playSeason(simulation, town, people, random, monday, now, tell);
  await withCommunity(app.db, simulation.communityId, (tx) =>
    postDue(tx, simulation.communityId, now)
  );
}
