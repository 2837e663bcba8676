import { formAction } from '$lib/app/submit.server';
import { addArticle } from '$lib/compacts/drafting.server';
import { listDraft } from '$lib/compacts/drafts.server';
import { withCompact } from '../../draft.server';

export const load = (event) =>
  withCompact(event, async (tx, { compact, communityId }) => {
    const draft = await listDraft(tx, communityId, compact.id);
    const asked = event.url.searchParams.get('below');
    const above = draft.find(({ article_id }) => article_id === asked) ?? draft.at(-1);
    return {
      compact: { id: compact.id, title: compact.title },
      above: above
        ? {
            id: above.article_id,
            name: above.heading || Array.from(above.text).slice(0, 20).join('')
          }
        : null
    };
  });

export const actions = {
  default: formAction(
    addArticle,
    (_, { params }) => `/c/${params.community}/manage/compacts/${params.compact}`
  )
};
