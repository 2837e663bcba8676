import { and, eq, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type Command, type CommandContext } from '../commands/command.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { refuseUpheld } from '../objections/upheld.server';
import { m } from '../paraglide/messages';
import { recordFacts } from '../rules/facts.server';
import { readActivities } from '../rules/read.server';
import { correctFact, withdrawFact } from '../rules/revising.server';
import { assert, isRefused, refuse, type Refused } from '../shared/result';
import { checkQuantity, CLAIMED, momentOf } from './claim';
import { answer, restore, send, timeZoneOf, withdraw } from './claims.server';
import { reviewer, type Reviewer } from './reviewer.server';
import { moveOn, tell, type Claim, type Step } from './story.server';
import { claim_events } from './tables.server';
import { numberField } from '../shared/number-field.server';

const words = z.string().trim().min(2).max(500);
const Named = z.object({ claim_id: z.uuid() });

/**
 * Approves a claim: it becomes a fact, and its points stand under public notice. With another
 * quantity than claimed the reason must be said. One whose approval was withdrawn comes back to life.
 * Refuses `claim_moved_on`, `claim_quantity_wrong`, `claim_reason_missing`, `claim_activity_unknown`,
 * `objection_upheld`.
 */
export const approve = defineCommand({
  name: 'claims.approve',
  input: Named.extend({
    quantity: numberField.optional(),
    reason: z.string().trim().max(500).default('')
  }),
  who: reviewer,
  async run(tx, input, { claim, memberId }, context) {
    const quantity = input.quantity ?? claim.quantity;
    const wrong = await checkChange(tx, claim, quantity, input.reason);
    if (wrong) return wrong;
    const number = await moveOn(tx, claim, {
      kind: 'approved',
      from: ['waiting', 'asked', 'revoked'],
      to: 'approved'
    });
    if (typeof number !== 'number') return number;
    const factId = await accept(tx, claim, quantity, input.reason, context);
    const upheld = await refuseUpheld(tx, claim.community_id, [factId]);
    if (upheld) return upheld;
    const told = { number, kind: 'approved' as const, words: input.reason, quantity };
    await tell(tx, claim, { ...told, factId, byMember: memberId }, context);
    return { ok: true, claim_id: claim.id, name: await nameOf(tx, claim) };
  },
  done: ({ claim_id, name }) => ({
    text: m.claims_done_approved({ name: String(name) }),
    undo: {
      command: 'claims.revoke',
      fields: {
        claim_id: String(claim_id),
        reason: m.claims_reason_undone({}, { locale: 'zh' })
      }
    }
  })
});

/** Asks the claimant something; the claim waits for the answer. Refuses `claim_moved_on`. */
export const ask = defineCommand({
  name: 'claims.ask',
  input: Named.extend({ words }),
  who: reviewer,
  run: (tx, input, who, context) =>
    decide(tx, who, { kind: 'asked', from: ['waiting'], to: 'asked' }, input.words, context),
  done: ({ name }) => ({ text: m.claims_done_asked({ name: String(name) }) })
});

/** Declines with a reason that the claimant reads. Refuses `claim_moved_on`. */
export const decline = defineCommand({
  name: 'claims.decline',
  input: Named.extend({ reason: words }),
  who: reviewer,
  run: (tx, { reason }, who, context) =>
    decide(
      tx,
      who,
      { kind: 'declined', from: ['waiting', 'asked'], to: 'declined' },
      reason,
      context
    ),
  done: ({ claim_id, name }) => ({
    text: m.claims_done_declined({ name: String(name) }),
    undo: { command: 'claims.reopen', fields: { claim_id: String(claim_id) } }
  })
});

/** Looks at a declined claim once more. Refuses `claim_moved_on`. */
export const reopen = defineCommand({
  name: 'claims.reopen',
  input: Named,
  who: reviewer,
  run: (tx, _input, who, context) =>
    decide(tx, who, { kind: 'restored', from: ['declined'], to: 'waiting' }, '', context),
  done: ({ name }) => ({ text: m.claims_done_reopened({ name: String(name) }) })
});

/** Changes what an approved claim counts for, with a reason. Refuses as `approve`. */
export const correct = defineCommand({
  name: 'claims.correct',
  input: Named.extend({ quantity: numberField, reason: words }),
  who: reviewer,
  async run(tx, { quantity, reason }, { claim, memberId }, context) {
    const wrong = await checkChange(tx, claim, quantity, reason);
    if (wrong) return wrong;
    const step: Step = { kind: 'corrected', from: ['approved'], to: 'approved' };
    const found = await approvedFact(tx, claim, step);
    if (isRefused(found)) return found;
    const { number, factId } = found;
    await tell(
      tx,
      claim,
      { number, kind: 'corrected', words: reason, quantity, byMember: memberId },
      context
    );
    await correctFact(tx, context, factId, { quantity, reason });
    const upheld = await refuseUpheld(tx, claim.community_id, [factId]);
    if (upheld) return upheld;
    return { ok: true, claim_id: claim.id, name: await nameOf(tx, claim) };
  },
  done: ({ name }) => ({ text: m.claims_done_corrected({ name: String(name) }) })
});

/** Withdraws an approval with a reason; everyone's points become what they would be without it. */
export const revoke = defineCommand({
  name: 'claims.revoke',
  input: Named.extend({ reason: words }),
  who: reviewer,
  async run(tx, { reason }, { claim, memberId }, context) {
    const step: Step = { kind: 'revoked', from: ['approved'], to: 'revoked' };
    const found = await approvedFact(tx, claim, step);
    if (isRefused(found)) return found;
    const { quantity } = claim;
    const told = { number: found.number, kind: step.kind, words: reason, quantity };
    await tell(tx, claim, { ...told, byMember: memberId }, context);
    await withdrawFact(tx, context, found.factId, reason);
    const upheld = await refuseUpheld(tx, claim.community_id, [found.factId]);
    if (upheld) return upheld;
    return { ok: true, claim_id: claim.id, name: await nameOf(tx, claim) };
  },
  done: ({ name }) => ({ text: m.claims_done_revoked({ name: String(name) }) })
});

async function decide(
  tx: Sql,
  { claim, memberId }: Reviewer,
  step: Step,
  said: string,
  context: CommandContext
): Promise<{ ok: true; claim_id: string; name: string } | Refused> {
  const number = await moveOn(tx, claim, step);
  if (typeof number !== 'number') return number;
  const { quantity } = claim;
  await tell(
    tx,
    claim,
    { number, kind: step.kind, words: said, quantity, byMember: memberId },
    context
  );
  return { ok: true, claim_id: claim.id, name: await nameOf(tx, claim) };
}

async function checkChange(
  tx: Sql,
  claim: Claim,
  quantity: number,
  reason: string
): Promise<Refused | null> {
  const activity = (await readActivities(tx, claim.community_id)).get(claim.activity);
  if (!activity) return refuse('claim_activity_unknown');
  const wrong = checkQuantity(quantity, activity.unit);
  if (wrong) return wrong;
  const isUnexplained = quantity !== claim.quantity && reason.length < 2;
  return isUnexplained ? refuse('claim_reason_missing', { field: 'reason' }) : null;
}

/** The fact of an approved claim: made once, and believed again when it was withdrawn. */
async function accept(
  tx: Sql,
  claim: Claim,
  quantity: number,
  reason: string,
  context: CommandContext
): Promise<string> {
  const known = await factOf(tx, claim);
  if (known) {
    const why = reason || m.claims_reason_restored({}, { locale: 'zh' });
    await correctFact(tx, context, known, { quantity, reason: why });
    return known;
  }
  const activity = (await readActivities(tx, claim.community_id)).get(claim.activity);
  assert(activity, 'the activity of a claim was declared when it was sent');
  const timeZone = await timeZoneOf(tx, claim.community_id);
  const [recorded] = await recordFacts(tx, context, [
    {
      activity: claim.activity,
      memberId: claim.member_id,
      householdId: claim.household_id,
      occurredAt: momentOf(claim.occurred_on, timeZone, context.now),
      quantity,
      attributes: { ...claim.attributes, ...CLAIMED },
      source: 'claim',
      sourceId: claim.id,
      title: activity.name.zh
    }
  ]);
  assert(recorded, 'one fact is recorded');
  return recorded.factId;
}

/** Moves an approved claim on; gives its fact. */
async function approvedFact(
  tx: Sql,
  claim: Claim,
  step: Step
): Promise<{ number: number; factId: string } | Refused> {
  const number = await moveOn(tx, claim, step);
  if (typeof number !== 'number') return number;
  const factId = await factOf(tx, claim);
  assert(factId, 'an approved claim has its fact');
  return { number, factId };
}

async function factOf(tx: Sql, claim: Claim): Promise<string | null> {
  const [approved] = await tx
    .select({ factId: claim_events.fact_id })
    .from(claim_events)
    .where(
      and(
        eq(claim_events.community_id, claim.community_id),
        eq(claim_events.claim_id, claim.id),
        isNotNull(claim_events.fact_id)
      )
    )
    .limit(1);
  return approved?.factId ?? null;
}

async function nameOf(tx: Sql, claim: Claim): Promise<string> {
  const [member] = await tx
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.community_id, claim.community_id), eq(members.id, claim.member_id)));
  return member?.name ?? '';
}

/** Everything that residents and reviewers may send. */
export const claimCommands: Command[] = [
  send,
  withdraw,
  restore,
  answer,
  approve,
  ask,
  decline,
  reopen,
  correct,
  revoke
];
