import { standingOf } from '$lib/app/standing.server';
import { compareArticles } from '$lib/compacts/compare';
import { differenceSummary, differenceWords } from '$lib/compacts/difference-words.server';
import { readCompact, readVersion } from '$lib/compacts/texts.server';
import { versionRows } from '$lib/compacts/version-rows.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { m } from '$lib/paraglide/messages';
import { error } from '@sveltejs/kit';

/** One version, and how it differs from the one before or from another one (`?with=`). */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community } = await standingOf(event);
  const { params, url } = event;
  return withCommunity(app.db, community.id, async (tx) => {
    const compact = await readCompact(tx, community.id, params.compact);
    const version = compact && (await readVersion(tx, community.id, compact.id, params.version));
    if (!compact || !version) error(404);
    const before = compact.versions.find(({ id, number }) => {
      const asked = url.searchParams.get('with');
      return asked ? id === asked : number === version.number - 1;
    });
    const older = before && (await readVersion(tx, community.id, compact.id, before.id));
    const differences = older ? compareArticles(older.articles, version.articles) : null;
    const rows = versionRows(
      compact.versions,
      compact.inForce?.id ?? null,
      locale,
      community.time_zone
    );
    return {
      compact: { id: compact.id, title: (locale === 'en' && compact.titleEn) || compact.title },
      version: rows.find(({ id }) => id === params.version) ?? error(404),
      articles: version.articles,
      others: rows.filter(({ id }) => id !== params.version && id !== before?.id),
      comparison:
        older && differences
          ? {
              summary: m.compacts_compared_with({
                number: older.number,
                summary: differenceSummary(differences)
              }),
              differences,
              words: differenceWords(
                m.compacts_version({ number: older.number }),
                m.compacts_version({ number: version.number })
              )
            }
          : null
    };
  });
};
