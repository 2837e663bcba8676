import { m } from '../paraglide/messages';
import { civilDateWords } from '../ui/words';
import { fullDateWords } from '../ui/words';
import type { AwardReceipt, CapBite, CooldownBite, NothingReceipt, Receipt } from './award';
import type { StackLoss, Unmet } from './award';
import { computationText, multipliedText, rateText } from './computation-text';
import { formatPoints, inWords, limitText, pointsText, quantityText } from './words';
import { thisHolder, withinPeriod, type RuleLocale } from './words';

/**
 * The whole receipt in one line: 「2 小时 × 5 = 10；本户本月还可得 4，故得 4（第 3.2 条，第 7 版）」.
 */
export function receiptText(receipt: Receipt, locale: RuleLocale): string {
  if (receipt.kind === 'nothing') return withVersion(nothingText(receipt, locale), receipt, locale);
  const reasons = [computationText(receipt, locale)];
  if (receipt.cooldown) reasons.push(cooldownText(receipt.cooldown, locale));
  if (receipt.caps.length > 0) reasons.push(capsText(receipt, locale));
  if (receipt.stack) reasons.push(stackText(receipt.stack, receipt, locale));
  const text = reasons.join(m.rules_list_clauses({}, { locale }));
  const { clause, version } = receipt;
  return m.rules_receipt_source({ text, clause, version }, { locale });
}

export interface ReceiptLine {
  label: string;
  value: string;
}

/** The receipt as lines for a page of its own, from the activity to the clause. */
export function receiptLines(receipt: Receipt, locale: RuleLocale): ReceiptLine[] {
  const { activity, quantity, occurred_on } = receipt;
  const lines: ReceiptLine[] = [];
  const line = (label: string, value: string) => lines.push({ label, value });
  if (activity) line(m.rules_line_activity({}, { locale }), inWords(activity.name, locale));
  line(
    m.rules_line_date({}, { locale }),
    fullDateWords(new Date(`${occurred_on}T12:00Z`), locale, 'UTC')
  );
  if (activity) {
    line(m.rules_line_quantity({}, { locale }), quantityText(quantity, activity.unit, locale));
  }
  return [
    ...lines,
    ...(receipt.kind === 'award' ? awardLines(receipt, locale) : nothingLines(receipt, locale))
  ];
}

function awardLines(receipt: AwardReceipt, locale: RuleLocale): ReceiptLine[] {
  const { rate, activity, clause, version } = receipt;
  const lines: ReceiptLine[] = [];
  const line = (label: string, value: string) => lines.push({ label, value });
  if (rate.kind === 'per_unit' && rate.counted !== receipt.quantity) {
    line(m.rules_line_counted({}, { locale }), quantityText(rate.counted, activity.unit, locale));
  }
  line(m.rules_line_rate({}, { locale }), rateText(receipt, locale));
  if (receipt.multiplied) {
    line(
      m.rules_line_multiplied({}, { locale }),
      multipliedText(receipt.multiplied, receipt, locale)
    );
  }
  if (receipt.points !== receipt.computed) {
    line(m.rules_line_computed({}, { locale }), pointsText(receipt.computed, receipt, locale));
  }
  if (receipt.cooldown) {
    line(m.rules_line_cooldown({}, { locale }), cooldownText(receipt.cooldown, locale));
  }
  for (const bite of receipt.caps) {
    line(m.rules_line_cap({ clause: bite.clause }, { locale }), biteValue(bite, receipt, locale));
  }
  if (receipt.stack) {
    line(m.rules_line_stack({}, { locale }), stackText(receipt.stack, receipt, locale));
  }
  line(m.rules_line_points({}, { locale }), pointsText(receipt.points, receipt, locale));
  const basis = m.rules_line_clause_value({ clause, version }, { locale });
  line(m.rules_line_clause({}, { locale }), basis);
  return lines;
}

function nothingLines(receipt: NothingReceipt, locale: RuleLocale): ReceiptLine[] {
  const reason = {
    label: m.rules_line_reason({}, { locale }),
    value: nothingText(receipt, locale)
  };
  if (receipt.version === null) return [reason];
  const value = m.rules_line_version_value({ version: receipt.version }, { locale });
  return [reason, { label: m.rules_line_version({}, { locale }), value }];
}

function cooldownText({ days, holder, nearest }: CooldownBite, locale: RuleLocale): string {
  const who = thisHolder(holder, locale);
  const on = civilDateWords(nearest, locale);
  return m.rules_receipt_cooldown({ holder: who, nearest: on, days }, { locale });
}

function capsText(receipt: AwardReceipt, locale: RuleLocale): string {
  const bites = receipt.caps.map((bite) => biteText(bite, receipt, locale));
  const text = bites.join(m.rules_list_clauses({}, { locale }));
  if (receipt.stack) return text;
  if (receipt.points === 0) return m.rules_receipt_hence_none({ text }, { locale });
  const points = formatPoints(receipt.points, receipt);
  return m.rules_receipt_hence({ text, points }, { locale });
}

function biteText(bite: CapBite, receipt: AwardReceipt, locale: RuleLocale): string {
  const whose = {
    holder: thisHolder(bite.holder, locale),
    period: withinPeriod(bite.period, locale),
    over: overText(bite.over, locale)
  };
  if (bite.at_most.kind === 'times') {
    return m.rules_receipt_cap_times({ ...whose, limit: bite.at_most.times }, { locale });
  }
  if (bite.remained === 0) {
    const limit = formatPoints(bite.at_most.points, receipt);
    return m.rules_receipt_cap_full({ ...whose, limit }, { locale });
  }
  const remained = formatPoints(bite.remained, receipt);
  return m.rules_receipt_cap_left({ ...whose, remained }, { locale });
}

function biteValue(bite: CapBite, receipt: AwardReceipt, locale: RuleLocale): string {
  const amount = (used: number) =>
    bite.at_most.kind === 'times'
      ? quantityText(used, 'times', locale)
      : pointsText(used, receipt, locale);
  const values = {
    limit: limitText(bite, receipt, locale),
    used: amount(bite.used),
    remained: amount(bite.remained)
  };
  return m.rules_line_cap_value(values, { locale });
}

function overText(over: CapBite['over'], locale: RuleLocale): string {
  if (over.kind === 'rule') return m.rules_over_rule({}, { locale });
  if (over.kind === 'all') return m.rules_over_all({}, { locale });
  return m.rules_over_group({ name: inWords(over.name, locale) }, { locale });
}

function stackText(loss: StackLoss, receipt: AwardReceipt, locale: RuleLocale): string {
  const group = inWords(loss.group_name, locale);
  const points = formatPoints(loss.by_points, receipt);
  if (loss.outcome === 'lower') return m.rules_receipt_lower({ group, points }, { locale });
  if (loss.outcome === 'not_first') return m.rules_receipt_not_first({ group }, { locale });
  return m.rules_receipt_replaced({ group, points }, { locale });
}

function nothingText(receipt: NothingReceipt, locale: RuleLocale): string {
  const activity = receipt.activity ? inWords(receipt.activity.name, locale) : '';
  switch (receipt.reason) {
    case 'no_rules_in_force':
      return m.rules_nothing_no_rules(
        { date: civilDateWords(receipt.occurred_on, locale) },
        { locale }
      );
    case 'activity_not_declared':
      return m.rules_nothing_not_declared({}, { locale });
    case 'no_rule':
      return m.rules_nothing_no_rule({ activity }, { locale });
    case 'conditions_not_met': {
      const reasons = receipt.unmet
        .map((unmet) => unmetText(unmet, locale))
        .join(m.rules_list_clauses({}, { locale }));
      return m.rules_nothing_unmet({ activity, reasons }, { locale });
    }
  }
}

function unmetText(unmet: Unmet, locale: RuleLocale): string {
  const { clause } = unmet;
  if (unmet.because === 'dates') {
    const from = unmet.from && civilDateWords(unmet.from, locale);
    const until = unmet.until && civilDateWords(unmet.until, locale);
    if (from && until) return m.rules_unmet_between({ clause, from, until }, { locale });
    if (from) return m.rules_unmet_from({ clause, from }, { locale });
    return m.rules_unmet_until({ clause, until: until ?? '' }, { locale });
  }
  if (unmet.because === 'band') return m.rules_unmet_band({ clause }, { locale });
  const attributes = unmet.attributes
    .map((each) => inWords(each, locale))
    .join(m.rules_list_comma({}, { locale }));
  if (unmet.because === 'level') return m.rules_unmet_level({ clause, attributes }, { locale });
  if (unmet.because === 'scores') return m.rules_unmet_scores({ clause, attributes }, { locale });
  return m.rules_unmet_condition({ clause, attributes }, { locale });
}

function withVersion(text: string, { version }: NothingReceipt, locale: RuleLocale): string {
  if (version === null) return text;
  return m.rules_receipt_source_version({ text, version }, { locale });
}
