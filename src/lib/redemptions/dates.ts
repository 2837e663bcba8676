import { instantOf } from '../shared/civil-time';
import { fullDateWords, type Locale } from '../ui/words';

/** A civil date in words: 2026年12月31日 · 31 Dec 2026. */
export const dateWords = (date: string, locale: Locale): string =>
  fullDateWords(new Date(instantOf(date, 'UTC', '12:00')), locale, 'UTC');
