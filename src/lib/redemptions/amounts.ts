import { getLocale } from '../paraglide/runtime';
import { pointsText, type Denomination } from '../rules/words';

/** An amount in both languages, for outcomes that are stored and said later: 4.5 分, 4.5 points. */
export const amountWords = (units: number, scale: Denomination) => ({
  amount_zh: pointsText(units, scale, 'zh'),
  amount_en: pointsText(units, scale, 'en')
});

/** The one in the language of the request. */
export const inLocale = (amount: Record<string, unknown>): string =>
  String(amount[`amount_${getLocale()}`] ?? '');
