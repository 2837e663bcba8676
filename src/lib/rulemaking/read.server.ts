import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { circleOf, readHistory } from '../rules/history.server';
import { civilDate, instantOf, startOfPeriod } from '../shared/civil-time';
import { isId } from '../shared/id';
import { maskName } from '../ui/masked';
import { findProposal, type Proposal } from './proposals.server';
import { rule_proposal_comments, rule_proposal_consents, rule_proposals } from './tables.server';
import type { TriedFact } from './trial';

export interface ProposalView {
  proposal: Proposal;
  proposedBy: string;
  /** Who has consented, in the order in which they did. */
  consents: { memberId: string; name: string; givenAt: Date }[];
  comments: number;
}

const proposer = alias(members, 'proposer');

/** The notices of the community that have not ended, the one that ends first. */
export const listProposals = (tx: Sql, communityId: string): Promise<ProposalView[]> =>
  selectProposals(tx, communityId, isNull(rule_proposals.ended_at));

/** What became of the notices that ended; the latest first. */
export const listEnded = async (tx: Sql, communityId: string, most: number) =>
  (await selectProposals(tx, communityId, sql`${rule_proposals.ended_at} is not null`))
    .toReversed()
    .slice(0, most);

/** The notice of a draft that has not ended. */
export async function liveProposal(
  tx: Sql,
  communityId: string,
  draftId: string
): Promise<ProposalView | null> {
  const [found] = await selectProposals(
    tx,
    communityId,
    and(eq(rule_proposals.draft_id, draftId), isNull(rule_proposals.ended_at))
  );
  return found ?? null;
}

async function selectProposals(
  tx: Sql,
  communityId: string,
  which: ReturnType<typeof and>
): Promise<ProposalView[]> {
  const consents = sql<{ memberId: string; name: string; givenAt: string }[]>`(
    select coalesce(json_agg(json_build_object('memberId', c.member_id, 'name', m.name,
             'givenAt', c.given_at) order by c.given_at), '[]')
    from ${rule_proposal_consents} c
      join members m on m.community_id = c.community_id and m.id = c.member_id
    where c.community_id = ${rule_proposals.community_id} and c.proposal_id = ${rule_proposals.id})`;
  const comments = sql<number>`(
    select count(*)::int from ${rule_proposal_comments} c
    where c.community_id = ${rule_proposals.community_id} and c.proposal_id = ${rule_proposals.id}
      and c.withdrawn_at is null)`;
  const found = await tx
    .select({ proposal: rule_proposals, name: proposer.name, consents, comments })
    .from(rule_proposals)
    .leftJoin(
      proposer,
      and(
        eq(proposer.community_id, rule_proposals.community_id),
        eq(proposer.id, rule_proposals.proposed_by)
      )
    )
    .where(and(eq(rule_proposals.community_id, communityId), which))
    .orderBy(asc(rule_proposals.notice_until), asc(rule_proposals.id));
  return found.map(({ proposal, name, consents: given, comments: count }) => ({
    proposal,
    proposedBy: name ?? '',
    consents: given.map((each) => ({ ...each, givenAt: new Date(each.givenAt) })),
    comments: count
  }));
}

/** A proposal by its id; null when the community has none of it. */
export const readProposal = async (
  tx: Sql,
  communityId: string,
  id: string
): Promise<Proposal | null> => (isId(id) ? findProposal(tx, communityId, id) : null);

export interface Comment {
  id: string;
  /** Masked, as on the notice board; one's own in full. */
  name: string;
  words: string;
  writtenAt: Date;
  own: boolean;
}

const MOST_COMMENTS = 200;

/** What residents said about proposals, the latest first. */
export async function listComments(
  tx: Sql,
  communityId: string,
  proposalIds: string[],
  readerId: string
): Promise<Comment[]> {
  if (proposalIds.length === 0) return [];
  const found = await tx
    .select({ comment: rule_proposal_comments, name: members.name })
    .from(rule_proposal_comments)
    .innerJoin(
      members,
      and(
        eq(members.community_id, rule_proposal_comments.community_id),
        eq(members.id, rule_proposal_comments.member_id)
      )
    )
    .where(
      and(
        eq(rule_proposal_comments.community_id, communityId),
        inArray(rule_proposal_comments.proposal_id, proposalIds),
        isNull(rule_proposal_comments.withdrawn_at)
      )
    )
    .orderBy(desc(rule_proposal_comments.written_at), desc(rule_proposal_comments.id))
    .limit(MOST_COMMENTS);
  return found.map(({ comment, name }) => {
    const own = comment.member_id === readerId;
    return {
      id: comment.id,
      name: own ? name : maskName(name),
      words: comment.words,
      writtenAt: comment.written_at,
      own
    };
  });
}

const MOST_FACTS = 200;

/**
 * What a resident and their household did this year, in the order of acceptance, to try a draft on
 * them; the latest 200 at most. Null for somebody who is no resident here.
 */
export async function readResident(
  tx: Sql,
  communityId: string,
  memberId: string,
  now: Date,
  timeZone: string
): Promise<{ id: string; name: string; earlier: TriedFact[] } | null> {
  if (!isId(memberId)) return null;
  const [person] = await tx
    .select({ name: members.name, household: members.household_id })
    .from(members)
    .where(and(eq(members.community_id, communityId), eq(members.id, memberId)));
  if (!person) return null;
  const circle = circleOf([
    { member_id: memberId, household_id: person.household ?? memberId, grid_id: null }
  ]);
  const year = startOfPeriod(civilDate(now.getTime(), timeZone), 'year');
  const since = new Date(instantOf(year, timeZone));
  const known = await readHistory(tx, communityId, circle, since);
  const earlier = known
    .filter(({ withdrawn }) => !withdrawn)
    .slice(-MOST_FACTS)
    .map(({ fact }): TriedFact => ({
      activity: fact.activity,
      quantity: fact.quantity,
      occurred_on: civilDate(fact.occurred_at, timeZone),
      attributes: fact.attributes,
      ...(fact.member_id !== memberId && { by_family: true as const })
    }));
  return { id: memberId, name: person.name, earlier };
}
