import { and, desc, eq, gte } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { DUTIES } from '../grids/duties';
import { m } from '../paraglide/messages';
import type { RuleSet } from '../rules/model';
import { ruleSetSchema } from '../rules/schema.server';
import { refuse, type Refused } from '../shared/result';
import {
  isDraft,
  lockDraft,
  ofDraft,
  readLatest,
  readRevision,
  toRevision,
  type Draft
} from './drafts.server';
import { endNotice } from './notice.server';
import { changedParts, mergeRuleSets } from './parts';
import { rule_draft_revisions, rule_drafts } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

export const maker = officer(...DUTIES.makeRules);

/** The largest document that is read, in characters of JSON. */
export const LONGEST_DOCUMENT = 400_000;

/**
 * Saves a draft, naming the revision that one began from. What others saved meanwhile is kept: parts
 * that only one has changed are put together. Refuses `rule_part_changed` when both changed the same
 * part: `part` is its name, `name` who changed it, `revision` the latest. A change of a draft under
 * public notice ends the notice. Refuses also `rule_draft_closed` and `rule_draft_malformed`.
 */
export const saveDraft = defineCommand({
  name: 'rulemaking.save_draft',
  input: z.object({
    draft_id: z.uuid(),
    revision: wholeNumberField(0),
    document: z.string().max(LONGEST_DOCUMENT)
  }),
  who: maker,
  async run(tx, { draft_id, revision, document }, { memberId }, context) {
    const { communityId } = context;
    const draft = await lockDraft(tx, communityId, draft_id);
    if (!draft) return refuse('not_found');
    if (draft.closed_at) return refuse('rule_draft_closed');
    const mine = readDocument(document);
    if ('refused' in mine) return mine;
    const base = await readRevision(tx, communityId, draft_id, revision);
    if (!base) return refuse('not_found');
    const current = await readLatest(tx, draft);
    const { merged, conflicts } = mergeRuleSets(base.ruleSet, current.ruleSet, mine.ok);
    const [part] = conflicts;
    if (part !== undefined) {
      const name = await whoChanged(tx, draft, revision, part);
      return refuse('rule_part_changed', { part, name, revision: draft.revision });
    }
    const read = ruleSetSchema.safeParse(merged);
    if (!read.success) return malformed(read.error);
    if (changedParts(current.ruleSet, read.data).length === 0) {
      return { ok: true, draft_id, revision: draft.revision, merged: false, notice_ended: false };
    }
    const saved = await addRevision(tx, draft, read.data, memberId, context, null);
    return { ok: true, draft_id, merged: revision < draft.revision, ...saved };
  },
  done: ({ merged, notice_ended }) => ({
    text: notice_ended
      ? m.rulemaking_done_saved_notice_ended()
      : merged
        ? m.rulemaking_done_merged()
        : m.rulemaking_done_saved()
  })
});

/**
 * Brings an earlier state of the draft back as a new one, for undo, redo and the list of states.
 * Refuses `rule_draft_moved` when somebody saved meanwhile: nobody undoes what they have not seen.
 */
export const returnDraft = defineCommand({
  name: 'rulemaking.return_draft',
  input: z.object({
    draft_id: z.uuid(),
    revision: wholeNumberField(0),
    target: wholeNumberField(0)
  }),
  who: maker,
  async run(tx, { draft_id, revision, target }, { memberId }, context) {
    const draft = await lockDraft(tx, context.communityId, draft_id);
    if (!draft) return refuse('not_found');
    if (draft.closed_at) return refuse('rule_draft_closed');
    if (draft.revision !== revision) {
      const name = await whoSaved(tx, draft, draft.revision);
      return refuse('rule_draft_moved', { name });
    }
    const state = await readRevision(tx, context.communityId, draft_id, target);
    if (!state) return refuse('not_found');
    const saved = await addRevision(tx, draft, state.ruleSet, memberId, context, state.shows);
    return { ok: true, draft_id, target, ...saved };
  },
  done: ({ notice_ended }) => ({
    text: notice_ended ? m.rulemaking_done_returned_notice_ended() : m.rulemaking_done_returned()
  })
});

/** @param shows the state that is brought back; null for new words */
async function addRevision(
  tx: Sql,
  draft: Draft,
  document: RuleSet,
  memberId: string,
  { communityId, now }: Pick<CommandContext, 'communityId' | 'now'>,
  shows: number | null
): Promise<{ revision: number; notice_ended: boolean }> {
  const revision = draft.revision + 1;
  const { shows: shown } = await readLatest(tx, draft);
  await tx.insert(rule_draft_revisions).values({
    community_id: communityId,
    draft_id: draft.id,
    revision,
    document,
    shows: shows ?? revision,
    parent: shows === null ? shown : null,
    saved_by: memberId,
    saved_at: now
  });
  await tx.update(rule_drafts).set({ revision }).where(isDraft(communityId, draft.id));
  const notice_ended = await endNotice(tx, communityId, draft.id, 'changed', memberId, now);
  return { revision, notice_ended };
}

/** Reads a document into the shape of a rule set; refuses with the place of the first problem. */
export function readDocument(document: string): { ok: RuleSet } | Refused {
  const parsed = parseJson(document);
  const read = ruleSetSchema.safeParse(withoutSchema(parsed));
  return read.success ? { ok: read.data } : malformed(read.error);
}

const malformed = ({ issues: [issue] }: z.ZodError): Refused =>
  refuse('rule_draft_malformed', {
    path: issue?.path.map(String).join('.') || '—',
    message: issue?.message ?? ''
  });

/** A file says by which schema it is written; a rule set does not. */
function withoutSchema(parsed: unknown): unknown {
  if (typeof parsed !== 'object' || parsed === null || !('$schema' in parsed)) return parsed;
  const { $schema: _schema, ...rest } = parsed;
  return rest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // What is no JSON is no rule set; the schema says so.
  }
}

/** The name of whoever changed a part last, of those who saved after a revision. */
async function whoChanged(tx: Sql, draft: Draft, since: number, part: string): Promise<string> {
  const found = await tx
    .select({ state: rule_draft_revisions, name: members.name })
    .from(rule_draft_revisions)
    .leftJoin(members, isSaver)
    .where(and(ofDraft(draft.community_id, draft.id), gte(rule_draft_revisions.revision, since)))
    .orderBy(desc(rule_draft_revisions.revision))
    .limit(MOST_LOOKED_AT);
  const states = found.map(({ state, name }) => ({ ...toRevision(state), name: name ?? '' }));
  const by = states.find((state, at) => {
    const before = states[at + 1];
    return before && changedParts(before.ruleSet, state.ruleSet).includes(part);
  });
  return (by ?? states[0])?.name ?? '';
}

const MOST_LOOKED_AT = 40;

async function whoSaved(tx: Sql, draft: Draft, revision: number): Promise<string> {
  const [found] = await tx
    .select({ name: members.name })
    .from(rule_draft_revisions)
    .leftJoin(members, isSaver)
    .where(and(ofDraft(draft.community_id, draft.id), eq(rule_draft_revisions.revision, revision)));
  return found?.name ?? '';
}

const isSaver = and(
  eq(members.community_id, rule_draft_revisions.community_id),
  eq(members.id, rule_draft_revisions.saved_by)
);
