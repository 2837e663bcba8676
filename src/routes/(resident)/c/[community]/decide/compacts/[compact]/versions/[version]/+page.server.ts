import { standingOf } from '$lib/app/standing.server';
import { compareArticles } from '$lib/compacts/compare';
import { differenceSummary, differenceWords } from '$lib/compacts/difference-words.server';
import { findCompact } from '$lib/compacts/drafts.server';
import { readVersionArticles } from '$lib/compacts/publishing.server';
import { inForceOf, listVersions } from '$lib/compacts/texts.server';
import { versionRows } from '$lib/compacts/version-rows.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { isId } from '$lib/shared/id';
import { m } from '$lib/paraglide/messages';
import { error } from '@sveltejs/kit';

/** One version, and how it differs from the one before or from another one (`?with=`). */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community } = await standingOf(event);
  const { params, url } = event;
  return withCommunity(app.db, community.id, async (tx) => {
    const compact = isId(params.compact) && (await findCompact(tx, community.id, params.compact));
    if (!compact) error(404);
    const versions = await listVersions(tx, community.id, compact.id);
    const version = versions.find(({ id }) => id === params.version);
    if (!version) error(404);
    const articles = await readVersionArticles(tx, community.id, version.id);
    const before = versions.find(({ id, number }) => {
      const asked = url.searchParams.get('with');
      return asked ? id === asked : number === version.number - 1;
    });
    const older = before && (await readVersionArticles(tx, community.id, before.id));
    const differences = older ? compareArticles(older, articles) : null;
    const inForce = inForceOf(versions)?.id ?? null;
    const rows = versionRows(versions, inForce, locale, community.time_zone);
    return {
      compact: { id: compact.id, title: (locale === 'en' && compact.title_en) || compact.title },
      version: rows.find(({ id }) => id === version.id) ?? error(404),
      articles,
      others: rows.filter(({ id }) => id !== params.version && id !== before?.id),
      comparison:
        before && differences
          ? {
              summary: m.compacts_compared_with({
                number: before.number,
                summary: differenceSummary(differences)
              }),
              differences,
              words: differenceWords(
                m.compacts_version({ number: before.number }),
                m.compacts_version({ number: version.number })
              )
            }
          : null
    };
  });
};
