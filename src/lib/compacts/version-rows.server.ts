import { m } from '../paraglide/messages';
import { fullDateWords, type Locale } from '../ui/words';
import type { VersionSummary } from './texts.server';
import type { Verdict } from './verdict';

export interface VersionRow {
  id: string;
  title: string;
  meta: string;
  badge: { tone: 'plain' | 'good' | 'warn'; text: string } | null;
}

/** The versions of a compact in words, newest first as given. */
export const versionRows = (
  versions: readonly VersionSummary[],
  inForceId: string | null,
  locale: Locale,
  timeZone: string
): VersionRow[] =>
  versions.map(({ id, number, note, publishedAt, verdict, adoptedAt }) => ({
    id,
    title: m.compacts_version({ number }),
    meta: [m.compacts_published_on({ date: fullDateWords(publishedAt, locale, timeZone) }), note]
      .filter(Boolean)
      .join('\n'),
    badge: badgeOf(id === inForceId, adoptedAt !== null, verdict)
  }));

function badgeOf(isInForce: boolean, wasAdopted: boolean, verdict: Verdict | null) {
  if (isInForce) return { tone: 'good', text: m.compacts_badge_in_force() } as const;
  if (wasAdopted) return { tone: 'plain', text: m.compacts_badge_superseded() } as const;
  if (verdict === 'rejected') return { tone: 'warn', text: m.compacts_verdict_rejected() } as const;
  if (verdict === 'failed') return { tone: 'plain', text: m.compacts_verdict_failed() } as const;
  return null;
}
