import { m } from '../paraglide/messages';
import type { AwardReceipt, Multiplied, Rate } from './award';
import type { Fraction } from '../shared/fraction';
import { awardText, bandText } from './award-text';
import type { Words } from './model';
import { formatPoints, fractionText, inWords, pointsText, quantityText } from './words';
import { roundingText, type RuleLocale } from './words';

/** How the points before cooldown, caps and stacking were found: 2 小时 × 5 = 10. */
export function computationText(receipt: AwardReceipt, locale: RuleLocale): string {
  if (receipt.quantity === 0) return m.rules_receipt_zero({}, { locale });
  const base = baseText(receipt, locale);
  if (!receipt.multiplied) return base;
  return (
    base +
    m.rules_list_clauses({}, { locale }) +
    multipliedText(receipt.multiplied, receipt, locale)
  );
}

/** 10 × 1.5 = 15; with the rounding where the product was no whole number of smallest units. */
export function multipliedText(
  { base, by, because, rounding }: Multiplied,
  receipt: AwardReceipt,
  locale: RuleLocale
): string {
  const product = by.reduce(
    (exact, { numerator, denominator }) => exact * (numerator / denominator),
    base
  );
  const parts = {
    base: formatPoints(base, receipt),
    by: by.map((factor, index) => factorText(factor, because?.[index] ?? [], locale)).join(' × '),
    computed: formatPoints(receipt.computed, receipt)
  };
  if (Math.abs(product - receipt.computed) < 1e-6)
    return m.rules_receipt_multiplied(parts, { locale });
  const rounded = { ...parts, rounding: roundingText(rounding, locale) };
  return m.rules_receipt_multiplied_rounded(rounded, { locale });
}

function factorText(by: Fraction, because: Words[], locale: RuleLocale): string {
  if (because.length === 0) return fractionText(by);
  const reasons = because.map((each) => inWords(each, locale));
  const parts = { by: fractionText(by), because: reasons.join(m.rules_list_comma({}, { locale })) };
  return m.rules_receipt_because(parts, { locale });
}

function baseText(receipt: AwardReceipt, locale: RuleLocale): string {
  const { rate, activity } = receipt;
  const points = formatPoints(rate.points, receipt);
  switch (rate.kind) {
    case 'fixed':
      return m.rules_receipt_fixed({ points }, { locale });
    case 'table':
      return m.rules_receipt_level({ level: inWords(rate.level, locale), points }, { locale });
    case 'bands': {
      const level = bandText(rate, activity.unit, locale);
      return m.rules_receipt_level({ level, points }, { locale });
    }
    case 'mean': {
      const parts = {
        scores: rate.scores.join(' + '),
        count: rate.scores.length,
        per: rate.per,
        points,
        rounding: roundingText(rate.rounding, locale),
        computed: formatPoints(receipt.multiplied?.base ?? receipt.computed, receipt)
      };
      return rate.per === 1
        ? m.rules_receipt_mean(parts, { locale })
        : m.rules_receipt_mean_per(parts, { locale });
    }
    case 'per_unit':
      return productText(rate, receipt, locale);
  }
}

function productText(
  rate: Extract<Rate, { kind: 'per_unit' }>,
  receipt: AwardReceipt,
  locale: RuleLocale
): string {
  const { activity, quantity } = receipt;
  const points = formatPoints(rate.points, receipt);
  const counted = quantityText(rate.counted, activity.unit, locale);
  const computed = formatPoints(receipt.multiplied?.base ?? receipt.computed, receipt);
  const oneUnit = activity.unit === 'minutes' ? 60 : 1;
  const product =
    rate.per === oneUnit
      ? m.rules_receipt_product({ quantity: counted, points, computed }, { locale })
      : m.rules_receipt_product_per(
          {
            quantity: counted,
            per: quantityText(rate.per, activity.unit, locale),
            points,
            computed
          },
          { locale }
        );
  if (rate.counted === quantity) return product;
  const stated = quantityText(quantity, activity.unit, locale);
  const rounded = m.rules_receipt_rounded({ quantity: stated, counted }, { locale });
  return rounded + m.rules_list_clauses({}, { locale }) + product;
}

/** What the rule gives, as far as it concerned this fact. */
export function rateText(receipt: AwardReceipt, locale: RuleLocale): string {
  const { rate, activity } = receipt;
  if (rate.kind === 'fixed' || rate.kind === 'per_unit') {
    return awardText(rate, { unit: activity.unit, attributes: [] }, receipt, locale);
  }
  if (rate.kind !== 'mean') return baseText(receipt, locale);
  const points = pointsText(rate.points, receipt, locale);
  const attribute = inWords(rate.attribute, locale);
  return m.rules_receipt_mean_rate({ attribute, per: rate.per, points }, { locale });
}
