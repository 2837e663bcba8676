import { formAction } from '$lib/app/submit.server';
import { compareArticles } from '$lib/compacts/compare';
import { differenceSummary } from '$lib/compacts/difference-words.server';
import { listDraft } from '$lib/compacts/drafts.server';
import { publishVersion } from '$lib/compacts/publishing.server';
import { findLiveVote } from '$lib/compacts/read.server';
import { inForceOf, listVersions, readVersion } from '$lib/compacts/texts.server';
import { versionRows } from '$lib/compacts/version-rows.server';
import { withCompact } from './draft.server';

/** The draft of a compact, its versions, and what to do next. */
export const load = (event) =>
  withCompact(event, async (tx, { compact, communityId, standing }) => {
    const versions = await listVersions(tx, communityId, compact.id);
    const [latest] = versions;
    const draft = (await listDraft(tx, communityId, compact.id)).map((article) => ({
      articleId: article.article_id,
      heading: article.heading,
      text: article.text
    }));
    const before = latest && (await readVersion(tx, communityId, compact.id, latest.id));
    const differences = compareArticles(before?.articles ?? [], draft);
    const { locale } = event.locals;
    return {
      compact: { id: compact.id, title: compact.title, titleEn: compact.title_en },
      draft,
      latest: latest ? { id: latest.id, number: latest.number } : null,
      changed: differences.some(({ kind }) => kind !== 'same'),
      summary: differenceSummary(differences),
      liveVote: await findLiveVote(tx, communityId, compact.id),
      versions: versionRows(
        versions,
        inForceOf(versions)?.id ?? null,
        locale,
        standing.community.time_zone
      )
    };
  });

export const actions = {
  default: formAction(
    publishVersion,
    ({ compact_id, version_id }, { params }) =>
      `/c/${params.community}/manage/compacts/${String(compact_id)}/versions/${String(version_id)}/vote`
  )
};
