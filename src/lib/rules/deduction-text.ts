import { m } from '../paraglide/messages';
import type { DeductionItem, RuleSet } from './model';
import { inWords, pointsText, type RuleLocale } from './words';

/** 因占用消防通道，最多扣 50 分；须两名负责人决定，扣到零为止，只告诉本人。 */
export function deductionSentence(
  { name, points }: DeductionItem,
  ruleSet: RuleSet,
  locale: RuleLocale
): string {
  const whose = {
    member: m.rules_deduction_member,
    household: m.rules_deduction_household
  };
  const parts = {
    name: inWords(name, locale),
    points: pointsText(points, ruleSet, locale),
    told: whose[ruleSet.account]({}, { locale })
  };
  return m.rules_deduction({ ...parts }, { locale });
}
