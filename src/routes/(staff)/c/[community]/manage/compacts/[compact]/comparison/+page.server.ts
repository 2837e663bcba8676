import { compareArticles } from '$lib/compacts/compare';
import { differenceSummary, differenceWords } from '$lib/compacts/difference-words.server';
import { listDraft } from '$lib/compacts/drafts.server';
import { listVersions, readVersion } from '$lib/compacts/texts.server';
import { m } from '$lib/paraglide/messages';
import { error } from '@sveltejs/kit';
import { withCompact } from '../draft.server';

/** The draft beside the latest version. */
export const load = (event) =>
  withCompact(event, async (tx, { compact, communityId }) => {
    const [latest] = await listVersions(tx, communityId, compact.id);
    const before = latest && (await readVersion(tx, communityId, compact.id, latest.id));
    if (!before) error(404);
    const draft = (await listDraft(tx, communityId, compact.id)).map((article) => ({
      articleId: article.article_id,
      heading: article.heading,
      text: article.text
    }));
    const differences = compareArticles(before.articles, draft);
    return {
      compact: { id: compact.id, title: compact.title },
      summary: differenceSummary(differences),
      differences,
      words: differenceWords(m.compacts_version({ number: before.number }), m.compacts_draft())
    };
  });
