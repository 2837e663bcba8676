import { m } from '../paraglide/messages';
import type { Carried, DayOfPeriod, EndPeriod, Expiry, Redemption } from './model';
import type { RedemptionWindow } from './model';
import { fractionText, pointsText, roundingText, type Denomination } from './words';
import type { RuleLocale } from './words';

/** 「积分自入账起满 12 个月后，到当年年底失效；先扣快到期的积分。」 */
export function expirySentence(expiry: Expiry, scale: Denomination, locale: RuleLocale): string {
  if (expiry.kind === 'lifetime') {
    const { months, until } = expiry;
    const end = endText(until, locale);
    return months === 0
      ? m.rules_expiry_period({ end }, { locale })
      : m.rules_expiry_lifetime({ months, end }, { locale });
  }
  const { every, carried } = expiry;
  const text = { end: everyEnd(every, locale), carried: carriedText(carried, scale, locale) };
  return m.rules_expiry_clearing(text, { locale });
}

/** 「每季度头 10 天可以兑换积分，每次至少 20 分。」 */
export function redemptionSentence(
  { windows, least }: Redemption,
  scale: Denomination,
  locale: RuleLocale
): string {
  const when =
    windows.length === 0
      ? m.rules_redemption_always({}, { locale })
      : windows
          .map((window) => windowText(window, locale))
          .join(m.rules_list_comma({}, { locale }));
  const points = least !== undefined && pointsText(least, scale, locale);
  const text = points ? m.rules_redemption_least({ points }, { locale }) : '';
  return m.rules_redemption({ when, least: text }, { locale });
}

/** 每季度头 10 天; 每年 12 月; 每年 6 月 1 日至 6 月 15 日. */
export function windowText({ every, from, until }: RedemptionWindow, locale: RuleLocale): string {
  const period = {
    month: m.rules_window_month,
    quarter: m.rules_window_quarter,
    year: m.rules_window_year
  }[every]({}, { locale });
  const isFirstDays = from.month === 1 && from.day === 1 && until.month === 1 && until.day < 28;
  if (isFirstDays) return m.rules_window_first({ period, days: until.day }, { locale });
  const isWhole = from.day === 1 && until.day === 31 && every !== 'month';
  const dayOf = (day: DayOfPeriod) =>
    isWhole ? monthText(day.month, every, locale) : dayText(day, every, locale);
  const [first, last] = [dayOf(from), dayOf(until)];
  if (first !== last) return m.rules_window_range({ period, from: first, until: last }, { locale });
  return isWhole
    ? m.rules_window_whole({ period, month: first }, { locale })
    : m.rules_window_one({ period, day: first }, { locale });
}

function dayText({ month, day }: DayOfPeriod, every: EndPeriod, locale: RuleLocale): string {
  if (every === 'month') return m.rules_day_of_month({ day }, { locale });
  if (every === 'quarter') return m.rules_day_of_quarter({ month, day }, { locale });
  return m.rules_day_of_period({ month: monthText(month, every, locale), day }, { locale });
}

function monthText(month: number, every: EndPeriod, locale: RuleLocale): string {
  if (every !== 'year') return m.rules_month_of_quarter({ month }, { locale });
  const words = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
  const name = words.format(Date.UTC(2000, month - 1, 1));
  return m.rules_month_of_year({ month, name }, { locale });
}

function carriedText(
  carried: Carried | undefined,
  scale: Denomination,
  locale: RuleLocale
): string {
  if (!carried) return '';
  if (carried.kind === 'points') {
    const points = pointsText(carried.points, scale, locale);
    return m.rules_carried_points({ points }, { locale });
  }
  const share = fractionText(carried.share);
  const rounding = roundingText(carried.rounding, locale);
  return m.rules_carried_share({ share, rounding }, { locale });
}

function endText(period: EndPeriod, locale: RuleLocale): string {
  const ends = {
    month: m.rules_end_month,
    quarter: m.rules_end_quarter,
    year: m.rules_end_year
  };
  return ends[period]({}, { locale });
}

function everyEnd(period: EndPeriod, locale: RuleLocale): string {
  const ends = {
    month: m.rules_every_end_month,
    quarter: m.rules_every_end_quarter,
    year: m.rules_every_end_year
  };
  return ends[period]({}, { locale });
}
