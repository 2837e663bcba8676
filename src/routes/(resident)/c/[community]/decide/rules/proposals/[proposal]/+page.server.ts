import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { readRevision } from '$lib/rulemaking/drafts.server';
import { shareWords } from '$lib/rulemaking/share-words';
import { readOwnShare } from '$lib/rulemaking/shares.server';
import { listComments, readProposal } from '$lib/rulemaking/read.server';
import { ruleSetDifferences } from '$lib/rules/differences';
import { readRulesInForce } from '$lib/rules/read.server';
import { ruleText } from '$lib/rules/sentence';
import { inWords } from '$lib/rules/words';
import { m } from '$lib/paraglide/messages';
import { fullDateWords } from '$lib/ui/words';
import { error } from '@sveltejs/kit';

/** Proposed rules under public notice: what would change, the whole text, what neighbours say. */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community, member } = await standingOf(event);
  const timeZone = community.time_zone;
  return withCommunity(app.db, community.id, async (tx) => {
    const now = await app.clock(tx);
    const proposal = await readProposal(tx, community.id, event.params.proposal);
    const state =
      proposal && (await readRevision(tx, community.id, proposal.draft_id, proposal.revision));
    if (!proposal || !state) error(404);
    const inForce = await readRulesInForce(tx, community.id, now);
    const dates = {
      until: fullDateWords(proposal.notice_until, locale, timeZone),
      from: fullDateWords(new Date(`${proposal.in_force_from}T04:00:00Z`), locale)
    };
    const share = await readOwnShare(tx, community.id, proposal, member);
    const over = proposal.notice_until <= now;
    const says = {
      changed: m.rulemaking_ended_changed,
      withdrawn: m.rulemaking_ended_withdrawn,
      published: m.rulemaking_ended_published
    };
    return {
      now,
      proposal: {
        id: proposal.id,
        note: proposal.note,
        open: proposal.ended === null,
        title: inWords(state.ruleSet.title, locale),
        state: proposal.ended
          ? says[proposal.ended]({ version: proposal.version ?? 0 })
          : over
            ? m.rulemaking_resident_deciding(dates)
            : m.rulemaking_resident_notice(dates)
      },
      differences: inForce ? ruleSetDifferences(inForce.rule_set, state.ruleSet, locale) : [],
      lines: ruleText(state.ruleSet, locale),
      share:
        share && shareWords(share, { inForce: inForce?.rule_set, draft: state.ruleSet }, locale),
      comments: await listComments(tx, community.id, [proposal.id], member.id)
    };
  });
};
