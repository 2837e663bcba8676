import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Caller } from '../../commands/command.server';
import { appoint } from '../../communities/appointments.server';
import { foundCommunity } from '../../communities/found.server';

import { stateBirthYear } from '../../communities/birth-year.server';
import { appointHelper } from '../../communities/helpers.server';
import { join } from '../../communities/join.server';
import { withCommunity } from '../../db/tenancy.server';
import { issueCards } from '../../grids/card-commands.server';
import { cardCode } from '../../grids/card-key.server';
import { createGrid } from '../../grids/grid-commands.server';
import { importBatch } from '../../grids/roster-import.server';
import { uploadRoster } from '../../grids/roster-upload.server';
import { grids, household_cards, households } from '../../grids/tables.server';
import { publishRuleSet } from '../../rules/publish.server';
import { civilDate } from '../../shared/civil-time';
import { assert } from '../../shared/result';
import { inventName } from './names';
import { randomFrom, type Random } from './random';
import { rosterTable } from './roster';
import type { Simulation } from './simulation.server';
import { officersOf, type Town } from './towns';

export const DEMO_TIME_ZONE = 'Asia/Shanghai';
const JOINED_RESIDENTS = 90;
const NAMED_RESIDENTS = ['王梅', '李伟', '张秀英'];

export interface Resident {
  caller: Caller & { memberId: string };
  name: string;
}

export interface PeopledTown {
  committee: Caller;
  /** A second person on the committee. */
  deputy: Caller;
  /** In the order in which they joined: Mei, Wei and old Mrs Zhang first. */
  residents: Resident[];
}

/** Founds the town: rules, grids, the roster of households, cards, the people who join with them. */
export async function peopleTown(
  simulation: Simulation,
  town: Town,
  random: Random
): Promise<PeopledTown> {
  const officers = officersOf(town);
  const { slug, name, name_en } = town;
  const founded = await foundCommunity(
    simulation.app.db,
    {
      slug,
      name,
      name_en,
      district: '栖霞区',
      is_demo: true,
      committee: { name: officers.committee, phone_hmac: null, phone_cipher: null }
    },
    simulation.at
  );
  simulation.communityId = founded.communityId;
  const committee = founded.committee;
  await simulation.run(publishRuleSet, committee, {
    document: JSON.stringify(town.rules),
    in_force_from: civilDate(simulation.at.getTime(), DEMO_TIME_ZONE)
  });
  await importHouseholds(simulation, town, committee, founded.gridId, random);
  const cards = await issueAllCards(simulation, committee);
  const shuffled = random.shuffle(cards);
  const residents = await joinAll(simulation, town, shuffled, random);
  await appointOfficers(simulation, committee, town, residents);
  await appointFamilyHelper(simulation, residents);
  const deputy = await seatDeputy(simulation, committee, town, shuffled.at(-1));
  await stateBirthYears(simulation, town, residents);
  return { committee, deputy, residents };
}

async function importHouseholds(
  simulation: Simulation,
  town: Town,
  committee: Caller,
  communityGrid: string,
  random: Random
): Promise<void> {
  const named = [
    ...town.areas.map(({ name }) => ({ name, level: 'area' })),
    ...town.organisations.map((name) => ({ name, level: 'dedicated' }))
  ];
  for (const grid of named) {
    await simulation.run(createGrid, committee, { ...grid, parent_id: communityGrid });
  }
  const table = rosterTable(town, random);
  const { upload_id } = await simulation.run(uploadRoster, committee, {
    filename: `${town.name}住户名册.xlsx`,
    table
  });
  for (let batch = 0; batch * 500 < table.length - 1; batch++) {
    await simulation.run(importBatch, committee, { upload_id, batch });
  }
}

/** Every household gets a card; gives the codes as they stand on the printed sheets. */
async function issueAllCards(simulation: Simulation, committee: Caller): Promise<string[]> {
  await simulation.run(issueCards, committee, { places: '6' });
  const { communityId } = simulation;
  const cards = await withCommunity(simulation.app.db, communityId, (tx) =>
    tx
      .select({ id: household_cards.id })
      .from(household_cards)
      .innerJoin(
        households,
        and(
          eq(households.community_id, household_cards.community_id),
          eq(households.id, household_cards.household_id)
        )
      )
      .where(and(eq(household_cards.community_id, communityId), isNull(household_cards.revoked_at)))
      .orderBy(asc(households.building), asc(households.unit), asc(households.room))
  );
  return cards.map(({ id }) => cardCode(communityId, id));
}

async function joinAll(
  simulation: Simulation,
  town: Town,
  cards: string[],
  random: Random
): Promise<Resident[]> {
  const residents: Resident[] = [];
  const { committee: _director, deputy: _deputy, ...officers } = officersOf(town);
  const coordinators = town.teams.map(({ coordinator }) => coordinator);
  const names = [...NAMED_RESIDENTS, ...Object.values(officers), ...coordinators];
  while (names.length < JOINED_RESIDENTS) names.push(inventName(random));
  for (const [index, name] of names.entries()) {
    simulation.moveTo(new Date(simulation.at.getTime() + 60_000));
    const accountId = await simulation.nextAccount();
    // Two of three share a card with the one before them now and then: families join together.
    const code = cards[Math.floor((index * 2 + 2) / 3)];
    const { member_id } = await simulation.run(join, { accountId, memberId: null }, { code, name });
    residents.push({ caller: { accountId, memberId: String(member_id) }, name });
  }
  return residents;
}

/** Offices go to residents, who joined with their cards like everybody. */
async function appointOfficers(
  simulation: Simulation,
  committee: Caller,
  town: Town,
  residents: Resident[]
): Promise<void> {
  const { clerk, grid_leader, auditor } = officersOf(town);
  const areas = await withCommunity(simulation.app.db, simulation.communityId, (tx) =>
    tx
      .select({ id: grids.id })
      .from(grids)
      .where(and(eq(grids.community_id, simulation.communityId), eq(grids.level, 'area')))
      .orderBy(asc(grids.name))
  );
  const grid_id = areas[0]?.id ?? '';
  for (const [office, name] of Object.entries({ clerk, auditor, grid_leader })) {
    const { memberId } = residentNamed(residents, name).caller;
    const scope = office === 'grid_leader' ? { grid_id } : {};
    await simulation.run(appoint, committee, { member_id: memberId, office, ...scope });
  }
}

/** Some things two of the committee decide: a second one joins with a card like everybody. */
async function seatDeputy(
  simulation: Simulation,
  committee: Caller,
  town: Town,
  code: string | undefined
): Promise<Caller> {
  const { deputy: name } = officersOf(town);
  const accountId = await simulation.nextAccount();
  const { member_id } = await simulation.run(join, { accountId, memberId: null }, { code, name });
  await simulation.run(appoint, committee, { member_id, office: 'committee' });
  return { accountId, memberId: String(member_id) };
}

/** Five of six say how old they are; those known by name are as old as they seem. */
async function stateBirthYears(
  simulation: Simulation,
  { seed }: Town,
  residents: Resident[]
): Promise<void> {
  const random = randomFrom(seed + 1);
  const known: Record<string, number> = { 王梅: 46, 李伟: 38, 张秀英: 78 };
  for (const { caller, name } of residents) {
    // Those who come to such things are mostly retired.
    const age =
      known[name] ?? (random.below(3) > 0 ? 58 + random.below(22) : 16 + random.below(42));
    if (random.below(6) === 0 && !known[name]) continue;
    const birth_year = String(simulation.at.getUTCFullYear() - age);
    await simulation.run(stateBirthYear, caller, { birth_year });
  }
}

/** Old Mrs Zhang lets her granddaughter act for her. */
async function appointFamilyHelper(simulation: Simulation, residents: Resident[]): Promise<void> {
  const { caller } = residentNamed(residents, '张秀英');
  const helper_account_id = await simulation.nextAccount();
  await simulation.run(appointHelper, caller, { helper_account_id, name: '张雨欣' });
}

export function residentNamed(residents: Resident[], name: string): Resident {
  const found = residents.find((resident) => resident.name === name);
  assert(found, `${name} has joined the demo`);
  return found;
}
