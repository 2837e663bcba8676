import { and, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { isDraft, lockDraft } from './drafts.server';
import { endNotice } from './notice.server';
import { LONGEST_DOCUMENT, maker } from './saving.server';
import { readSource } from './sources.server';
import { rule_draft_revisions, rule_drafts } from './tables.server';

/**
 * Begins a draft from nothing, the rules in force, a template, another community's published rules or a file.
 * Refuses `rule_source_unknown` and, for a file, `rule_draft_malformed` with the place.
 */
export const startDraft = defineCommand({
  name: 'rulemaking.start_draft',
  input: z.object({
    source: z.string().max(100),
    document: z.string().max(LONGEST_DOCUMENT).default('')
  }),
  who: maker,
  async run(tx, { source, document }, { memberId }, { communityId, now }) {
    const read = await readSource(tx, communityId, now, source, document);
    if ('refused' in read) return read;
    const id = newId();
    await tx.insert(rule_drafts).values({
      community_id: communityId,
      id,
      revision: 0,
      source,
      created_by: memberId,
      created_at: now
    });
    await tx.insert(rule_draft_revisions).values({
      community_id: communityId,
      draft_id: id,
      revision: 0,
      document: read.ok,
      shows: 0,
      parent: null,
      saved_by: memberId,
      saved_at: now
    });
    return { ok: true, draft_id: id };
  },
  done: () => ({ text: m.rulemaking_done_started() })
});

const Named = z.object({ draft_id: z.uuid() });

/** Puts a draft away; its public notice, if it is under one, ends. */
export const closeDraft = defineCommand({
  name: 'rulemaking.close_draft',
  input: Named,
  who: maker,
  async run(tx, { draft_id }, { memberId }, { communityId, now }) {
    const draft = await lockDraft(tx, communityId, draft_id);
    if (!draft) return refuse('not_found');
    const [closed] = await tx
      .update(rule_drafts)
      .set({ closed_by: memberId, closed_at: now })
      .where(and(isDraft(communityId, draft_id), isNull(rule_drafts.closed_at)))
      .returning({ id: rule_drafts.id });
    if (!closed) return refuse('rule_draft_closed');
    await endNotice(tx, communityId, draft_id, 'withdrawn', memberId, now);
    return { ok: true, draft_id };
  },
  done: ({ draft_id }) => ({
    text: m.rulemaking_done_closed(),
    undo: { command: 'rulemaking.reopen_draft', fields: { draft_id: String(draft_id) } }
  })
});

/** Takes up a draft that was put away, or one that was published, to go on from it. */
export const reopenDraft = defineCommand({
  name: 'rulemaking.reopen_draft',
  input: Named,
  who: maker,
  async run(tx, { draft_id }, _maker, { communityId }) {
    const [opened] = await tx
      .update(rule_drafts)
      .set({ closed_by: null, closed_at: null })
      .where(and(isDraft(communityId, draft_id), isNotNull(rule_drafts.closed_at)))
      .returning({ id: rule_drafts.id });
    return opened ? { ok: true, draft_id } : refuse('not_found');
  },
  done: () => ({ text: m.rulemaking_done_reopened() })
});
