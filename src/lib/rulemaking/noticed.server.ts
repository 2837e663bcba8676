import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { inWords, type RuleLocale } from '../rules/words';
import { fullDateWords } from '../ui/words';
import { toRevision } from './drafts.server';
import { rule_draft_revisions, rule_proposals } from './tables.server';

/** Proposed rules under public notice, in words, for the residents' list of what is decided on. */
export async function listNoticed(
  tx: Sql,
  communityId: string,
  locale: RuleLocale,
  timeZone: string
): Promise<{ id: string; title: string; meta: string }[]> {
  const found = await tx
    .select({ proposal: rule_proposals, state: rule_draft_revisions })
    .from(rule_proposals)
    .innerJoin(
      rule_draft_revisions,
      and(
        eq(rule_draft_revisions.community_id, rule_proposals.community_id),
        eq(rule_draft_revisions.draft_id, rule_proposals.draft_id),
        eq(rule_draft_revisions.revision, rule_proposals.revision)
      )
    )
    .where(and(eq(rule_proposals.community_id, communityId), isNull(rule_proposals.ended_at)))
    .orderBy(asc(rule_proposals.notice_until), asc(rule_proposals.id));
  return found.map(({ proposal, state }) => ({
    id: proposal.id,
    title: inWords(toRevision(state).ruleSet.title, locale),
    meta: m.rulemaking_noticed_line({
      date: fullDateWords(proposal.notice_until, locale, timeZone)
    })
  }));
}
