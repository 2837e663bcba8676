import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import type { ComparedArticle } from './compare';
import { findCompact } from './drafts.server';
import { findVersion, readVersionArticles } from './publishing.server';
import {
  compact_adoptions,
  compact_versions,
  compacts,
  vote_results,
  votes
} from './tables.server';
import type { Verdict } from './verdict';

/** Compacts as residents read them: what is in force, and what was before. */

export interface CompactSummary {
  id: string;
  title: string;
  titleEn: string;
  /** What is in force; null before the first adoption. */
  inForce: { versionId: string; number: number; articles: number; since: Date } | null;
  /** The latest version, 0 while there is only a draft. */
  latest: number;
}

/** All compacts; those in force first, each with the version in force. */
export async function listCompacts(tx: Sql, communityId: string): Promise<CompactSummary[]> {
  const adopted = tx
    .selectDistinctOn([compact_adoptions.compact_id], {
      compact_id: compact_adoptions.compact_id,
      version_id: compact_adoptions.version_id,
      adopted_at: compact_adoptions.adopted_at
    })
    .from(compact_adoptions)
    .where(eq(compact_adoptions.community_id, communityId))
    .orderBy(compact_adoptions.compact_id, desc(compact_adoptions.adopted_at))
    .as('adopted');
  const found = await tx
    .select({
      id: compacts.id,
      title: compacts.title,
      titleEn: compacts.title_en,
      versionId: adopted.version_id,
      since: adopted.adopted_at,
      number: compact_versions.number,
      articles: sql<number>`(select count(*)::int from compact_version_articles a
        where a.community_id = ${compacts.community_id} and a.version_id = ${adopted.version_id})`,
      latest: sql<number>`(select coalesce(max(v.number), 0)::int from compact_versions v
        where v.community_id = ${compacts.community_id} and v.compact_id = ${compacts.id})`
    })
    .from(compacts)
    .leftJoin(adopted, eq(adopted.compact_id, compacts.id))
    .leftJoin(
      compact_versions,
      and(
        eq(compact_versions.community_id, compacts.community_id),
        eq(compact_versions.id, adopted.version_id)
      )
    )
    .where(eq(compacts.community_id, communityId))
    .orderBy(sql`${adopted.adopted_at} is null`, asc(compacts.created_at), asc(compacts.id));
  return found.map(({ id, title, titleEn, latest, versionId, since, number, articles }) => ({
    id,
    title,
    titleEn,
    latest,
    inForce: versionId && since && number ? { versionId, number, articles, since } : null
  }));
}

export interface VersionSummary {
  id: string;
  number: number;
  note: string;
  publishedAt: Date;
  /** The verdict of its last vote, null when it was not counted. */
  verdict: Verdict | null;
  voteId: string | null;
  /** When it came into force last; null when it never did. */
  adoptedAt: Date | null;
}

/** The versions of a compact, newest first, with what was decided on each. */
export async function listVersions(
  tx: Sql,
  communityId: string,
  compactId: string
): Promise<VersionSummary[]> {
  const last = tx
    .selectDistinctOn([votes.version_id], {
      version_id: votes.version_id,
      id: votes.id,
      verdict: vote_results.verdict
    })
    .from(votes)
    .leftJoin(
      vote_results,
      and(eq(vote_results.community_id, votes.community_id), eq(vote_results.vote_id, votes.id))
    )
    .where(and(eq(votes.community_id, communityId), eq(votes.compact_id, compactId)))
    .orderBy(votes.version_id, desc(votes.called_at))
    .as('last_vote');
  const found = await tx
    .select({
      id: compact_versions.id,
      number: compact_versions.number,
      note: compact_versions.note,
      publishedAt: compact_versions.published_at,
      verdict: last.verdict,
      voteId: last.id,
      adoptedAt: sql<string | null>`(select max(a.adopted_at) from ${compact_adoptions} a
        where a.community_id = ${compact_versions.community_id}
        and a.version_id = ${compact_versions.id})`
    })
    .from(compact_versions)
    .leftJoin(last, eq(last.version_id, compact_versions.id))
    .where(
      and(
        eq(compact_versions.community_id, communityId),
        eq(compact_versions.compact_id, compactId)
      )
    )
    .orderBy(desc(compact_versions.number));
  return found.map((row) => ({
    ...row,
    adoptedAt: row.adoptedAt === null ? null : new Date(row.adoptedAt)
  }));
}

export interface CompactText {
  id: string;
  title: string;
  titleEn: string;
  versions: VersionSummary[];
  /** The version in force with its articles. */
  inForce: (VersionSummary & { articles: ComparedArticle[] }) | null;
}

/** A compact with the text in force and all its versions; null when it does not exist here. */
export async function readCompact(
  tx: Sql,
  communityId: string,
  compactId: string
): Promise<CompactText | null> {
  if (!isId(compactId)) return null;
  const compact = await findCompact(tx, communityId, compactId);
  if (!compact) return null;
  const versions = await listVersions(tx, communityId, compactId);
  const current = inForceOf(versions);
  const inForce = current && {
    ...current,
    articles: await readVersionArticles(tx, communityId, current.id)
  };
  const { id, title, title_en } = compact;
  return { id, title, titleEn: title_en, versions, inForce };
}

/** The version that was adopted last. */
export const inForceOf = (versions: readonly VersionSummary[]): VersionSummary | null =>
  versions.reduce<VersionSummary | null>(
    (latest, version) =>
      version.adoptedAt && (!latest?.adoptedAt || version.adoptedAt > latest.adoptedAt)
        ? version
        : latest,
    null
  );

/** The text of a version; null when it does not exist here, or belongs to another compact. */
export async function readVersion(
  tx: Sql,
  communityId: string,
  compactId: string,
  versionId: string
): Promise<{ number: number; articles: ComparedArticle[] } | null> {
  if (!isId(versionId) || !isId(compactId)) return null;
  const version = await findVersion(tx, communityId, versionId);
  if (version?.compact_id !== compactId) return null;
  return {
    number: version.number,
    articles: await readVersionArticles(tx, communityId, versionId)
  };
}

/** The articles in force of a compact, other than those of this version itself; none before. */
export async function readArticlesInForce(
  tx: Sql,
  communityId: string,
  compactId: string,
  before: Date | null = null
): Promise<{ number: number; versionId: string; articles: ComparedArticle[] } | null> {
  const [found] = await tx
    .select({ versionId: compact_versions.id, number: compact_versions.number })
    .from(compact_adoptions)
    .innerJoin(
      compact_versions,
      and(
        eq(compact_versions.community_id, compact_adoptions.community_id),
        eq(compact_versions.id, compact_adoptions.version_id)
      )
    )
    .where(
      and(
        eq(compact_adoptions.community_id, communityId),
        eq(compact_adoptions.compact_id, compactId),
        before
          ? sql`${compact_adoptions.adopted_at} < ${before.toISOString()}::timestamptz`
          : undefined
      )
    )
    .orderBy(desc(compact_adoptions.adopted_at))
    .limit(1);
  return (
    (found && {
      ...found,
      articles: await readVersionArticles(tx, communityId, found.versionId)
    }) ??
    null
  );
}
