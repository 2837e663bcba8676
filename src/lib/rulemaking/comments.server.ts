import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { resident } from '../communities/authority.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { findProposal } from './proposals.server';
import { rule_proposal_comments } from './tables.server';

export const LONGEST_COMMENT = 500;

/** A resident says something about rules under public notice. Refuses `rule_notice_over`. */
export const comment = defineCommand({
  name: 'rulemaking.comment',
  input: z.object({
    proposal_id: z.uuid(),
    words: z.string().trim().min(2).max(LONGEST_COMMENT)
  }),
  who: resident,
  async run(tx, { proposal_id, words }, { memberId }, { communityId, now }) {
    const proposal = await findProposal(tx, communityId, proposal_id);
    if (!proposal) return refuse('not_found');
    if (proposal.ended_at) return refuse('rule_notice_over');
    const id = newId();
    await tx.insert(rule_proposal_comments).values({
      community_id: communityId,
      id,
      proposal_id,
      member_id: memberId,
      words,
      written_at: now
    });
    return { ok: true, proposal_id, comment_id: id };
  },
  done: ({ comment_id }) => ({
    text: m.rulemaking_done_commented(),
    undo: { command: 'rulemaking.withdraw_comment', fields: { comment_id: String(comment_id) } }
  })
});

/** Takes one's own comment back. */
export const withdrawComment = defineCommand({
  name: 'rulemaking.withdraw_comment',
  input: z.object({ comment_id: z.uuid() }),
  who: resident,
  async run(tx, { comment_id }, { memberId }, { communityId, now }) {
    const [withdrawn] = await tx
      .update(rule_proposal_comments)
      .set({ withdrawn_at: now })
      .where(
        and(
          eq(rule_proposal_comments.community_id, communityId),
          eq(rule_proposal_comments.id, comment_id),
          eq(rule_proposal_comments.member_id, memberId),
          isNull(rule_proposal_comments.withdrawn_at)
        )
      )
      .returning({ id: rule_proposal_comments.id });
    return withdrawn ? { ok: true, comment_id } : refuse('not_found');
  },
  done: () => ({ text: m.rulemaking_done_comment_withdrawn() })
});
