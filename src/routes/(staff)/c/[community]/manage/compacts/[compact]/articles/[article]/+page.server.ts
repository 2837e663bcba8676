import { formAction } from '$lib/app/submit.server';
import { editArticle } from '$lib/compacts/drafting.server';
import { findDraftArticle } from '$lib/compacts/drafts.server';
import { isId } from '$lib/shared/id';
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { withCompact } from '../../draft.server';

type ArticleEvent = RequestEvent<{ community: string; compact: string; article: string }>;

const readArticle = (event: ArticleEvent) =>
  withCompact(event, async (tx, { compact, communityId }) => {
    const { article: id } = event.params;
    const found = isId(id) && (await findDraftArticle(tx, communityId, compact.id, id));
    if (!found || found.removed_at) error(404);
    const { heading, text, revision } = found;
    return {
      compact: { id: compact.id, title: compact.title },
      article: { id, heading, text, revision: String(revision) }
    };
  });

export const load = readArticle;

const save = formAction(
  editArticle,
  (_, { params }) => `/c/${params.community}/manage/compacts/${params.compact}`
);

export const actions = {
  /** A refusal brings the words that stand now, so that they can be merged with what was typed. */
  default: async (event) => {
    const answer = await save(event);
    const { article } = await readArticle(event);
    return fail(answer.status, { ...answer.data, current: article });
  }
};
