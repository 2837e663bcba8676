import { formAction } from '$lib/app/submit.server';
import { listCases } from '$lib/rulemaking/drafts.server';
import { runCases } from '$lib/rulemaking/findings';
import { LEAST_NOTICE_DAYS, propose } from '$lib/rulemaking/proposals.server';
import { listComments, liveProposal } from '$lib/rulemaking/read.server';
import { latestReplay } from '$lib/rulemaking/replays.server';
import { checkRuleSet } from '$lib/rules/checks';
import { ruleSetDifferences } from '$lib/rules/differences';
import { readRulesInForce } from '$lib/rules/read.server';
import { ruleText } from '$lib/rules/sentence';
import { inWords } from '$lib/rules/words';
import { addDays } from '$lib/shared/civil-time';
import { rulesAddress, withDraft } from '../../desk.server';

/** What stands between a draft and its being in force: checks, comparison, notice, decision. */
export const load = (event) =>
  withDraft(event, async (tx, desk) => {
    const { communityId, draft, latest, timeZone, now, today, standing } = desk;
    const { locale } = event.locals;
    const { ruleSet } = latest;
    const inForce = await readRulesInForce(tx, communityId, now);
    const notice = await liveProposal(tx, communityId, draft.id);
    const cases = runCases(ruleSet, await listCases(tx, communityId, draft.id), timeZone);
    const checks = checkRuleSet(ruleSet, locale);
    const replay = await latestReplay(tx, communityId, draft.id);
    const own = standing.offices.map(({ member_id }) => member_id);
    const first = addDays(today, LEAST_NOTICE_DAYS);
    return {
      draft: { id: draft.id, revision: draft.revision, closed: draft.closed_at !== null },
      title: inWords(ruleSet.title, locale),
      ruleSet,
      checks,
      cases,
      stands:
        checks.some(({ severity }) => severity === 'error') || cases.some(({ passes }) => !passes),
      inForce: inForce && { version: inForce.version },
      differences: inForce ? ruleSetDifferences(inForce.rule_set, ruleSet, locale) : [],
      replay: replay && {
        from_date: replay.from_date,
        until_date: replay.until_date,
        isOld: replay.revision !== draft.revision,
        households: replay.report?.households ?? null
      },
      lines: ruleText(ruleSet, locale),
      least: LEAST_NOTICE_DAYS,
      first,
      notice: notice && {
        id: notice.proposal.id,
        note: notice.proposal.note,
        proposedBy: notice.proposedBy,
        until: notice.proposal.notice_until,
        over: notice.proposal.notice_until <= now,
        from: new Date(`${notice.proposal.in_force_from}T04:00:00Z`),
        consents: notice.consents,
        mine: notice.consents.some(({ memberId }) => own.includes(memberId)),
        comments: await listComments(tx, communityId, [notice.proposal.id], '')
      },
      now
    };
  });

export const actions = {
  default: formAction(
    propose,
    ({ draft_id }, event) => `${rulesAddress(event)}/${String(draft_id)}/review`
  )
};
