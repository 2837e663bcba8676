import { and, eq, isNull } from 'drizzle-orm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { z } from 'zod';
import { accounts } from '../../src/lib/accounts/tables.server';
import type { Acting, Caller, Command } from '../../src/lib/commands/command.server';
import { runCommand } from '../../src/lib/commands/run.server';
import { appoint } from '../../src/lib/communities/appointments.server';
import { foundCommunity } from '../../src/lib/communities/found.server';
import { join } from '../../src/lib/communities/join.server';
import { members, type Office } from '../../src/lib/communities/tables.server';
import { configureBallotKeys } from '../../src/lib/compacts/ballot-keys.server';
import { isAdoptedBy } from '../../src/lib/compacts/adopted.server';
import { databaseClock } from '../../src/lib/db/clock.server';
import { withCommunity } from '../../src/lib/db/tenancy.server';
import type { Database, Sql } from '../../src/lib/db/types.server';
import { issueCards } from '../../src/lib/grids/card-commands.server';
import { cardCode, configureCardKey } from '../../src/lib/grids/card-key.server';
import { addHousehold } from '../../src/lib/grids/household-commands.server';
import { household_cards } from '../../src/lib/grids/tables.server';
import { verifyLedger } from '../../src/lib/points/verify.server';
import type { RuleSet } from '../../src/lib/rules/model';
import { publishRuleSet } from '../../src/lib/rules/publish.server';
import { configureResidentsVote } from '../../src/lib/rules/residents-vote.server';
import { civilDate } from '../../src/lib/shared/civil-time';
import { newId } from '../../src/lib/shared/id';
import { assert, isRefused, type Outcome } from '../../src/lib/shared/result';
import { configureCheckInKey } from '../../src/lib/door/check-in-key.server';

export const TIME_ZONE = 'Asia/Shanghai';
export const SECRET = 'a secret for tests only, 32 characters';

/** Where the secret votes of a test run keep their keys. */
export const BALLOT_KEYS = mkdtempSync(joinPath(tmpdir(), 'linli-ballot-keys-'));
process.once('exit', () => rmSync(BALLOT_KEYS, { recursive: true, force: true }));

/** Somebody who has joined with the card of their household. */
export interface Person extends Caller {
  memberId: string;
  householdId: string;
  name: string;
}

/** A community in which named people send the commands that the app has for them. */
export interface Town {
  db: Database;
  communityId: string;
  slug: string;
  /** 陈主任, the first of the committee. */
  chen: Caller & { memberId: string };
  /** What the commands take for now: the database's clock, or a date that the test has set. */
  clock: { at: Date | null };
  /** Sends a command as the phone or a form would; the outcome may be a refusal. */
  send<Schema extends z.ZodType, Authority extends Acting>(
    who: Caller,
    command: Command<Schema, Authority>,
    input: z.input<Schema>,
    key?: string
  ): Promise<Outcome>;
  inside<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  now(): Promise<Date>;
}

let founded = 0;

/** Founds 白杨社区 under rules that Chen of the committee publishes from today. */
export async function foundTown(
  db: Database,
  rules: RuleSet,
  at: Date | null = null
): Promise<Town> {
  configureCardKey(SECRET);
  configureCheckInKey(SECRET);
  configureBallotKeys(BALLOT_KEYS);
  configureResidentsVote(isAdoptedBy);
  const clock = { at };
  const readClock = async (tx: Sql) => clock.at ?? databaseClock(tx);
  const slug = `baiyang-${process.pid}-${++founded}`;
  const now = await readClock(db.sql);
  const { communityId, committee } = await foundCommunity(
    db,
    {
      slug,
      name: '白杨社区',
      name_en: 'Baiyang',
      district: '栖霞区',
      committee: { name: '陈主任', phone_hmac: null, phone_cipher: null }
    },
    now
  );
  const town: Town = {
    db,
    communityId,
    slug,
    chen: committee,
    clock,
    send: (who, command, input, key = newId()) =>
      runCommand(db, command, { communityId, key, caller: who, input }, readClock),
    inside: (work) => withCommunity(db, communityId, work),
    now: () => readClock(db.sql)
  };
  const in_force_from = civilDate(now.getTime(), TIME_ZONE);
  done(
    await town.send(committee, publishRuleSet, { document: JSON.stringify(rules), in_force_from })
  );
  return town;
}

/** The outcome of a command that had to work. */
export function done(outcome: Outcome): Extract<Outcome, { ok: true }> {
  assert(!isRefused(outcome), `a command of the example was refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** A household with a card, into which people move by `joinWith`. */
export interface Home {
  householdId: string;
  code: string;
}

let rooms = 100;

/** Chen enters a household and prints its card. */
export async function openHome(town: Town): Promise<Home> {
  const place = { building: '3', unit: '2', room: String(++rooms) };
  const { household_id } = done(await town.send(town.chen, addHousehold, place));
  const householdId = String(household_id);
  done(await town.send(town.chen, issueCards, { households: [householdId], places: '20' }));
  const [card] = await town.inside((tx) =>
    tx
      .select({ id: household_cards.id })
      .from(household_cards)
      .where(
        and(
          eq(household_cards.community_id, town.communityId),
          eq(household_cards.household_id, householdId),
          isNull(household_cards.revoked_at)
        )
      )
  );
  assert(card, 'the card was issued');
  return { householdId, code: cardCode(town.communityId, card.id) };
}

/** Somebody with a phone joins with the card of a home. */
export async function joinWith(town: Town, home: Home, name: string): Promise<Person> {
  const accountId = newId();
  await town.db.sql.insert(accounts).values({ id: accountId, created_at: await town.now() });
  const sent = { code: home.code, name };
  const { member_id } = done(await town.send({ accountId, memberId: null }, join, sent));
  return { accountId, memberId: String(member_id), householdId: home.householdId, name };
}

/** Somebody joins with the card of a home of their own. */
export const moveIn = async (town: Town, name: string): Promise<Person> =>
  joinWith(town, await openHome(town), name);

/** Chen gives somebody an office, of a team where it is a coordinator's. */
export async function give(
  town: Town,
  person: Person,
  office: Office,
  of: { team_id?: string; grid_id?: string } = {}
): Promise<void> {
  done(await town.send(town.chen, appoint, { member_id: person.memberId, office, ...of }));
}

/** How the kept balances and the transfers of a town agree: `{ wrong: [], total: 0 }` when they do. */
export async function booksOf(town: Town): Promise<{ wrong: unknown[]; total: number }> {
  const { wrong, total } = await town.inside((tx) => verifyLedger(tx, town.communityId));
  return { wrong, total };
}

export const IN_ORDER = { wrong: [], total: 0 };

/** How many members a town has. */
export const countMembers = (town: Town): Promise<number> =>
  town.inside((tx) => tx.$count(members, eq(members.community_id, town.communityId)));
