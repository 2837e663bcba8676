import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { accountExists } from '../accounts/accounts.server';
import { addMembership, removeHelperMembership } from '../accounts/memberships.server';
import { defineCommand } from '../commands/command.server';
import { command_receipts } from '../commands/tables.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { isRefused, refuse } from '../shared/result';
import { ownPerson } from './authority.server';
import { readPersonName } from './person-name';
import { helper_mandates, members } from './tables.server';

export const MOST_HELPERS = 5;

/**
 * 代办: lets another account act for this person, until it is taken back. Only the person decides
 * this. Refuses helper_is_self, helper_already, helpers_too_many, name_blank and name_too_long.
 */
export const appointHelper = defineCommand({
  name: 'communities.appoint_helper',
  input: z.object({ helper_account_id: z.uuid(), name: z.string().max(500) }),
  who: ownPerson,
  async run(tx, input, { memberId }, { communityId, caller, now }) {
    const { helper_account_id } = input;
    const read = readPersonName(input.name);
    if (isRefused(read)) return read;
    if (helper_account_id === caller.accountId) return refuse('helper_is_self');
    if (!(await accountExists(tx, helper_account_id))) return refuse('not_found');
    await lockMember(tx, communityId, memberId);
    const held = await listHelpers(tx, communityId, memberId);
    if (held.some((one) => one.accountId === helper_account_id)) {
      return refuse('helper_already', { name: read.name });
    }
    if (held.length >= MOST_HELPERS) return refuse('helpers_too_many', { most: MOST_HELPERS });
    const id = newId();
    await tx.insert(helper_mandates).values({
      community_id: communityId,
      id,
      member_id: memberId,
      helper_account_id,
      helper_name: read.name,
      granted_by: memberId,
      granted_at: now
    });
    await addMembership(tx, {
      account_id: helper_account_id,
      community_id: communityId,
      member_id: memberId,
      kind: 'helper',
      since: now
    });
    return { ok: true, mandate_id: id, name: read.name };
  },
  done: ({ mandate_id, name }) => ({
    text: m.communities_helper_appointed({ name: String(name) }),
    undo: { command: 'communities.revoke_helper', fields: { mandate_id: String(mandate_id) } }
  })
});

/** Takes a mandate back at once. Refuses not_found when it is not a live one of this person. */
export const revokeHelper = defineCommand({
  name: 'communities.revoke_helper',
  input: z.object({ mandate_id: z.uuid() }),
  who: ownPerson,
  async run(tx, { mandate_id }, { memberId }, { communityId, now }) {
    await lockMember(tx, communityId, memberId);
    const [revoked] = await tx
      .update(helper_mandates)
      .set({ revoked_by: memberId, revoked_at: now })
      .where(
        and(
          eq(helper_mandates.community_id, communityId),
          eq(helper_mandates.id, mandate_id),
          eq(helper_mandates.member_id, memberId),
          isNull(helper_mandates.revoked_at)
        )
      )
      .returning();
    if (!revoked) return refuse('not_found');
    const { helper_account_id, helper_name } = revoked;
    await removeHelperMembership(tx, {
      account_id: helper_account_id,
      community_id: communityId,
      member_id: memberId
    });
    return { ok: true, helper_account_id, name: helper_name };
  },
  done: ({ helper_account_id, name }) => ({
    text: m.communities_helper_revoked({ name: String(name) }),
    undo: {
      command: 'communities.appoint_helper',
      fields: { helper_account_id: String(helper_account_id), name: String(name) }
    }
  })
});

export interface Helper {
  mandateId: string;
  accountId: string;
  name: string;
  since: Date;
}

/** Who may act for this person now, the longest-standing first. */
export const listHelpers = (tx: Sql, communityId: string, memberId: string): Promise<Helper[]> =>
  tx
    .select({
      mandateId: helper_mandates.id,
      accountId: helper_mandates.helper_account_id,
      name: helper_mandates.helper_name,
      since: helper_mandates.granted_at
    })
    .from(helper_mandates)
    .where(
      and(
        eq(helper_mandates.community_id, communityId),
        eq(helper_mandates.member_id, memberId),
        isNull(helper_mandates.revoked_at)
      )
    )
    .orderBy(asc(helper_mandates.granted_at));

/**
 * What others did for this person and that took effect, newest first, before a time. `by` is the
 * name under which the person appointed the helper; null when it was somebody else.
 */
export const listDoneFor = (
  tx: Sql,
  communityId: string,
  memberId: string,
  before: Date,
  limit: number
) =>
  tx
    .select({
      key: command_receipts.key,
      name: command_receipts.name,
      outcome: command_receipts.outcome,
      at: command_receipts.at,
      by: sql<string | null>`(select h.helper_name from helper_mandates h
        where h.community_id = command_receipts.community_id
          and h.member_id = command_receipts.on_behalf_of
          and h.helper_account_id = command_receipts.actor
        order by h.granted_at desc limit 1)`
    })
    .from(command_receipts)
    .where(
      and(
        eq(command_receipts.community_id, communityId),
        eq(command_receipts.on_behalf_of, memberId),
        lt(command_receipts.at, before),
        sql`${command_receipts.outcome} ->> 'ok' = 'true'`
      )
    )
    .orderBy(desc(command_receipts.at))
    .limit(limit);

const lockMember = (tx: Sql, communityId: string, memberId: string) =>
  tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.community_id, communityId), eq(members.id, memberId)))
    .for('no key update');
