import { atDesk } from '$lib/app/officer.server';
import { listDrafts } from '$lib/rulemaking/drafts.server';
import { listProposals } from '$lib/rulemaking/read.server';
import { versionInForce } from '$lib/rules/fold';
import { readTimeline } from '$lib/rules/timeline.server';
import { inWords } from '$lib/rules/words';
import { civilDate } from '$lib/shared/civil-time';

/** The rules in force and before, what is under notice, and what is being worked on. */
export const load = (event) =>
  atDesk(event, 'makeRules', async (tx, { communityId, now, standing }) => {
    const { locale } = event.locals;
    const timeline = await readTimeline(tx, communityId);
    const inForce = versionInForce(timeline, now.getTime());
    const today = civilDate(now.getTime(), standing.community.time_zone);
    const proposals = await listProposals(tx, communityId);
    const drafts = await listDrafts(tx, communityId);
    return {
      now,
      versions: timeline.versions
        .toSorted((one, other) => other.version - one.version)
        .map(({ version, in_force_from, rule_set }) => ({
          version,
          from: in_force_from,
          title: inWords(rule_set.title, locale),
          rules: rule_set.rules.length,
          state:
            version === inForce?.version
              ? ('in_force' as const)
              : in_force_from > today
                ? ('scheduled' as const)
                : ('superseded' as const)
        })),
      drafts: drafts.map(({ title, ...draft }) => {
        const live = proposals.find(({ proposal }) => proposal.draft_id === draft.id);
        return {
          ...draft,
          title: inWords(title, locale),
          notice: live && {
            until: live.proposal.notice_until,
            comments: live.comments,
            consents: live.consents.length
          }
        };
      })
    };
  });
