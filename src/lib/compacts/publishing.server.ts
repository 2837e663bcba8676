import { and, asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { compareArticles, type ComparedArticle } from './compare';
import { keeper } from './drafting.server';
import { listDraft, lockCompact } from './drafts.server';
import { compact_version_articles, compact_versions } from './tables.server';

/**
 * Makes a version of the draft, which never changes again. Refuses `draft_empty`, and
 * `draft_unchanged` when the latest version says the same.
 */
export const publishVersion = defineCommand({
  name: 'compacts.publish_version',
  input: z.object({ compact_id: z.uuid(), note: z.string().trim().max(300).default('') }),
  who: keeper,
  async run(tx, { compact_id, note }, { memberId }, { communityId, now }) {
    const compact = await lockCompact(tx, communityId, compact_id);
    if (!compact) return refuse('not_found');
    const draft = await listDraft(tx, communityId, compact_id);
    if (draft.length === 0) return refuse('draft_empty');
    const articles = draft.map(({ article_id, heading, text }) => ({
      articleId: article_id,
      heading,
      text
    }));
    const latest = await findLatestVersion(tx, communityId, compact_id);
    const before = latest ? await readVersionArticles(tx, communityId, latest.id) : [];
    const differs = compareArticles(before, articles).some(({ kind }) => kind !== 'same');
    if (!differs) return refuse('draft_unchanged', { number: latest?.number ?? 0 });
    const version = {
      community_id: communityId,
      id: newId(),
      compact_id,
      number: (latest?.number ?? 0) + 1,
      note,
      published_by: memberId,
      published_at: now
    };
    await tx.insert(compact_versions).values(version);
    await tx.insert(compact_version_articles).values(
      draft.map(({ article_id, heading, text }, position) => ({
        community_id: communityId,
        version_id: version.id,
        position,
        article_id,
        heading,
        text
      }))
    );
    return { ok: true, compact_id, version_id: version.id, number: version.number };
  },
  done: ({ number }) => ({ text: m.compacts_done_published({ number: Number(number) }) })
});

export type Version = typeof compact_versions.$inferSelect;

export async function findVersion(
  tx: Sql,
  communityId: string,
  versionId: string
): Promise<Version | undefined> {
  const [found] = await tx
    .select()
    .from(compact_versions)
    .where(and(eq(compact_versions.community_id, communityId), eq(compact_versions.id, versionId)));
  return found;
}

async function findLatestVersion(
  tx: Sql,
  communityId: string,
  compactId: string
): Promise<Version | undefined> {
  const [found] = await tx
    .select()
    .from(compact_versions)
    .where(
      and(
        eq(compact_versions.community_id, communityId),
        eq(compact_versions.compact_id, compactId)
      )
    )
    .orderBy(desc(compact_versions.number))
    .limit(1);
  return found;
}

/** The articles of a version in their order. */
export const readVersionArticles = (
  tx: Sql,
  communityId: string,
  versionId: string
): Promise<ComparedArticle[]> =>
  tx
    .select({
      articleId: compact_version_articles.article_id,
      heading: compact_version_articles.heading,
      text: compact_version_articles.text
    })
    .from(compact_version_articles)
    .where(
      and(
        eq(compact_version_articles.community_id, communityId),
        eq(compact_version_articles.version_id, versionId)
      )
    )
    .orderBy(asc(compact_version_articles.position));
