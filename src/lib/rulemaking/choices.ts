import { m } from '../paraglide/messages';
import { HOLDERS, PERIODS, ROUNDINGS } from '../rules/model';
import { triggerKey, triggerName, TRIGGERS } from '../rules/triggers';
import { eachHolder, everyPeriod, roundingText, type RuleLocale } from '../rules/words';

/** What the selects of the editor offer, in words. */
export interface Choice {
  value: string;
  label: string;
}

export const holderChoices = (locale: RuleLocale, withGrid = true): Choice[] =>
  HOLDERS.filter((holder) => withGrid || holder !== 'grid').map((value) => ({
    value,
    label: eachHolder(value, locale)
  }));

export const periodChoices = (locale: RuleLocale): Choice[] =>
  PERIODS.map((value) => ({ value, label: everyPeriod(value, locale) }));

export const roundingChoices = (locale: RuleLocale): Choice[] =>
  ROUNDINGS.map((value) => ({ value, label: roundingText(value, locale) }));

export const timeChoices = (): Choice[] => [
  { value: 'hours', label: m.rulemaking_hours() },
  { value: 'minutes', label: m.rulemaking_minutes() }
];

export const measureChoices = (unit: string): Choice[] => [
  { value: 'points', label: unit },
  { value: 'times', label: m.rulemaking_times() }
];

const AWARDS: Record<string, () => string> = {
  fixed: m.rulemaking_award_fixed,
  per_unit: m.rulemaking_award_per_unit,
  bands: m.rulemaking_award_bands,
  table: m.rulemaking_award_table,
  mean: m.rulemaking_award_mean
};

export const awardChoices = (kinds: string[]): Choice[] =>
  kinds.map((value) => ({ value, label: AWARDS[value]?.() ?? value }));

export const testChoices = (): Choice[] => [
  { value: 'at_least', label: m.rulemaking_test_at_least() },
  { value: 'at_most', label: m.rulemaking_test_at_most() },
  { value: 'between', label: m.rulemaking_test_between() }
];

export const unitChoices = (): Choice[] => [
  { value: 'minutes', label: m.rulemaking_unit_minutes() },
  { value: 'times', label: m.rulemaking_unit_times() },
  { value: 'pieces', label: m.rulemaking_unit_pieces() }
];

export const familyChoices = (): Choice[] => [
  { value: 'civic', label: m.rulemaking_family_civic() },
  { value: 'safety', label: m.rulemaking_family_safety() },
  { value: 'building', label: m.rulemaking_family_building() }
];

export const kindChoices = (): Choice[] => [
  { value: 'choice', label: m.rulemaking_kind_choice() },
  { value: 'yes_no', label: m.rulemaking_kind_yes_no() },
  { value: 'number', label: m.rulemaking_kind_number() },
  { value: 'text', label: m.rulemaking_kind_text() },
  { value: 'scores', label: m.rulemaking_kind_scores() }
];

/** What makes Linli record an activity by itself. */
export const triggerChoices = (locale: RuleLocale): Choice[] => [
  { value: '', label: m.rulemaking_trigger_none() },
  ...TRIGGERS.map((trigger) => ({
    value: triggerKey(trigger),
    label: triggerName(trigger, locale)
  }))
];

/** What Linli records by itself of an activity that does not declare it yet. */
export const recordedChoices = (declared: string[]): Choice[] =>
  [
    { value: 'team', label: m.rulemaking_kind_team() },
    { value: 'evidence', label: m.rulemaking_kind_evidence() }
  ].filter(({ value }) => !declared.includes(value));

export const stackChoices = (): Choice[] => [
  { value: 'add', label: m.rulemaking_stack_add() },
  { value: 'highest', label: m.rulemaking_stack_highest() },
  { value: 'first', label: m.rulemaking_stack_first() }
];

export const endPeriodChoices = (): Choice[] => [
  { value: 'month', label: m.rulemaking_end_month() },
  { value: 'quarter', label: m.rulemaking_end_quarter() },
  { value: 'year', label: m.rulemaking_end_year() }
];

export const everyChoices = (): Choice[] => [
  { value: 'month', label: m.rules_window_month() },
  { value: 'quarter', label: m.rules_window_quarter() },
  { value: 'year', label: m.rules_window_year() }
];

export const expiryChoices = (): Choice[] => [
  { value: 'none', label: m.rulemaking_expiry_none() },
  { value: 'lifetime', label: m.rulemaking_expiry_lifetime() },
  { value: 'clearing', label: m.rulemaking_expiry_clearing() }
];

export const carriedChoices = (): Choice[] => [
  { value: 'none', label: m.rulemaking_carried_none() },
  { value: 'points', label: m.rulemaking_carried_points() },
  { value: 'share', label: m.rulemaking_carried_share() }
];

export const redemptionChoices = (): Choice[] => [
  { value: 'any', label: m.rulemaking_redemption_any() },
  { value: 'ruled', label: m.rulemaking_redemption_ruled() }
];
