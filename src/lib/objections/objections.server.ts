import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type Command } from '../commands/command.server';
import { resident } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { holdNotice, releaseNotice } from '../points/notice.server';
import { facts } from '../rules/tables.server';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { dismiss, uphold } from './decide.server';
import { objection_decisions, objections } from './tables.server';

export const reason = z.string().trim().min(2).max(500);

/**
 * Objects to a fact whose points are under public notice: the clock stops until the committee has
 * decided. Once for each person. Refuses `not_found`, `not_under_notice`, `already_objected`.
 */
export const raise = defineCommand({
  name: 'objections.raise',
  input: z.object({ fact_id: z.uuid(), reason }),
  who: resident,
  async run(tx, { fact_id, reason }, { memberId }, { communityId, caller, now }) {
    if (!(await isFact(tx, communityId, fact_id))) return refuse('not_found');
    const id = newId();
    const made = await tx
      .insert(objections)
      .values({
        community_id: communityId,
        id,
        fact_id,
        member_id: memberId,
        reason,
        raised_by: caller.accountId,
        raised_at: now
      })
      .onConflictDoNothing()
      .returning({ id: objections.id });
    if (made.length === 0) return refuse('already_objected');
    const hold = { id, factId: fact_id, heldBy: caller.accountId, at: now };
    if (!(await holdNotice(tx, communityId, hold))) return refuse('not_under_notice');
    return { ok: true, objection_id: id };
  },
  done: ({ objection_id }) => ({
    text: m.objections_done_raised(),
    undo: { command: 'objections.withdraw', fields: { objection_id: String(objection_id) } }
  })
});

/** Takes one's own objection back; the notice runs on. Refuses `not_found`, `objection_decided`. */
export const withdraw = defineCommand({
  name: 'objections.withdraw',
  input: z.object({ objection_id: z.uuid() }),
  who: resident,
  async run(tx, { objection_id }, { memberId }, { communityId, caller, now }) {
    const [own] = await tx
      .select({ id: objections.id })
      .from(objections)
      .where(
        and(
          eq(objections.community_id, communityId),
          eq(objections.id, objection_id),
          eq(objections.member_id, memberId)
        )
      );
    if (!own) return refuse('not_found');
    const ended = await tx
      .insert(objection_decisions)
      .values({
        community_id: communityId,
        objection_id,
        kind: 'withdrawn',
        reason: '',
        decided_by: memberId,
        decided_at: now
      })
      .onConflictDoNothing()
      .returning({ id: objection_decisions.objection_id });
    if (ended.length === 0) return refuse('objection_decided');
    const release = { holdId: objection_id, releasedBy: caller.accountId, at: now };
    await releaseNotice(tx, communityId, release);
    return { ok: true };
  },
  done: () => ({ text: m.objections_done_withdrawn() })
});

async function isFact(tx: Sql, communityId: string, factId: string): Promise<boolean> {
  const count = await tx.$count(
    facts,
    and(eq(facts.community_id, communityId), eq(facts.id, factId))
  );
  return count > 0;
}

/** Everything that residents and the committee may send. */
export const objectionCommands: Command[] = [raise, withdraw, uphold, dismiss];
