import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type Command, type CommandContext } from '../commands/command.server';
import { officer, resident, type Officer, type Resident } from '../communities/authority.server';
import { nearTo } from '../communities/nearness.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { DUTIES } from '../grids/duties';
import { m } from '../paraglide/messages';
import { deduct, giveBack, type Deducted } from '../points/deduct.server';
import { lockSettled } from '../rules/expire.server';
import type { RuleTimeline } from '../rules/model';
import { readRulesInForce } from '../rules/read.server';
import { readTimeline } from '../rules/timeline.server';
import { newId } from '../shared/id';
import { assert, isRefused, refuse, type Refused } from '../shared/result';
import { deduction_steps, deductions, type DEDUCTION_STEPS } from './tables.server';

export type Deduction = typeof deductions.$inferSelect;
type StepName = (typeof DEDUCTION_STEPS)[number];

const reason = z.string().trim().min(2).max(300);
const Named = z.object({ deduction_id: z.uuid() });
const decider = officer(...DUTIES.deduct);

/**
 * Proposes to take points from somebody for something of the closed list in the rules in force. A
 * second officer decides. Refuses `deductions_off`, `deduction_unknown`, `deduction_near` for oneself
 * and whom one is near to, and `deduction_no_household`.
 */
export const propose = defineCommand({
  name: 'deductions.propose',
  input: z.object({ member_id: z.uuid(), item: z.string().min(1).max(64), reason }),
  who: decider,
  async run(tx, { member_id, item, reason }, { memberId }, context) {
    const { communityId, caller, now } = context;
    const rules = await readRulesInForce(tx, communityId, now);
    if (!rules?.rule_set.deductions) return refuse('deductions_off');
    const known = rules.rule_set.deductions.items.some(({ id }) => id === item);
    if (!known) return refuse('deduction_unknown', { field: 'item' });
    const person = await readPerson(tx, communityId, member_id);
    if (!person) return refuse('not_found');
    const near = await nearTo(tx, communityId, caller.accountId, [{ memberId: member_id }]);
    if (near.size > 0) return refuse('deduction_near', { field: 'member_id' });
    const { account } = rules.rule_set;
    const owner_id = account === 'member' ? member_id : person.householdId;
    if (!owner_id) return refuse('deduction_no_household', { field: 'member_id' });
    const id = newId();
    await tx.insert(deductions).values({
      community_id: communityId,
      id,
      member_id,
      owner_kind: account,
      owner_id,
      item,
      rule_version: rules.version,
      reason,
      proposed_by: memberId,
      proposed_account: caller.accountId,
      proposed_at: now
    });
    return { ok: true, deduction_id: id };
  },
  done: ({ deduction_id }) => ({
    text: m.deductions_done_proposed(),
    undo: { command: 'deductions.drop', fields: { deduction_id: String(deduction_id) } }
  })
});

/**
 * A second officer agrees: as many points are taken as there are, never below zero. Refuses
 * `deduction_same_officer` (also with the same account), `deduction_near`, `deduction_decided`, and
 * `deductions_off` when the rules have none any more.
 */
export const confirm = defineCommand({
  name: 'deductions.confirm',
  input: Named,
  who: decider,
  async run(tx, { deduction_id }, { memberId }, context) {
    const { communityId, caller, now } = context;
    const found = await hold(tx, communityId, deduction_id);
    if (!found) return refuse('not_found');
    const { proposed_by, proposed_account } = found;
    if (proposed_by === memberId || proposed_account === caller.accountId) {
      return refuse('deduction_same_officer');
    }
    const judged = { memberId: found.member_id, householdId: householdOf(found) };
    const near = await nearTo(tx, communityId, caller.accountId, [judged]);
    if (near.size > 0) return refuse('deduction_near');
    const rules = await readRulesInForce(tx, communityId, now);
    if (!rules?.rule_set.deductions) return refuse('deductions_off');
    const steps = await stepsOf(tx, found);
    if (steps.has('dropped') || steps.has('confirmed')) return refuse('deduction_decided');
    const timeline = await readTimeline(tx, communityId);
    const { points: most, deducted } = asDeducted(timeline, found);
    const { accounts, at } = await lockSettled(tx, context, timeline, deducted.owner);
    const points = await deduct(tx, communityId, at, accounts, { most, deducted });
    await add(tx, found, 'confirmed', memberId, at, { points });
    return { ok: true, deduction_id };
  },
  done: () => ({ text: m.deductions_done_confirmed() })
});

/** It comes to nothing: before another officer agrees, by either. Refuses `deduction_decided`. */
export const drop = defineCommand({
  name: 'deductions.drop',
  input: Named,
  who: decider,
  async run(tx, { deduction_id }, { memberId }, { communityId, now }) {
    const found = await hold(tx, communityId, deduction_id);
    if (!found) return refuse('not_found');
    const steps = await stepsOf(tx, found);
    if (steps.has('dropped') || steps.has('confirmed')) return refuse('deduction_decided');
    await add(tx, found, 'dropped', memberId, now);
    return { ok: true, deduction_id };
  },
  done: () => ({ text: m.deductions_done_dropped() })
});

/**
 * Whoever is concerned says why not, once: the person, or anybody of the household whose points they
 * were. Refuses `deduction_objected`; `not_found` for everybody else.
 */
export const object = defineCommand({
  name: 'deductions.object',
  input: Named.extend({ reason }),
  who: resident,
  async run(tx, { deduction_id, reason }, who, { communityId, now }) {
    const found = await hold(tx, communityId, deduction_id);
    const steps = found && (await stepsOf(tx, found));
    if (!found || !steps?.has('confirmed') || !concerns(found, who)) return refuse('not_found');
    if (steps.has('withdrawn')) return refuse('deduction_over');
    if (steps.has('objected')) return refuse('deduction_objected');
    await add(tx, found, 'objected', who.memberId, now, { words: reason });
    return { ok: true, deduction_id };
  },
  done: () => ({ text: m.deductions_done_objected() })
});

/** One of the two who decided answers an objection: it stays. Refuses `deduction_not_objected`. */
export const keep = defineCommand({
  name: 'deductions.keep',
  input: Named.extend({ reason }),
  who: decider,
  async run(tx, { deduction_id, reason }, { memberId }, { communityId, now }) {
    const decided = await ofTheTwo(tx, communityId, deduction_id, memberId);
    if (isRefused(decided)) return decided;
    const { found, steps } = decided;
    if (!steps.has('objected') || steps.has('kept')) return refuse('deduction_not_objected');
    await add(tx, found, 'kept', memberId, now, { words: reason });
    return { ok: true, deduction_id };
  },
  done: () => ({ text: m.deductions_done_kept() })
});

/** One of the two who decided takes it back: what was taken is given back whole. */
export const withdraw = defineCommand({
  name: 'deductions.withdraw',
  input: Named.extend({ reason }),
  who: decider,
  async run(tx, { deduction_id, reason }, { memberId }, context) {
    const { communityId } = context;
    const decided = await ofTheTwo(tx, communityId, deduction_id, memberId);
    if (isRefused(decided)) return decided;
    const { found, steps } = decided;
    const taken = steps.get('confirmed')?.points ?? 0;
    const timeline = await readTimeline(tx, communityId);
    const { deducted } = asDeducted(timeline, found);
    const { accounts, at } = await lockSettled(tx, context, timeline, deducted.owner);
    await giveBack(tx, communityId, at, accounts, { taken, deducted });
    await add(tx, found, 'withdrawn', memberId, at, { words: reason, points: taken });
    return { ok: true, deduction_id };
  },
  done: () => ({ text: m.deductions_done_withdrawn() })
});

/** Whose points a deduction takes. */
export const concerns = (
  { owner_kind, owner_id }: Pick<Deduction, 'owner_kind' | 'owner_id'>,
  { memberId, householdId }: Pick<Resident, 'memberId' | 'householdId'>
): boolean => owner_id === (owner_kind === 'member' ? memberId : householdId);

const householdOf = ({ owner_kind, owner_id }: Deduction): string | null =>
  owner_kind === 'household' ? owner_id : null;

const isDeduction = (communityId: string, id: string) =>
  and(eq(deductions.community_id, communityId), eq(deductions.id, id));

/** The deduction, held against others who act on it. */
async function hold(tx: Sql, communityId: string, id: string): Promise<Deduction | undefined> {
  const [found] = await tx
    .select()
    .from(deductions)
    .where(isDeduction(communityId, id))
    .for('update');
  return found;
}

type Steps = Map<StepName, typeof deduction_steps.$inferSelect>;

async function stepsOf(tx: Sql, { community_id, id }: Deduction): Promise<Steps> {
  const found = await tx
    .select()
    .from(deduction_steps)
    .where(
      and(eq(deduction_steps.community_id, community_id), eq(deduction_steps.deduction_id, id))
    );
  return new Map(found.map((each) => [each.step, each]));
}

/** A deduction that stands, for one of the two who decided it; others learn nothing of it. */
async function ofTheTwo(
  tx: Sql,
  communityId: string,
  id: string,
  memberId: Officer['memberId']
): Promise<{ found: Deduction; steps: Steps } | Refused> {
  const found = await hold(tx, communityId, id);
  const steps = found && (await stepsOf(tx, found));
  const confirmed = steps?.get('confirmed');
  if (!found || !steps || !confirmed) return refuse('not_found');
  if (![found.proposed_by, confirmed.taken_by].includes(memberId)) return refuse('not_found');
  return steps.has('withdrawn') ? refuse('deduction_over') : { found, steps };
}

/** What the item of its version says, for the books. */
function asDeducted(
  { versions }: RuleTimeline,
  { id, owner_kind, owner_id, item, rule_version, proposed_at }: Deduction
): { points: number; deducted: Deducted } {
  const version = versions.find((each) => each.version === rule_version);
  const listed = version?.rule_set.deductions?.items.find((each) => each.id === item);
  assert(listed, 'a deduction names an item of a published version');
  const { clause, name, points } = listed;
  const deducted = {
    id,
    owner: { kind: owner_kind, id: owner_id },
    item,
    ruleVersion: rule_version,
    receipt: { kind: 'deduction', clause, name, points },
    occurredAt: proposed_at
  };
  return { points, deducted };
}

const add = (
  tx: Sql,
  { community_id, id }: Deduction,
  step: StepName,
  taken_by: string,
  now: Date,
  { words = '', points = 0 }: { words?: string; points?: number } = {}
) =>
  tx
    .insert(deduction_steps)
    .values({ community_id, deduction_id: id, step, words, points, taken_by, taken_at: now });

async function readPerson(tx: Sql, communityId: CommandContext['communityId'], memberId: string) {
  const [person] = await tx
    .select({ householdId: members.household_id })
    .from(members)
    .where(and(eq(members.community_id, communityId), eq(members.id, memberId)));
  return person;
}

/** Everything that may be sent about deductions. */
export const deductionCommands: Command[] = [propose, confirm, drop, object, keep, withdraw];
