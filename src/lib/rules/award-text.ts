import { m } from '../paraglide/messages';
import { attributeName, optionName, type Declaring } from './condition-text';
import type { ActivityUnit, AwardRule, Band } from './model';
import { pointsText, quantityText, roundingText } from './words';
import type { Denomination, RuleLocale } from './words';

/** 一次得 20 分; 每满 1 小时得 5 分; with its rounding where one can happen. */
export function awardText(
  award: AwardRule,
  activity: Declaring | undefined,
  scale: Denomination,
  locale: RuleLocale
): string {
  const unit = activity?.unit ?? 'times';
  switch (award.kind) {
    case 'fixed':
      return m.rules_award_fixed({ points: pointsText(award.points, scale, locale) }, { locale });
    case 'per_unit': {
      const text = perUnitText(award, unit, scale, locale);
      if (award.most === undefined) return text;
      const quantity = quantityText(award.most, unit, locale);
      return m.rules_award_most({ award: text, quantity }, { locale });
    }
    case 'table': {
      const levels = award.levels.map((each) => {
        const level = optionName(activity, award.attribute, each.value, locale);
        return levelText(level, each.points, scale, locale);
      });
      return m.rules_award_table(
        {
          attribute: attributeName(activity, award.attribute, locale),
          levels: levels.join(m.rules_list_comma({}, { locale }))
        },
        { locale }
      );
    }
    case 'bands': {
      const levels = award.bands.map((band) =>
        levelText(bandText(band, unit, locale), band.points, scale, locale)
      );
      return m.rules_award_bands(
        { levels: levels.join(m.rules_list_comma({}, { locale })) },
        { locale }
      );
    }
    case 'mean':
      return m.rules_award_mean(
        {
          attribute: attributeName(activity, award.attribute, locale),
          least: award.least,
          per: award.per,
          points: pointsText(award.points, scale, locale),
          rounding: roundingText(award.rounding, locale)
        },
        { locale }
      );
  }
}

/** The points of an award that gives the same each time; null for one that weighs how much it was. */
export function eachTimePoints(award: AwardRule, unit: ActivityUnit): number | null {
  if (award.kind === 'fixed') return award.points;
  const isPerTime = award.kind === 'per_unit' && unit === 'times' && award.per === 1;
  return isPerTime ? award.points : null;
}

/** 满 1 小时不满 2 小时; 满 2 小时; 不满 1 小时. */
export function bandText({ from, below }: Band, unit: ActivityUnit, locale: RuleLocale): string {
  const least = quantityText(from, unit, locale);
  if (below === undefined) return m.rules_band_from({ from: least }, { locale });
  const most = quantityText(below, unit, locale);
  if (from <= 1 && unit === 'minutes') return m.rules_band_below({ below: most }, { locale });
  if (below === from + 1) return least;
  return m.rules_band_between({ from: least, below: most }, { locale });
}

const levelText = (level: string, points: number, scale: Denomination, locale: RuleLocale) =>
  m.rules_award_level({ level, points: pointsText(points, scale, locale) }, { locale });

function perUnitText(
  award: Extract<AwardRule, { kind: 'per_unit' }>,
  unit: ActivityUnit,
  scale: Denomination,
  locale: RuleLocale
): string {
  const points = pointsText(award.points, scale, locale);
  if (eachTimePoints(award, unit) !== null) return m.rules_award_fixed({ points }, { locale });
  const quantity = perText(award.per, unit, locale);
  if (award.step === 1) return m.rules_award_per({ quantity, points }, { locale });
  if (award.step === award.per && award.rounding === 'down') {
    return m.rules_award_per_full({ quantity, points }, { locale });
  }
  const round = {
    down: m.rules_award_round_down,
    up: m.rules_award_round_up,
    nearest: m.rules_award_round_nearest
  }[award.rounding];
  const plain = m.rules_award_per({ quantity, points }, { locale });
  return round({ award: plain, step: stepText(award.step, unit, locale) }, { locale });
}

/** What stands after 每 or per: 1 小时, hour; 30 分钟, 30 minutes. */
function perText(per: number, unit: ActivityUnit, locale: RuleLocale): string {
  if (unit === 'minutes' && per === 60) return m.rules_one_hour({}, { locale });
  if (unit === 'pieces' && per === 1) return m.rules_one_piece({}, { locale });
  return quantityText(per, unit, locale);
}

/** What a rounding goes by: 半小时, otherwise as after 每. */
function stepText(step: number, unit: ActivityUnit, locale: RuleLocale): string {
  const halfHour = unit === 'minutes' && step === 30;
  return halfHour ? m.rules_half_hour({}, { locale }) : perText(step, unit, locale);
}
