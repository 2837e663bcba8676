import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { m } from '../paraglide/messages';
import { isCivilDate } from '../shared/civil-time';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { lockDraft } from './drafts.server';
import { maker } from './saving.server';
import { rule_draft_cases } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

const MOST_CASES = 100;
const MOST_EARLIER = 200;

const attribute = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.array(z.number()).max(100)
]);
export const triedFact = z.strictObject({
  activity: z.string().min(1).max(64),
  quantity: z.int().min(0).max(1_000_000),
  occurred_on: z.string().refine(isCivilDate),
  attributes: z.record(z.string().max(64), attribute),
  by_family: z.literal(true).optional()
});

const inJson = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(100_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/**
 * Keeps beside a draft what an example resident shall get: publishing waits until it does. Refuses
 * `rule_draft_closed` and `rule_cases_too_many`.
 */
export const addCase = defineCommand({
  name: 'rulemaking.add_case',
  input: z.object({
    draft_id: z.uuid(),
    title: z.string().trim().min(1).max(100),
    tried: inJson(triedFact),
    earlier: inJson(z.array(triedFact).max(MOST_EARLIER)),
    expected: wholeNumberField(-1_000_000, 1_000_000_000)
  }),
  who: maker,
  async run(tx, { draft_id, ...saved }, { memberId }, { communityId, now }) {
    const draft = await lockDraft(tx, communityId, draft_id);
    if (!draft) return refuse('not_found');
    if (draft.closed_at) return refuse('rule_draft_closed');
    const live = and(
      eq(rule_draft_cases.community_id, communityId),
      eq(rule_draft_cases.draft_id, draft_id),
      isNull(rule_draft_cases.removed_at)
    );
    if ((await tx.$count(rule_draft_cases, live)) >= MOST_CASES) {
      return refuse('rule_cases_too_many', { most: MOST_CASES });
    }
    const id = newId();
    await tx.insert(rule_draft_cases).values({
      community_id: communityId,
      id,
      draft_id,
      ...saved,
      saved_by: memberId,
      saved_at: now
    });
    return { ok: true, draft_id, case_id: id };
  },
  done: ({ case_id }) => ({
    text: m.rulemaking_done_case_added(),
    undo: { command: 'rulemaking.remove_case', fields: { case_id: String(case_id) } }
  })
});

const Named = z.object({ case_id: z.uuid() });

/** Takes a saved case away from its draft. */
export const removeCase = defineCommand({
  name: 'rulemaking.remove_case',
  input: Named,
  who: maker,
  async run(tx, { case_id }, { memberId }, { communityId, now }) {
    const [removed] = await tx
      .update(rule_draft_cases)
      .set({ removed_by: memberId, removed_at: now })
      .where(and(isCase(communityId, case_id), isNull(rule_draft_cases.removed_at)))
      .returning({ id: rule_draft_cases.id });
    return removed ? { ok: true, case_id } : refuse('not_found');
  },
  done: ({ case_id }) => ({
    text: m.rulemaking_done_case_removed(),
    undo: { command: 'rulemaking.restore_case', fields: { case_id: String(case_id) } }
  })
});

/** Puts a removed case back. */
export const restoreCase = defineCommand({
  name: 'rulemaking.restore_case',
  input: Named,
  who: maker,
  async run(tx, { case_id }, _maker, { communityId }) {
    const [restored] = await tx
      .update(rule_draft_cases)
      .set({ removed_by: null, removed_at: null })
      .where(and(isCase(communityId, case_id), isNotNull(rule_draft_cases.removed_at)))
      .returning({ id: rule_draft_cases.id });
    return restored ? { ok: true, case_id } : refuse('not_found');
  },
  done: () => ({ text: m.rulemaking_done_case_restored() })
});

const isCase = (communityId: string, caseId: string) =>
  and(eq(rule_draft_cases.community_id, communityId), eq(rule_draft_cases.id, caseId));
