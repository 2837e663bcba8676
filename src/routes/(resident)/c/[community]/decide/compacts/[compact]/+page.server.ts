import { standingOf } from '$lib/app/standing.server';
import { readCompact } from '$lib/compacts/texts.server';
import { versionRows } from '$lib/compacts/version-rows.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { m } from '$lib/paraglide/messages';
import { fullDateWords } from '$lib/ui/words';
import { error } from '@sveltejs/kit';

/** The text in force, for reading and for print, and what was before. */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { community } = await standingOf(event);
  const compact = await withCommunity(app.db, community.id, (tx) =>
    readCompact(tx, community.id, event.params.compact)
  );
  if (!compact || compact.versions.length === 0) error(404);
  const { id, title, titleEn, inForce, versions } = compact;
  return {
    /** In English the title as it was adopted stands beside. */
    compact:
      locale === 'en' && titleEn
        ? { id, title: titleEn, original: title }
        : { id, title, original: null },
    inForce: inForce && {
      articles: inForce.articles,
      line: m.compacts_line_in_force({
        number: inForce.number,
        date: fullDateWords(inForce.adoptedAt ?? inForce.publishedAt, locale, community.time_zone),
        count: inForce.articles.length
      }),
      voteId: inForce.voteId
    },
    versions: versionRows(versions, inForce?.id ?? null, locale, community.time_zone)
  };
};
