import { accounts, memberships } from '../accounts/tables.server';
import { runCommand } from '../commands/run.server';
import type { Caller, Command } from '../commands/command.server';
import { foundCommunity, type Founded } from '../communities/found.server';
import { appointments, members, type Office } from '../communities/tables.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database, Sql } from '../db/types.server';
import { posterToken, sixDigitCode } from '../door/check-in-code.server';
import { checkInKey, configureCheckInKey } from '../door/check-in-key.server';
import { households } from '../grids/tables.server';
import { publishRuleSet } from '../rules/publish.server';
import type { RuleSet } from '../rules/model';
import { newId } from '../shared/id';
import { assert, isRefused, type Outcome } from '../shared/result';
import { createEvent } from './planning.server';
import { addRoom } from './room-commands.server';

/** A community with a residents' home; coming to a lecture gives 2 points, reading 1 for 10 minutes. */
export interface Town extends Founded {
  db: Database;
  /** The time that the commands see; tests move it. */
  now: Date;
  send(who: Caller, command: Command, input: Input, options?: SendOptions): Promise<Outcome>;
  inside<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  household(): Promise<string>;
  /** Somebody with an account, in a household of their own unless one is given. */
  resident(name: string, householdId?: string): Promise<Person>;
  /** Somebody of a household who has no account. */
  relative(name: string, householdId: string): Promise<string>;
  appoint(person: Person, office: Office): Promise<void>;
  room(name: string, capacity?: number): Promise<string>;
  /** A lecture on Saturday 7 March 2026 from 14:00 to 16:00 with three places. */
  lecture(roomId: string, changes?: Record<string, string>): Promise<string>;
  code(eventId: string): string;
  token(eventId: string): string;
}

export type Person = Caller & { memberId: string; name: string; householdId: string };
type Input = Record<string, string | string[]>;
interface SendOptions {
  key?: string;
  phoneAt?: Date;
}

/** A moment of the day of the lecture, in Shanghai. */
export const saturday = (time: string): Date => new Date(`2026-03-07T${time}:00+08:00`);
export const friday = (time: string): Date => new Date(`2026-03-06T${time}:00+08:00`);

export const RULES: RuleSet = {
  title: { zh: '居民之家积分办法' },
  account: 'member',
  unit_name: { zh: '分' },
  smallest_unit: '1',
  notice_days: 0,
  activities: [
    { id: 'lecture', family: 'civic', name: { zh: '参加讲座' }, unit: 'times', attributes: [] },
    { id: 'reading', family: 'civic', name: { zh: '参加读书' }, unit: 'minutes', attributes: [] }
  ],
  groups: [],
  rules: [
    {
      id: 'lecture',
      clause: '1',
      activity: 'lecture',
      where: [],
      award: { kind: 'per_unit', points: 2, per: 1, step: 1, rounding: 'down' }
    },
    {
      id: 'reading',
      clause: '2',
      activity: 'reading',
      where: [],
      award: { kind: 'per_unit', points: 1, per: 10, step: 10, rounding: 'down' }
    }
  ],
  caps: []
};

const LECTURE = {
  title: '春季养生讲座',
  activity: 'lecture',
  description: '请自带水杯',
  date: '2026-03-07',
  from: '14:00',
  to: '16:00',
  capacity: '3'
};

let founded = 0;

export async function openTown(known?: Database): Promise<Town> {
  configureCheckInKey('a secret for tests only');
  const db = known ?? (await openTestDatabase());
  const at = new Date('2026-03-02T09:00:00+08:00');
  const place = await foundCommunity(
    db,
    {
      slug: `home-${++founded}`,
      name: '白杨社区',
      name_en: 'Baiyang',
      district: '栖霞区',
      committee: { name: '陈主任', phone_hmac: null, phone_cipher: null }
    },
    at
  );
  const { communityId, committee } = place;
  const town: Town = {
    ...place,
    db,
    now: at,
    send: (who, command, input, { key = newId(), phoneAt } = {}) =>
      runCommand(
        db,
        command,
        { communityId, key, caller: who, input, phoneAt: phoneAt ?? null },
        async () => town.now
      ),
    inside: (work) => withCommunity(db, communityId, work),
    household: () => build(town),
    resident: async (name, householdId) => moveIn(town, name, householdId ?? (await build(town))),
    relative: (name, householdId) => enter(town, { name, householdId, accountId: null }),
    appoint: (person, office) =>
      town.inside(async (tx) => {
        await tx.insert(appointments).values({
          community_id: communityId,
          id: newId(),
          member_id: person.memberId,
          office,
          appointed_by: committee.accountId,
          appointed_at: town.now
        });
      }),
    room: async (name, capacity = 30) => {
      const room = { name, place: '居民之家二楼', capacity: String(capacity) };
      return idOf(await town.send(committee, addRoom, room), 'room_id');
    },
    lecture: async (room_id, changes = {}) =>
      idOf(
        await town.send(committee, createEvent, { ...LECTURE, room_id, ...changes }),
        'event_id'
      ),
    code: (id) => sixDigitCode(checkInKey(), { communityId, occasionId: id }),
    token: (id) => posterToken(checkInKey(), { communityId, occasionId: id })
  };
  const published = await town.send(committee, publishRuleSet, {
    document: JSON.stringify(RULES),
    in_force_from: '2026-03-02'
  });
  assert(!isRefused(published), 'the rules of the example check');
  return town;
}

/** What a planner would send for a lecture in a room. */
export const lecture = (room_id: string, changes: Record<string, string> = {}) => ({
  ...LECTURE,
  room_id,
  ...changes
});

async function build({ inside, communityId, now }: Town): Promise<string> {
  const id = newId();
  await inside((tx) =>
    tx.insert(households).values({
      community_id: communityId,
      id,
      building: '3',
      unit: '1',
      room: id.slice(-6),
      created_at: now
    })
  );
  return id;
}

async function moveIn(town: Town, name: string, householdId: string): Promise<Person> {
  const accountId = newId();
  await town.db.sql.insert(accounts).values({ id: accountId, created_at: town.now });
  const memberId = await enter(town, { name, householdId, accountId });
  await town.db.sql.insert(memberships).values({
    account_id: accountId,
    community_id: town.communityId,
    member_id: memberId,
    kind: 'self',
    since: town.now
  });
  return { accountId, memberId, name, householdId };
}

async function enter(
  { inside, communityId, now }: Town,
  person: { name: string; householdId: string; accountId: string | null }
): Promise<string> {
  const id = newId();
  await inside((tx) =>
    tx.insert(members).values({
      community_id: communityId,
      id,
      household_id: person.householdId,
      account_id: person.accountId,
      name: person.name,
      joined_at: now,
      joined_by: person.accountId ? 'card' : 'staff'
    })
  );
  return id;
}

export function idOf(outcome: Outcome, field: string): string {
  assert(!isRefused(outcome), `the example was refused: ${JSON.stringify(outcome)}`);
  return String(outcome[field]);
}
