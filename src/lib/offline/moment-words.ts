import { dayWords, timeWords, type Locale } from '$lib/ui/words';

/** A moment as people say it now: 今天上午 9:32 · today 9:32 am. */
export function momentWords(moment: Date, locale: Locale, timeZone?: string): string {
  const day = dayWords(moment, new Date(), locale, timeZone);
  return day + (locale === 'zh' ? '' : ' ') + timeWords(moment, locale, timeZone);
}
