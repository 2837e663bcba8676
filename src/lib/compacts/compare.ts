import { compareWords, newEffort, type Effort, type Stretch } from './compare-words';

/** Differences between two texts, article by article and within an article. Pure. */

export interface ComparedArticle {
  articleId: string;
  heading: string;
  text: string;
}

export interface Difference {
  articleId: string;
  kind: 'same' | 'added' | 'removed' | 'changed' | 'moved';
  /** It stands elsewhere; a changed article may have moved as well. */
  moved: boolean;
  before: { heading: Stretch[]; text: Stretch[] } | null;
  after: { heading: Stretch[]; text: Stretch[] } | null;
}

/**
 * All articles of both texts in the order of the newer; what was removed stands where it stood.
 * Moved are as few as possible: those outside the longest run that kept its order.
 */
export function compareArticles(
  older: readonly ComparedArticle[],
  newer: readonly ComparedArticle[]
): Difference[] {
  const before = new Map(older.map((article) => [article.articleId, article]));
  const kept = new Set(newer.map(({ articleId }) => articleId));
  const still = idsInOrder(
    older.map(({ articleId }) => articleId),
    newer.map(({ articleId }) => articleId)
  );
  const effort = newEffort();
  const compared = newer.map((article) => {
    const known = before.get(article.articleId);
    return known
      ? compareOne(known, article, !still.has(article.articleId), effort)
      : toAdded(article);
  });
  for (const [at, article] of older.entries()) {
    if (kept.has(article.articleId)) continue;
    const above = older[at - 1]?.articleId;
    const place = compared.findIndex(({ articleId }) => articleId === above);
    compared.splice(place + 1, 0, toRemoved(article));
  }
  return compared;
}

/** How many articles differ, by kind; `same` left out. */
export function countDifferences(
  differences: readonly Difference[]
): Record<Exclude<Difference['kind'], 'same'>, number> {
  const count = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { kind } of differences) if (kind !== 'same') count[kind] += 1;
  return count;
}

function compareOne(
  older: ComparedArticle,
  newer: ComparedArticle,
  moved: boolean,
  effort: Effort
): Difference {
  const { articleId } = newer;
  const isSame = older.heading === newer.heading && older.text === newer.text;
  if (isSame) {
    const whole = { heading: same(newer.heading), text: same(newer.text) };
    return { articleId, kind: moved ? 'moved' : 'same', moved, before: whole, after: whole };
  }
  const heading = compareWords(older.heading, newer.heading, effort);
  const text = compareWords(older.text, newer.text, effort);
  return {
    articleId,
    kind: 'changed',
    moved,
    before: { heading: without(heading, 'new'), text: without(text, 'new') },
    after: { heading: without(heading, 'gone'), text: without(text, 'gone') }
  };
}

const same = (text: string): Stretch[] => (text === '' ? [] : [{ kind: 'same', text }]);

const without = (stretches: Stretch[], kind: Stretch['kind']): Stretch[] =>
  stretches.filter((stretch) => stretch.kind !== kind);

const toAdded = ({ articleId, heading, text }: ComparedArticle): Difference => ({
  articleId,
  kind: 'added',
  moved: false,
  before: null,
  after: { heading: same(heading), text: same(text) }
});

const toRemoved = ({ articleId, heading, text }: ComparedArticle): Difference => ({
  articleId,
  kind: 'removed',
  moved: false,
  before: { heading: same(heading), text: same(text) },
  after: null
});

/** The longest run of ids that stands in the same order in both lists. */
function idsInOrder(older: string[], newer: string[]): Set<string> {
  const places = new Map(older.map((id, at) => [id, at]));
  const common = newer.flatMap((id) => {
    const at = places.get(id);
    return at === undefined ? [] : [{ id, at }];
  });
  const longest = common.map(() => ({ length: 1, from: -1 }));
  for (const [to, { at }] of common.entries()) {
    for (let from = 0; from < to; from++) {
      const length = (longest[from]?.length ?? 0) + 1;
      if ((common[from]?.at ?? Infinity) < at && length > (longest[to]?.length ?? 0)) {
        longest[to] = { length, from };
      }
    }
  }
  const best = Math.max(0, ...longest.map(({ length }) => length));
  const run = new Set<string>();
  let at = longest.findIndex(({ length }) => length === best);
  while (at >= 0) {
    const one = common[at];
    if (one) run.add(one.id);
    at = longest[at]?.from ?? -1;
  }
  return run;
}
