import { residentView } from '$lib/app/resident-view.server';
import { standingIfAny } from '$lib/app/standing.server';
import { findCommunity } from '$lib/communities/directory.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { m } from '$lib/paraglide/messages';
import { clausesOf, searchClauses } from '$lib/rules/clauses';
import { livesOf, type VersionLife } from '$lib/rules/lives';
import { readTimeline } from '$lib/rules/timeline.server';
import { inWords } from '$lib/rules/words';
import { civilDate, instantOf } from '$lib/shared/civil-time';
import { qrSvgPath } from '$lib/ui/qr';
import { fullDateWords, type Locale } from '$lib/ui/words';
import { error } from '@sveltejs/kit';

/** The rules that residents have given themselves: anybody may read them, every version of them. */
export const load = async (event) => {
  const { app, locale } = event.locals;
  const { searchParams } = event.url;
  const community = (await findCommunity(app.db.sql, event.params.community)) ?? error(404);
  const standing = await standingIfAny(event);
  const { time_zone, slug } = community;
  const { timeline, now } = await withCommunity(app.db, community.id, async (tx) => ({
    now: await app.clock(tx),
    timeline: await readTimeline(tx, community.id)
  }));
  const lives = livesOf(timeline, civilDate(now.getTime(), time_zone));
  const asked = searchParams.get('version');
  const shown = lives.find(({ state, version }) =>
    asked === null ? state === 'in_force' : String(version.version) === asked
  );
  if (asked !== null && !shown) error(404);
  const query = (searchParams.get('q') ?? '').trim().slice(0, 60);
  const address = `${app.config.origin ?? event.url.origin}/rules/${slug}`;
  const words = (life: VersionLife) => sayLife(life, locale, time_zone);
  return {
    community: {
      slug,
      name: locale === 'en' ? community.name_en : community.name,
      timeZone: time_zone
    },
    resident: standing && (await residentView(event, standing)),
    now,
    query,
    asked,
    print: { address, qr: qrSvgPath(address) },
    rules: shown ? sayRules(shown, query, locale, words(shown)) : null,
    versions: lives.map((life) => ({
      version: life.version.version,
      title: m.points_rules_version({ version: life.version.version }, { locale }),
      state: life.state,
      dates: words(life),
      isShown: life === shown
    }))
  };
};

function sayRules({ version, state }: VersionLife, query: string, locale: Locale, dates: string) {
  const { rule_set } = version;
  const { rules, caps, life } = clausesOf(rule_set, locale);
  return {
    version: version.version,
    state,
    dates,
    title: inWords(rule_set.title, locale),
    source: rule_set.source ? inWords(rule_set.source, locale) : null,
    account: rule_set.account,
    noticeDays: rule_set.notice_days,
    count: rules.length + caps.length + life.length,
    clauses: searchClauses(rules, query),
    caps: searchClauses(caps, query),
    life: searchClauses(life, query)
  };
}

function sayLife({ from, until, state }: VersionLife, locale: Locale, timeZone: string): string {
  const date = (civil: string) =>
    fullDateWords(new Date(instantOf(civil, timeZone, '12:00')), locale, timeZone);
  if (state === 'never') return m.points_rules_never({}, { locale });
  const dates = { from: date(from), until: until ? date(until) : '' };
  if (state === 'coming') return m.points_rules_coming(dates, { locale });
  return until ? m.points_rules_until(dates, { locale }) : m.points_rules_since(dates, { locale });
}
