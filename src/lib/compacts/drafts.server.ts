import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { members } from '../communities/tables.server';
import { compact_draft_articles, compacts } from './tables.server';

/** The draft of a compact: reading it, and the small moves that its commands share. */

export type Compact = typeof compacts.$inferSelect;
export type DraftArticle = typeof compact_draft_articles.$inferSelect;

export async function findCompact(
  tx: Sql,
  communityId: string,
  compactId: string
): Promise<Compact | undefined> {
  const [found] = await tx.select().from(compacts).where(isCompact(communityId, compactId));
  return found;
}

/** Whoever changes the order of a draft, publishes it or calls a vote holds the compact. */
export async function lockCompact(
  tx: Sql,
  communityId: string,
  compactId: string
): Promise<Compact | undefined> {
  const [found] = await tx
    .select()
    .from(compacts)
    .where(isCompact(communityId, compactId))
    .for('update');
  return found;
}

/** The articles of the draft in their order, without the removed ones. */
export const listDraft = (
  tx: Sql,
  communityId: string,
  compactId: string
): Promise<DraftArticle[]> =>
  tx
    .select()
    .from(compact_draft_articles)
    .where(
      and(
        eq(compact_draft_articles.community_id, communityId),
        eq(compact_draft_articles.compact_id, compactId),
        isNull(compact_draft_articles.removed_at)
      )
    )
    .orderBy(asc(compact_draft_articles.position), asc(compact_draft_articles.article_id));

export async function findDraftArticle(
  tx: Sql,
  communityId: string,
  compactId: string,
  articleId: string
): Promise<(DraftArticle & { editor: string }) | undefined> {
  const [found] = await tx
    .select({ article: compact_draft_articles, editor: members.name })
    .from(compact_draft_articles)
    .leftJoin(
      members,
      and(
        eq(members.community_id, compact_draft_articles.community_id),
        eq(members.id, compact_draft_articles.edited_by)
      )
    )
    .where(isArticle({ communityId, compactId, articleId }));
  return found && { ...found.article, editor: found.editor ?? '' };
}

interface ArticlePlace {
  communityId: string;
  compactId: string;
  articleId: string;
}

export const isArticle = ({ communityId, compactId, articleId }: ArticlePlace) =>
  and(
    eq(compact_draft_articles.community_id, communityId),
    eq(compact_draft_articles.compact_id, compactId),
    eq(compact_draft_articles.article_id, articleId)
  );

/** Makes room for one article at a position; the compact is locked. */
export const makeRoom = (tx: Sql, communityId: string, compactId: string, position: number) =>
  tx
    .update(compact_draft_articles)
    .set({ position: sql`${compact_draft_articles.position} + 1` })
    .where(
      and(
        eq(compact_draft_articles.community_id, communityId),
        eq(compact_draft_articles.compact_id, compactId),
        sql`${compact_draft_articles.position} >= ${position}`
      )
    );

export const placeArticle = (tx: Sql, article: ArticlePlace, position: number) =>
  tx.update(compact_draft_articles).set({ position }).where(isArticle(article));

const isCompact = (communityId: string, compactId: string) =>
  and(eq(compacts.community_id, communityId), eq(compacts.id, compactId));
