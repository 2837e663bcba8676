import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { officer, type Officer } from '../communities/authority.server';
import { nearTo, type Judged, type Nearness } from '../communities/nearness.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { releaseNotice } from '../points/notice.server';
import { withdrawFact } from '../rules/revising.server';
import { facts } from '../rules/tables.server';
import { isRefused, refuse, type Refused } from '../shared/result';
import { objection_decisions, objections } from './tables.server';

const Decision = z.object({ fact_id: z.uuid(), reason: z.string().trim().min(2).max(500) });
type Decision = z.output<typeof Decision>;

/**
 * The objections to a fact are right: it is withdrawn for good (`refuseUpheld`), also where those who
 * vouched for it had done so before, and everyone's points become what they would be without it.
 * Refuses `not_found`, `no_open_objection`, `objection_own`, `objection_same_household`,
 * `objection_helped`, `objection_decided`.
 */
export const uphold = defineCommand({
  name: 'objections.uphold',
  input: Decision,
  who: officer('committee'),
  async run(tx, decision, decider, context) {
    const decided = await decide(tx, 'upheld', decision, decider, context);
    if (isRefused(decided)) return decided;
    await withdrawFact(tx, context, decision.fact_id, decision.reason);
    await releaseAll(tx, decided, context);
    return { ok: true };
  },
  done: () => ({ text: m.objections_done_upheld() })
});

/** The objections to a fact are not right: the rest of its notice runs on. Refuses as `uphold`. */
export const dismiss = defineCommand({
  name: 'objections.dismiss',
  input: Decision,
  who: officer('committee'),
  async run(tx, decision, decider, context) {
    const decided = await decide(tx, 'dismissed', decision, decider, context);
    if (isRefused(decided)) return decided;
    await releaseAll(tx, decided, context);
    return { ok: true };
  },
  done: () => ({ text: m.objections_done_dismissed() })
});

/** Ends every open objection to a fact; gives their ids. Of two deciders at once one is refused. */
async function decide(
  tx: Sql,
  kind: 'upheld' | 'dismissed',
  { fact_id, reason }: Decision,
  decider: Officer,
  { communityId, caller, now }: CommandContext
): Promise<string[] | Refused> {
  const [fact] = await tx
    .select({ memberId: facts.member_id, householdId: facts.household_id })
    .from(facts)
    .where(and(eq(facts.community_id, communityId), eq(facts.id, fact_id)));
  if (!fact) return refuse('not_found');
  const open = await listOpen(tx, communityId, fact_id);
  if (open.length === 0) return refuse('no_open_objection');
  const involved = await partOf(tx, communityId, caller.accountId, fact, open);
  if (involved) return involved;
  const ended = await tx
    .insert(objection_decisions)
    .values(
      open.map(({ id }) => ({
        community_id: communityId,
        objection_id: id,
        kind,
        reason,
        decided_by: decider.memberId,
        decided_at: now
      }))
    )
    .onConflictDoNothing()
    .returning({ id: objection_decisions.objection_id });
  return ended.length < open.length ? refuse('objection_decided') : ended.map(({ id }) => id);
}

interface Open extends Judged {
  id: string;
}

const listOpen = (tx: Sql, communityId: string, factId: string): Promise<Open[]> =>
  tx
    .select({
      id: objections.id,
      memberId: objections.member_id,
      sentBy: objections.raised_by
    })
    .from(objections)
    .leftJoin(
      objection_decisions,
      and(
        eq(objection_decisions.community_id, objections.community_id),
        eq(objection_decisions.objection_id, objections.id)
      )
    )
    .where(
      and(
        eq(objections.community_id, communityId),
        eq(objections.fact_id, factId),
        isNull(objection_decisions.objection_id)
      )
    )
    .orderBy(objections.id);

const TOO_NEAR = {
  self: 'objection_own',
  household: 'objection_same_household',
  helped: 'objection_helped'
} as const satisfies Record<Nearness, string>;

/** Nobody decides what they, or somebody near to them, did or objected to (`nearTo`). */
async function partOf(
  tx: Sql,
  communityId: string,
  accountId: string,
  fact: Judged,
  open: Judged[]
): Promise<Refused | null> {
  const near = await nearTo(tx, communityId, accountId, [fact, ...open]);
  const nearest = (['self', 'household', 'helped'] as const).find((nearness) =>
    [...near.values()].includes(nearness)
  );
  return nearest ? refuse(TOO_NEAR[nearest]) : null;
}

/** Read anew: the notice of what was just taken back is held until then as well. */
async function releaseAll(
  tx: Sql,
  holds: string[],
  { communityId, caller, readClock }: CommandContext
): Promise<void> {
  const at = await readClock();
  for (const holdId of holds) {
    await releaseNotice(tx, communityId, { holdId, releasedBy: caller.accountId, at });
  }
}
