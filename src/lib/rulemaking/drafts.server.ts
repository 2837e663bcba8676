import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import type { RuleSet } from '../rules/model';
import { ruleSetSchema } from '../rules/schema.server';
import { isId } from '../shared/id';
import { assert } from '../shared/result';
import { rule_draft_cases, rule_draft_revisions, rule_drafts } from './tables.server';

export type Draft = typeof rule_drafts.$inferSelect;
type StoredRevision = typeof rule_draft_revisions.$inferSelect;

/** A state of a draft, read and of the right shape; what does not hang together is for the checks. */
export interface Revision extends Omit<StoredRevision, 'document'> {
  ruleSet: RuleSet;
}

/** The draft, if it exists and this community's. */
export async function findDraft(
  tx: Sql,
  communityId: string,
  draftId: string
): Promise<Draft | null> {
  if (!isId(draftId)) return null;
  const [found] = await tx.select().from(rule_drafts).where(isDraft(communityId, draftId));
  return found ?? null;
}

/** Whoever saves, proposes or decides holds the draft. */
export async function lockDraft(
  tx: Sql,
  communityId: string,
  draftId: string
): Promise<Draft | null> {
  const [found] = await tx
    .select()
    .from(rule_drafts)
    .where(isDraft(communityId, draftId))
    .for('update');
  return found ?? null;
}

export const isDraft = (communityId: string, draftId: string) =>
  and(eq(rule_drafts.community_id, communityId), eq(rule_drafts.id, draftId));

/** One state of a draft; null when it never had this number. */
export async function readRevision(
  tx: Sql,
  communityId: string,
  draftId: string,
  revision: number
): Promise<Revision | null> {
  const [found] = await tx
    .select()
    .from(rule_draft_revisions)
    .where(and(ofDraft(communityId, draftId), eq(rule_draft_revisions.revision, revision)));
  return found ? toRevision(found) : null;
}

/** The latest state of a draft. */
export async function readLatest(tx: Sql, draft: Draft): Promise<Revision> {
  const latest = await readRevision(tx, draft.community_id, draft.id, draft.revision);
  assert(latest, 'a draft has the revision that it names');
  return latest;
}

export const ofDraft = (communityId: string, draftId: string) =>
  and(
    eq(rule_draft_revisions.community_id, communityId),
    eq(rule_draft_revisions.draft_id, draftId)
  );

export function toRevision({ document, ...rest }: StoredRevision): Revision {
  const parsed = ruleSetSchema.safeParse(document);
  assert(parsed.success, `draft ${rest.draft_id} was read before it was saved`);
  return { ...rest, ruleSet: parsed.data };
}

export interface DraftSummary {
  id: string;
  title: RuleSet['title'];
  source: string;
  revision: number;
  savedAt: Date;
  savedBy: string;
}

/** The drafts that are worked on, the one saved last first. */
export async function listDrafts(tx: Sql, communityId: string): Promise<DraftSummary[]> {
  const found = await tx
    .select({ draft: rule_drafts, state: rule_draft_revisions, name: members.name })
    .from(rule_drafts)
    .innerJoin(
      rule_draft_revisions,
      and(
        eq(rule_draft_revisions.community_id, rule_drafts.community_id),
        eq(rule_draft_revisions.draft_id, rule_drafts.id),
        eq(rule_draft_revisions.revision, rule_drafts.revision)
      )
    )
    .leftJoin(
      members,
      and(
        eq(members.community_id, rule_drafts.community_id),
        eq(members.id, rule_draft_revisions.saved_by)
      )
    )
    .where(and(eq(rule_drafts.community_id, communityId), isNull(rule_drafts.closed_at)))
    .orderBy(desc(rule_draft_revisions.saved_at), desc(rule_drafts.id));
  return found.map(({ draft, state, name }) => ({
    id: draft.id,
    title: toRevision(state).ruleSet.title,
    source: draft.source,
    revision: draft.revision,
    savedAt: state.saved_at,
    savedBy: name ?? ''
  }));
}

export interface RevisionLine {
  revision: number;
  shows: number;
  parent: number | null;
  savedBy: string;
  savedAt: Date;
}

/** Every state of a draft without its words, the first one first. */
export async function listRevisions(
  tx: Sql,
  communityId: string,
  draftId: string
): Promise<RevisionLine[]> {
  const found = await tx
    .select({
      revision: rule_draft_revisions.revision,
      shows: rule_draft_revisions.shows,
      parent: rule_draft_revisions.parent,
      savedBy: members.name,
      savedAt: rule_draft_revisions.saved_at
    })
    .from(rule_draft_revisions)
    .leftJoin(
      members,
      and(
        eq(members.community_id, rule_draft_revisions.community_id),
        eq(members.id, rule_draft_revisions.saved_by)
      )
    )
    .where(ofDraft(communityId, draftId))
    .orderBy(asc(rule_draft_revisions.revision));
  return found.map((line) => ({ ...line, savedBy: line.savedBy ?? '' }));
}

export type DraftCase = typeof rule_draft_cases.$inferSelect;

/** The saved cases of a draft, the first one first. */
export const listCases = (tx: Sql, communityId: string, draftId: string): Promise<DraftCase[]> =>
  tx
    .select()
    .from(rule_draft_cases)
    .where(
      and(
        eq(rule_draft_cases.community_id, communityId),
        eq(rule_draft_cases.draft_id, draftId),
        isNull(rule_draft_cases.removed_at)
      )
    )
    .orderBy(asc(rule_draft_cases.saved_at), asc(rule_draft_cases.id));
