import { and, eq } from 'drizzle-orm';
import { accounts, memberships } from '../accounts/tables.server';
import { runCommand } from '../commands/run.server';
import type { Caller, Command } from '../commands/command.server';
import { foundCommunity, type Founded } from '../communities/found.server';
import { appointments, helper_mandates, members, type Office } from '../communities/tables.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database, Sql } from '../db/types.server';
import { households } from '../grids/tables.server';
import { publishRuleSet } from '../rules/publish.server';
import type { RuleSet } from '../rules/model';
import { newId } from '../shared/id';
import { assert, isRefused, type Outcome } from '../shared/result';
import { posterToken, sixDigitCode } from '../door/check-in-code.server';
import { checkInKey, configureCheckInKey } from '../door/check-in-key.server';
import { createShift } from './planning.server';
import { createTeam } from './team-commands.server';

/** A community with people, a patrol team and rules that give 1 point for every 10 minutes. */
export interface Town extends Founded {
  db: Database;
  /** The time that the commands see; tests move it. */
  now: Date;
  send(who: Caller, command: Command, input: Input, options?: SendOptions): Promise<Outcome>;
  inside<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  resident(name: string, options?: { homeless?: boolean }): Promise<Person>;
  appoint(person: Person, office: Office, teamId: string): Promise<void>;
  /** A person moves in with another. */
  livesWith(person: Person, other: Person): Promise<void>;
  /** A person asks a helper to act for them. */
  helps(helper: Person, person: Person): Promise<void>;
  /** Nobody acts for this person any more. */
  recalls(person: Person): Promise<void>;
  team(name: string): Promise<string>;
  /** A patrol on Saturday 7 March 2026 from 9 to 11 in the morning. */
  patrol(teamId: string, changes?: Record<string, string>): Promise<string>;
  code(shiftId: string): string;
  token(shiftId: string): string;
}

export type Person = Caller & { memberId: string; name: string };
type Input = Record<string, string | string[]>;
interface SendOptions {
  key?: string;
  phoneAt?: Date;
}

/** A moment of the day of the patrol, in Shanghai. */
export const saturday = (time: string): Date => new Date(`2026-03-07T${time}:00+08:00`);
export const friday = (time: string): Date => new Date(`2026-03-06T${time}:00+08:00`);

export const PATROL_RULES: RuleSet = {
  title: { zh: '巡逻积分办法' },
  account: 'member',
  unit_name: { zh: '分' },
  smallest_unit: '1',
  notice_days: 0,
  activities: [
    { id: 'patrol', family: 'safety', name: { zh: '参加巡逻' }, unit: 'minutes', attributes: [] },
    { id: 'talk', family: 'civic', name: { zh: '公开宣讲' }, unit: 'times', attributes: [] }
  ],
  groups: [],
  rules: [
    {
      id: 'patrol',
      clause: '1',
      activity: 'patrol',
      where: [],
      award: { kind: 'per_unit', points: 1, per: 10, step: 10, rounding: 'down' }
    },
    {
      id: 'talk',
      clause: '2',
      activity: 'talk',
      where: [],
      award: { kind: 'fixed', points: 5 }
    }
  ],
  caps: []
};

let founded = 0;

export async function openTown(known?: Database): Promise<Town> {
  configureCheckInKey('a secret for tests only');
  const db = known ?? (await openTestDatabase());
  const at = new Date('2026-03-02T09:00:00+08:00');
  const place = await foundCommunity(
    db,
    {
      slug: `baiyang-${++founded}`,
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
    resident: (name, { homeless = false } = {}) => moveIn(town, name, homeless),
    appoint: (person, office, team_id) =>
      town.inside(async (tx) => {
        await tx.insert(appointments).values({
          community_id: communityId,
          id: newId(),
          member_id: person.memberId,
          office,
          team_id,
          appointed_by: committee.accountId,
          appointed_at: town.now
        });
      }),
    livesWith: (person, other) =>
      town.inside(async (tx) => {
        const [home] = await tx
          .select({ id: members.household_id })
          .from(members)
          .where(and(eq(members.community_id, communityId), eq(members.id, other.memberId)));
        await tx
          .update(members)
          .set({ household_id: home?.id ?? null })
          .where(and(eq(members.community_id, communityId), eq(members.id, person.memberId)));
      }),
    helps: (helper, person) =>
      town.inside(async (tx) => {
        await tx.insert(helper_mandates).values({
          community_id: communityId,
          id: newId(),
          member_id: person.memberId,
          helper_account_id: helper.accountId,
          helper_name: helper.name,
          granted_by: person.accountId,
          granted_at: town.now
        });
      }),
    recalls: (person) =>
      town.inside(async (tx) => {
        await tx
          .update(helper_mandates)
          .set({ revoked_by: person.accountId, revoked_at: town.now })
          .where(
            and(
              eq(helper_mandates.community_id, communityId),
              eq(helper_mandates.member_id, person.memberId)
            )
          );
      }),
    team: async (name) => idOf(await town.send(committee, createTeam, { name }), 'team_id'),
    patrol: async (team_id, changes = {}) =>
      idOf(await town.send(committee, createShift, { ...PATROL, team_id, ...changes }), 'shift_id'),
    code: (shiftId) => sixDigitCode(checkInKey(), { communityId, occasionId: shiftId }),
    token: (shiftId) => posterToken(checkInKey(), { communityId, occasionId: shiftId })
  };
  const published = await town.send(committee, publishRuleSet, {
    document: JSON.stringify(PATROL_RULES),
    in_force_from: '2026-03-02'
  });
  assert(!isRefused(published), 'the rules of the example check');
  return town;
}

const PATROL = {
  title: '晨间巡逻',
  activity: 'patrol',
  place: '小区东门',
  date: '2026-03-07',
  from: '09:00',
  to: '11:00',
  capacity: '2'
};

async function moveIn(town: Town, name: string, homeless: boolean): Promise<Person> {
  const { communityId: community_id, db, now } = town;
  const [accountId, memberId, householdId] = [newId(), newId(), newId()];
  await db.sql.insert(accounts).values({ id: accountId, created_at: now });
  await db.sql.insert(memberships).values({
    account_id: accountId,
    community_id,
    member_id: memberId,
    kind: 'self',
    since: now
  });
  await town.inside(async (tx) => {
    await tx.insert(households).values({
      community_id,
      id: householdId,
      building: '3',
      unit: '1',
      room: householdId.slice(-6),
      created_at: now
    });
    await tx.insert(members).values({
      community_id,
      id: memberId,
      household_id: homeless ? null : householdId,
      account_id: accountId,
      name,
      joined_at: now,
      joined_by: 'card'
    });
  });
  return { accountId, memberId, name };
}

function idOf(outcome: Outcome, field: string): string {
  assert(!isRefused(outcome), `the example was refused: ${JSON.stringify(outcome)}`);
  return String(outcome[field]);
}
