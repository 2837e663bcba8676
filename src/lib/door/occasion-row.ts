import { m } from '../paraglide/messages';
import type { IconName } from '../ui/icons';
import { dayWords, placesWords, timeRange, waitingWords, type Locale } from '../ui/words';
import type { Span } from './window';

/** A shift or an event as a list shows it to one person. */
export interface Occasion extends Span {
  id: string;
  title: string;
  place: string;
  capacity: number;
  taken: number;
  cancelled: boolean;
  mine: 'none' | 'place' | 'waiting';
  position: number | null;
  checkedIn: boolean;
  /** How many others of the household take part. */
  family?: number;
}

/** The words of a row, ready to be shown: made on the server where the page has none of its own. */
export interface OccasionWords {
  id: string;
  href: string;
  title: string;
  meta: string;
  /** For the leaf of the calendar; null under a heading that says the day. */
  date: Date | null;
  badge: { tone: 'good' | 'waiting' | 'warn'; icon?: IconName; text: string } | null;
  /** Shown without a badge. */
  places: { taken: number; capacity: number; text: string };
}

export interface RowContext {
  now: Date;
  locale: Locale;
  timeZone: string;
  /** Under a heading that says the day it is left out. */
  showDay?: boolean;
}

/** The row of an occasion that opens at `href`. */
export function occasionRow(
  occasion: Occasion,
  href: string,
  { now, locale, timeZone, showDay = true }: RowContext
): OccasionWords {
  const { id, title, place, startsAt, endsAt, taken, capacity } = occasion;
  const hours = timeRange(startsAt, endsAt, locale, timeZone);
  const when = showDay ? `${dayWords(startsAt, now, locale, timeZone)} ${hours}` : hours;
  return {
    id,
    href,
    title,
    meta: `${when}\n${place}`,
    date: showDay ? startsAt : null,
    badge: badgeOf(occasion, locale),
    places: { taken, capacity, text: placesWords(capacity - taken, locale) }
  };
}

function badgeOf(occasion: Occasion, locale: Locale): OccasionWords['badge'] {
  const { cancelled, checkedIn, mine, position, family = 0 } = occasion;
  if (cancelled) return { tone: 'warn', text: m.door_state_cancelled({}, { locale }) };
  const good = (text: string) => ({ tone: 'good' as const, icon: 'check' as const, text });
  if (checkedIn) return good(m.door_state_checked_in({}, { locale }));
  if (mine === 'place') return good(m.door_state_signed_up({}, { locale }));
  if (position !== null) {
    return { tone: 'waiting', icon: 'waiting', text: waitingWords(position, locale) };
  }
  return family > 0 ? good(m.door_family({}, { locale })) : null;
}
