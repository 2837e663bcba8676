import { foundCommunity } from '../communities/found.server';
import { appoint } from '../communities/appointments.server';
import { appointments, members, type Office } from '../communities/tables.server';
import type { Acting, Command } from '../commands/command.server';
import { runCommand } from '../commands/run.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { newId } from '../shared/id';
import type { Outcome } from '../shared/result';
import type { z } from 'zod';

export const MORNING = new Date('2026-03-02T01:00:00Z');

export interface Person {
  accountId: string;
  memberId: string;
}

/** A community with its committee, in which named people send commands. */
export interface Committee {
  communityId: string;
  /** 王秀英 of the committee. */
  wang: Person;
  /** Somebody who holds an office here. */
  officer(name: string, office: Office, gridId?: string): Promise<Person>;
  run<Schema extends z.ZodType, Authority extends Acting>(
    who: Person,
    command: Command<Schema, Authority>,
    input: z.input<Schema>,
    key?: string
  ): Promise<Outcome>;
}

/** Founds 白杨社区 or another community with 王秀英 as its first committee member. */
export async function committeeOf(db: Database, slug: string, now = MORNING): Promise<Committee> {
  const { communityId, committee: wang } = await foundCommunity(
    db,
    {
      slug,
      name: slug,
      name_en: slug,
      district: '栖霞区',
      committee: { name: '王秀英', phone_hmac: null, phone_cipher: null }
    },
    now
  );
  const run: Committee['run'] = (who, command, input, key = newId()) =>
    runCommand(db, command, { communityId, key, caller: who, input }, async () => now);
  return {
    communityId,
    wang,
    run,
    async officer(name, office, gridId) {
      const person = { accountId: newId(), memberId: newId() };
      await withCommunity(db, communityId, (tx) =>
        tx.insert(members).values({
          community_id: communityId,
          id: person.memberId,
          account_id: person.accountId,
          name,
          joined_at: now,
          joined_by: 'staff'
        })
      );
      if (office === 'coordinator') await appointDirectly(db, communityId, person, office, now);
      else {
        const input = { member_id: person.memberId, office, grid_id: gridId ?? '' };
        await run(wang, appoint, input);
      }
      return person;
    }
  };
}

const appointDirectly = (
  db: Database,
  communityId: string,
  { memberId }: Person,
  office: Office,
  now: Date
) =>
  withCommunity(db, communityId, (tx) =>
    tx.insert(appointments).values({
      community_id: communityId,
      id: newId(),
      member_id: memberId,
      office,
      team_id: newId(),
      appointed_by: memberId,
      appointed_at: now
    })
  );
