import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { DUTIES } from '../grids/duties';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse, type Refused } from '../shared/result';
import {
  LONGEST_HEADING,
  LONGEST_PASTE,
  LONGEST_TEXT,
  MOST_ARTICLES,
  splitIntoArticles,
  type ArticleText
} from './article-text';
import {
  findCompact,
  findDraftArticle,
  isArticle,
  listDraft,
  lockCompact,
  makeRoom,
  placeArticle
} from './drafts.server';
import { compact_draft_articles, compacts } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

export const keeper = officer(...DUTIES.keepCompacts);

const Title = z.object({
  title: z.string().trim().min(2).max(60),
  title_en: z.string().trim().max(100).default('')
});
const Words = z.object({
  heading: z.string().trim().max(LONGEST_HEADING).default(''),
  text: z.string().trim().max(LONGEST_TEXT).default('')
});
const Place = z.object({ compact_id: z.uuid(), article_id: z.uuid() });

/**
 * Begins a compact, from a text that is pasted or empty. Refuses `compact_exists`,
 * `too_many_articles`, `article_too_long`.
 */
export const createCompact = defineCommand({
  name: 'compacts.create',
  input: Title.extend({ text: z.string().max(LONGEST_PASTE).default('') }),
  who: keeper,
  async run(tx, { title, title_en, text }, { memberId }, { communityId, now }) {
    const articles = splitIntoArticles(text);
    const tooMuch = refuseTooMuch(articles);
    if (tooMuch) return tooMuch;
    const id = newId();
    const [created] = await tx
      .insert(compacts)
      .values({
        community_id: communityId,
        id,
        title,
        title_en,
        created_by: memberId,
        created_at: now
      })
      .onConflictDoNothing()
      .returning({ id: compacts.id });
    if (!created) return refuse('compact_exists', { field: 'title' });
    if (articles.length > 0) {
      await tx.insert(compact_draft_articles).values(
        articles.map((article, position) => ({
          community_id: communityId,
          compact_id: id,
          article_id: newId(),
          position,
          ...article,
          edited_by: memberId,
          edited_at: now
        }))
      );
    }
    return { ok: true, compact_id: id, count: articles.length };
  },
  done: ({ count }) => ({ text: m.compacts_done_created({ count: Number(count) }) })
});

/** Gives a compact another title. Refuses `compact_exists`. */
export const renameCompact = defineCommand({
  name: 'compacts.rename',
  input: Title.extend({ compact_id: z.uuid() }),
  who: keeper,
  async run(tx, { compact_id, title, title_en }, _keeper, { communityId }) {
    const compact = await lockCompact(tx, communityId, compact_id);
    if (!compact) return refuse('not_found');
    const [same] = await tx
      .select({ id: compacts.id })
      .from(compacts)
      .where(and(eq(compacts.community_id, communityId), eq(compacts.title, title)));
    if (same && same.id !== compact_id) return refuse('compact_exists', { field: 'title' });
    await tx
      .update(compacts)
      .set({ title, title_en })
      .where(and(eq(compacts.community_id, communityId), eq(compacts.id, compact_id)));
    return { ok: true, compact_id };
  },
  done: () => ({ text: m.compacts_done_renamed() })
});

/** Adds an article below another one, or at the end. Refuses `article_empty`, `too_many_articles`. */
export const addArticle = defineCommand({
  name: 'compacts.add_article',
  input: Words.extend({ compact_id: z.uuid(), below: z.uuid().or(z.literal('')).default('') }),
  who: keeper,
  async run(tx, { compact_id, below, heading, text }, { memberId }, { communityId, now }) {
    if (!heading && !text) return refuse('article_empty', { field: 'text' });
    const compact = await lockCompact(tx, communityId, compact_id);
    if (!compact) return refuse('not_found');
    const draft = await listDraft(tx, communityId, compact_id);
    if (draft.length >= MOST_ARTICLES) return refuse('too_many_articles', { most: MOST_ARTICLES });
    const above = draft.find(({ article_id }) => article_id === below) ?? draft.at(-1);
    const position = above ? above.position + 1 : 0;
    await makeRoom(tx, communityId, compact_id, position);
    const article_id = newId();
    await tx.insert(compact_draft_articles).values({
      community_id: communityId,
      compact_id,
      article_id,
      position,
      heading,
      text,
      edited_by: memberId,
      edited_at: now
    });
    return { ok: true, compact_id, article_id };
  },
  done: ({ compact_id, article_id }) => ({
    text: m.compacts_done_article_added(),
    undo: {
      command: 'compacts.remove_article',
      fields: { compact_id: String(compact_id), article_id: String(article_id) }
    }
  })
});

/**
 * Changes the words of an article. Whoever began from words that have changed meanwhile is told who
 * changed them (`article_changed`), and keeps what was typed. Refuses `article_empty`.
 */
export const editArticle = defineCommand({
  name: 'compacts.edit_article',
  input: Words.extend(Place.shape).extend({ revision: wholeNumberField(0) }),
  who: keeper,
  async run(tx, { compact_id, article_id, revision, heading, text }, { memberId }, context) {
    if (!heading && !text) return refuse('article_empty', { field: 'text' });
    const { communityId, now } = context;
    const [edited] = await tx
      .update(compact_draft_articles)
      .set({ heading, text, revision: revision + 1, edited_by: memberId, edited_at: now })
      .where(
        and(
          isArticle({ communityId, compactId: compact_id, articleId: article_id }),
          eq(compact_draft_articles.revision, revision),
          isNull(compact_draft_articles.removed_at)
        )
      )
      .returning({ id: compact_draft_articles.article_id });
    if (!edited) return refuseChanged(tx, communityId, compact_id, article_id);
    return { ok: true, compact_id, article_id };
  },
  done: () => ({ text: m.compacts_done_article_edited() })
});

/** Moves an article past its neighbour. At the end already, nothing happens. */
export const moveArticle = defineCommand({
  name: 'compacts.move_article',
  input: Place.extend({ direction: z.enum(['up', 'down']) }),
  who: keeper,
  async run(tx, { compact_id, article_id, direction }, _keeper, { communityId }) {
    const compact = await lockCompact(tx, communityId, compact_id);
    if (!compact) return refuse('not_found');
    const draft = await listDraft(tx, communityId, compact_id);
    const at = draft.findIndex((article) => article.article_id === article_id);
    const article = draft[at];
    if (!article) return refuse('article_gone');
    const neighbour = draft[direction === 'up' ? at - 1 : at + 1];
    if (neighbour) {
      const place = { communityId, compactId: compact_id };
      await placeArticle(tx, { ...place, articleId: article_id }, neighbour.position);
      await placeArticle(tx, { ...place, articleId: neighbour.article_id }, article.position);
    }
    return { ok: true, compact_id, article_id, direction };
  },
  done: ({ compact_id, article_id, direction }) => ({
    text: direction === 'up' ? m.compacts_done_moved_up() : m.compacts_done_moved_down(),
    undo: {
      command: 'compacts.move_article',
      fields: {
        compact_id: String(compact_id),
        article_id: String(article_id),
        direction: direction === 'up' ? 'down' : 'up'
      }
    }
  })
});

/** Takes an article out of the draft; versions that are published keep it. */
export const removeArticle = defineCommand({
  name: 'compacts.remove_article',
  input: Place,
  who: keeper,
  async run(tx, input, { memberId }, context) {
    const removed = { removed_by: memberId, removed_at: context.now };
    return (await mark(tx, input, removed, context)) ?? { ok: true, ...input };
  },
  done: ({ compact_id, article_id }) => ({
    text: m.compacts_done_article_removed(),
    undo: {
      command: 'compacts.restore_article',
      fields: { compact_id: String(compact_id), article_id: String(article_id) }
    }
  })
});

/** Puts a removed article back where it stood. */
export const restoreArticle = defineCommand({
  name: 'compacts.restore_article',
  input: Place,
  who: keeper,
  async run(tx, input, _keeper, context) {
    const restored = { removed_by: null, removed_at: null };
    return (await mark(tx, input, restored, context)) ?? { ok: true, ...input };
  },
  done: () => ({ text: m.compacts_done_article_restored() })
});

type Removal = Pick<typeof compact_draft_articles.$inferSelect, 'removed_by' | 'removed_at'>;

async function mark(
  tx: Sql,
  { compact_id, article_id }: z.output<typeof Place>,
  removal: Removal,
  { communityId }: CommandContext
): Promise<Refused | null> {
  const compact = await lockCompact(tx, communityId, compact_id);
  if (!compact) return refuse('not_found');
  const { removed_at } = compact_draft_articles;
  const [marked] = await tx
    .update(compact_draft_articles)
    .set(removal)
    .where(
      and(
        isArticle({ communityId, compactId: compact_id, articleId: article_id }),
        removal.removed_at ? isNull(removed_at) : isNotNull(removed_at)
      )
    )
    .returning({ id: compact_draft_articles.article_id });
  return marked ? null : refuse('article_gone');
}

async function refuseChanged(
  tx: Sql,
  communityId: string,
  compactId: string,
  articleId: string
): Promise<Refused> {
  const compact = await findCompact(tx, communityId, compactId);
  if (!compact) return refuse('not_found');
  const article = await findDraftArticle(tx, communityId, compactId, articleId);
  if (!article || article.removed_at) return refuse('article_gone');
  return refuse('article_changed', { name: article.editor });
}

function refuseTooMuch(articles: ArticleText[]): Refused | undefined {
  if (articles.length > MOST_ARTICLES) {
    return refuse('too_many_articles', { most: MOST_ARTICLES, field: 'text' });
  }
  const long = articles.find(({ text }) => text.length > LONGEST_TEXT);
  if (long) return refuse('article_too_long', { heading: long.heading, field: 'text' });
}
