import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { communities } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { civilDateWords } from '../ui/words';
import type { RuleSet } from '../rules/model';
import { checkRuleSet } from '../rules/checks';
import { putInForce } from '../rules/publish.server';
import { refuseWithoutVote } from '../rules/residents-vote.server';
import { addDays, civilDate, isCivilDate, instantOf } from '../shared/civil-time';
import { newId } from '../shared/id';
import { assert, refuse, type Refused } from '../shared/result';
import {
  isDraft,
  listCases,
  lockDraft,
  readLatest,
  readRevision,
  type Draft
} from './drafts.server';
import { runCases } from './findings';
import { maker } from './saving.server';
import { rule_drafts, rule_proposal_consents, rule_proposals } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

/** Shorter than this nobody could read it: three days, as for the points of residents. */
export const LEAST_NOTICE_DAYS = 3;
const MOST_NOTICE_DAYS = 60;

/** Of how many different committee members the consent is needed. */
export const DECIDERS_NEEDED = 2;

export type Proposal = typeof rule_proposals.$inferSelect;

/**
 * Puts the latest state of a draft on public notice. Refuses `rule_checks_fail` and
 * `rule_cases_fail` while something stands in the way, `rule_on_notice` when it is already,
 * `rule_notice_before_end` when it shall be in force before the notice has ended.
 */
export const propose = defineCommand({
  name: 'rulemaking.propose',
  input: z.object({
    draft_id: z.uuid(),
    revision: wholeNumberField(0),
    note: z.string().trim().max(500).default(''),
    notice_days: wholeNumberField(LEAST_NOTICE_DAYS, MOST_NOTICE_DAYS),
    in_force_from: z.string().refine(isCivilDate)
  }),
  who: maker,
  async run(tx, input, { memberId }, { communityId, now }) {
    const { draft_id, revision, note, notice_days, in_force_from } = input;
    const draft = await lockDraft(tx, communityId, draft_id);
    if (!draft) return refuse('not_found');
    if (draft.closed_at) return refuse('rule_draft_closed');
    if (draft.revision !== revision) return refuse('rule_draft_moved', { name: '' });
    const timeZone = await timeZoneOf(tx, communityId);
    const { ruleSet } = await readLatest(tx, draft);
    const faults = await faultsOf(tx, draft, ruleSet, timeZone);
    if (faults) return faults;
    const last = addDays(civilDate(now.getTime(), timeZone), notice_days);
    if (in_force_from < last) {
      return refuse('rule_notice_before_end', { date: last, field: 'in_force_from' });
    }
    const id = newId();
    const [proposed] = await tx
      .insert(rule_proposals)
      .values({
        community_id: communityId,
        id,
        draft_id,
        revision: draft.revision,
        note,
        decided_by: 'committee',
        in_force_from,
        proposed_by: memberId,
        proposed_at: now,
        notice_until: new Date(instantOf(last, timeZone))
      })
      .onConflictDoNothing()
      .returning({ id: rule_proposals.id });
    if (!proposed) return refuse('rule_on_notice');
    return { ok: true, draft_id, proposal_id: id, date: last };
  },
  done: ({ date }) => ({
    text: m.rulemaking_done_proposed({ date: civilDateWords(String(date), getLocale()) })
  })
});

const Named = z.object({ proposal_id: z.uuid() });

/** Takes a proposal back; what residents wrote stays readable. */
export const withdrawProposal = defineCommand({
  name: 'rulemaking.withdraw_proposal',
  input: Named,
  who: maker,
  async run(tx, { proposal_id }, { memberId }, { communityId, now }) {
    const [ended] = await tx
      .update(rule_proposals)
      .set({ ended: 'withdrawn', ended_by: memberId, ended_at: now })
      .where(and(isProposal(communityId, proposal_id), isNull(rule_proposals.ended_at)))
      .returning({ draft: rule_proposals.draft_id });
    return ended ? { ok: true, proposal_id } : refuse('not_found');
  },
  done: () => ({ text: m.rulemaking_done_withdrawn() })
});

/**
 * A committee member consents to a proposal whose notice has ended. With the second person's consent
 * it is published, in force from its date or from today if that is later. Refuses
 * `rule_notice_running`, `rule_already_consented` (also when two members share an account),
 * `rule_decided_by_vote`, and what stands in the way as `propose` does.
 */
export const consent = defineCommand({
  name: 'rulemaking.consent',
  input: Named,
  who: maker,
  async run(tx, { proposal_id }, { memberId }, context) {
    const { communityId, caller, now } = context;
    const found = await findProposal(tx, communityId, proposal_id);
    const draft = found && (await lockDraft(tx, communityId, found.draft_id));
    const proposal = draft && (await findProposal(tx, communityId, proposal_id));
    if (!proposal || proposal.ended_at) return refuse('not_found');
    if (proposal.decided_by !== 'committee') return refuse('rule_decided_by_vote');
    if (proposal.notice_until > now) return refuse('rule_notice_running');
    const [given] = await tx
      .insert(rule_proposal_consents)
      .values({
        community_id: communityId,
        proposal_id,
        member_id: memberId,
        account_id: caller.accountId,
        given_at: now
      })
      .onConflictDoNothing()
      .returning({ member: rule_proposal_consents.member_id });
    if (!given) return refuse('rule_already_consented');
    const consents = await tx.$count(
      rule_proposal_consents,
      and(
        eq(rule_proposal_consents.community_id, communityId),
        eq(rule_proposal_consents.proposal_id, proposal_id)
      )
    );
    if (consents < DECIDERS_NEEDED) return { ok: true, proposal_id, version: null };
    return adopt(tx, context, draft, proposal, memberId);
  },
  done: ({ version, date }) => ({
    text:
      version === null || version === undefined
        ? m.rulemaking_done_first_consent()
        : m.rulemaking_done_adopted({
            version: Number(version),
            date: civilDateWords(String(date), getLocale())
          })
  })
});

/**
 * Publishes a proposal that was decided on, by whoever decides: two of the committee now, a vote of
 * the residents later. The draft is locked. Refuses what stands in the way.
 */
export async function adopt(
  tx: Sql,
  context: Pick<CommandContext, 'communityId' | 'caller' | 'now'>,
  draft: Draft,
  proposal: Proposal,
  memberId: string
): Promise<{ ok: true; proposal_id: string; version: number; date: string } | Refused> {
  const { communityId, now } = context;
  const timeZone = await timeZoneOf(tx, communityId);
  const proposed = await readRevision(tx, communityId, draft.id, proposal.revision);
  assert(proposed, 'a proposal names a revision of its draft');
  const faults = await faultsOf(tx, draft, proposed.ruleSet, timeZone);
  if (faults) return faults;
  const today = civilDate(now.getTime(), timeZone);
  const date = proposal.in_force_from < today ? today : proposal.in_force_from;
  const published = await putInForce(tx, context, proposed.ruleSet, date);
  if ('refused' in published) return published;
  const { version } = published;
  await tx
    .update(rule_proposals)
    .set({ ended: 'published', ended_by: memberId, ended_at: now, version })
    .where(isProposal(communityId, proposal.id));
  await tx
    .update(rule_drafts)
    .set({ closed_by: memberId, closed_at: now })
    .where(isDraft(communityId, draft.id));
  return { ok: true, proposal_id: proposal.id, version, date };
}

/** Publishing is refused while a check finds an error or a saved case fails. */
async function faultsOf(
  tx: Sql,
  draft: Draft,
  ruleSet: RuleSet,
  timeZone: string
): Promise<Refused | null> {
  const errors = checkRuleSet(ruleSet, 'zh').filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return refuse('rule_checks_fail', { count: errors.length });
  const without = await refuseWithoutVote(tx, draft.community_id, ruleSet);
  if (without) return without;
  const cases = await listCases(tx, draft.community_id, draft.id);
  const failing = runCases(ruleSet, cases, timeZone).filter(({ passes }) => !passes);
  const [first] = failing;
  return first ? refuse('rule_cases_fail', { count: failing.length, title: first.title }) : null;
}

const isProposal = (communityId: string, proposalId: string) =>
  and(eq(rule_proposals.community_id, communityId), eq(rule_proposals.id, proposalId));

export async function findProposal(
  tx: Sql,
  communityId: string,
  proposalId: string
): Promise<Proposal | null> {
  const [found] = await tx.select().from(rule_proposals).where(isProposal(communityId, proposalId));
  return found ?? null;
}

async function timeZoneOf(tx: Sql, communityId: string): Promise<string> {
  const [community] = await tx
    .select({ timeZone: communities.time_zone })
    .from(communities)
    .where(eq(communities.id, communityId));
  assert(community, 'a command runs in a community that exists');
  return community.timeZone;
}
