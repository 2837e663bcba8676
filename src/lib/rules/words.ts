import { m } from '../paraglide/messages';
import type { Fraction } from '../shared/fraction';
import { PER_POINT } from './scale';
import type { ActivityUnit, Cap, Holder, Period, Rounding } from './model';
import type { SmallestUnit, UnitName, Words } from './model';

export type RuleLocale = 'zh' | 'en';

/** How a rule set writes amounts; a rule set and a receipt both say so. */
export interface Denomination {
  smallest_unit: SmallestUnit;
  unit_name: UnitName;
}

/** Points as people write them, without the unit's name: 9 halves are 4.5, -1 tenth is -0.1. */
export function formatPoints(
  units: number,
  { smallest_unit }: Pick<Denomination, 'smallest_unit'>
) {
  const perPoint = PER_POINT[smallest_unit];
  const size = Math.abs(units);
  const tenths = (size % perPoint) * (10 / perPoint);
  const text = `${Math.floor(size / perPoint)}${tenths === 0 ? '' : `.${tenths}`}`;
  return units < 0 ? `-${text}` : text;
}

/** Points with the unit's name: 4.5 分, 1 point. */
export function pointsText(units: number, scale: Denomination, locale: RuleLocale): string {
  const points = formatPoints(units, scale);
  const { en_one } = scale.unit_name;
  const unit =
    locale === 'en' && points === '1' && en_one ? en_one : inWords(scale.unit_name, locale);
  return m.rules_points({ points, unit }, { locale });
}

/** The words in a language, in Chinese where they lack it. */
export function inWords(words: Words, locale: RuleLocale): string {
  return (locale === 'en' ? words.en : undefined) ?? words.zh;
}

/** A quantity in the activity's unit: 2 次, 90 minutes as 1.5 小时, 100 as 1 小时 40 分钟. */
export function quantityText(quantity: number, unit: ActivityUnit, locale: RuleLocale): string {
  if (unit === 'times') return m.rules_quantity_times({ count: quantity }, { locale });
  if (unit === 'pieces') return m.rules_quantity_pieces({ count: quantity }, { locale });
  if (quantity < 60) return m.rules_quantity_minutes({ count: quantity }, { locale });
  if (quantity % 30 === 0) return m.rules_quantity_hours({ count: quantity / 60 }, { locale });
  const parts = { hours: Math.floor(quantity / 60), minutes: quantity % 60 };
  return m.rules_quantity_hours_minutes(parts, { locale });
}

/** 每户每月最多 60 分. */
export function limitText(
  cap: Pick<Cap, 'at_most' | 'holder' | 'period'>,
  scale: Denomination,
  locale: RuleLocale
): string {
  const whose = { holder: eachHolder(cap.holder, locale), period: everyPeriod(cap.period, locale) };
  if (cap.at_most.kind === 'times') {
    return m.rules_limit_times({ ...whose, times: cap.at_most.times }, { locale });
  }
  const points = pointsText(cap.at_most.points, scale, locale);
  return m.rules_limit_points({ ...whose, points }, { locale });
}

export function eachHolder(holder: Holder, locale: RuleLocale): string {
  const each = {
    member: m.rules_each_member,
    household: m.rules_each_household,
    grid: m.rules_each_grid
  };
  return each[holder]({}, { locale });
}

export function everyPeriod(period: Period, locale: RuleLocale): string {
  const every = {
    day: m.rules_every_day,
    week: m.rules_every_week,
    month: m.rules_every_month,
    quarter: m.rules_every_quarter,
    year: m.rules_every_year,
    once: m.rules_every_once
  };
  return every[period]({}, { locale });
}

export function thisHolder(holder: Holder, locale: RuleLocale): string {
  const these = {
    member: m.rules_this_member,
    household: m.rules_this_household,
    grid: m.rules_this_grid
  };
  return these[holder]({}, { locale });
}

export function withinPeriod(period: Period, locale: RuleLocale): string {
  const within = {
    day: m.rules_within_day,
    week: m.rules_within_week,
    month: m.rules_within_month,
    quarter: m.rules_within_quarter,
    year: m.rules_within_year,
    once: m.rules_within_once
  };
  return within[period]({}, { locale });
}

/** What happens to less than the smallest unit: 零头舍去. */
export function roundingText(rounding: Rounding, locale: RuleLocale): string {
  const texts = { down: m.rules_round_down, up: m.rules_round_up, nearest: m.rules_round_nearest };
  return texts[rounding]({}, { locale });
}

/** A factor as people write it: 1.5, 2, and 4/3 where no short decimal is exact. */
export function fractionText({ numerator, denominator }: Fraction): string {
  const thousandths = (numerator * 1000) / denominator;
  return Number.isInteger(thousandths) ? String(thousandths / 1000) : `${numerator}/${denominator}`;
}
