import { m } from '../paraglide/messages';
import type { RuleSet } from '../rules/model';
import { deductionSentence } from '../rules/deduction-text';
import { expirySentence, redemptionSentence } from '../rules/points-life-text';
import { capSentence, ruleSentence } from '../rules/sentence';
import { inWords, type RuleLocale } from '../rules/words';

/** What a card of the editor says, as one sentence; empty for parts that are none. */
export function readSentence(ruleSet: RuleSet, card: string, locale: RuleLocale): string {
  const [list, id] = card.split('/');
  const { expiry, redemption, deductions } = ruleSet;
  if (list === 'deductions') {
    const items = (deductions?.items ?? []).map((each) => deductionSentence(each, ruleSet, locale));
    return items.join(locale === 'zh' ? '' : ' ') || m.rulemaking_no_deductions({}, { locale });
  }
  if (list === 'expiry') {
    return expiry
      ? expirySentence(expiry, ruleSet, locale)
      : m.rulemaking_no_expiry({}, { locale });
  }
  if (list === 'redemption') {
    return redemption
      ? redemptionSentence(redemption, ruleSet, locale)
      : m.rulemaking_no_redemption({}, { locale });
  }
  const rule = ruleSet.rules.find((each) => list === 'rules' && each.id === id);
  if (rule) return ruleSentence(rule, ruleSet, locale);
  const cap = ruleSet.caps.find((each) => list === 'caps' && each.id === id);
  if (cap) return capSentence(cap, ruleSet, locale);
  const named =
    ruleSet.groups.find((each) => list === 'groups' && each.id === id) ??
    ruleSet.activities.find((each) => list === 'activities' && each.id === id);
  return inWords(named?.name ?? ruleSet.title, locale);
}
