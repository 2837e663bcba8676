import { m } from '../paraglide/messages';
import { attributeName } from './condition-text';
import type { Activity, Attribute, Condition, Rule } from './model';
import { isRecorded } from './recorded';
import { quantityText, type RuleLocale } from './words';

/** A maximum per occasion that whole steps do not reach: less counts than people read. */
export function unevenMost(
  { clause, award }: Rule,
  activity: Activity,
  locale: RuleLocale
): string[] {
  if (award.kind !== 'per_unit' || award.most === undefined) return [];
  const rest = award.most % award.step;
  if (rest === 0 || award.most < award.step) return [];
  const [most, step, counted] = [award.most, award.step, award.most - rest].map((quantity) =>
    quantityText(quantity, activity.unit, locale)
  );
  return [m.rules_check_most({ clause, most: most!, step: step!, counted: counted! }, { locale })];
}

/** What a rule depends on and nobody can enter: it would wait for it in vain. */
export function notEntered(rule: Rule, activity: Activity, locale: RuleLocale): string[] {
  if (activity.trigger) return [];
  const { clause, where, award, multiply } = rule;
  const isLost = (id: string) =>
    activity.attributes.some((each) => each.id === id && !isEntered(each, activity));
  const asked = [...needed(where), ...('attribute' in award ? [award.attribute] : [])];
  const factors = (multiply?.factors ?? []).flatMap((factor) => needed(factor.where));
  const name = (attribute: string) => ({
    clause,
    attribute: attributeName(activity, attribute, locale)
  });
  return [
    ...distinct(asked.filter(isLost)).map((id) => m.rules_check_not_entered(name(id), { locale })),
    ...distinct(factors.filter(isLost)).map((id) =>
      m.rules_check_factor_not_entered(name(id), { locale })
    )
  ];
}

/** Whether the product records it, or whoever claims the activity is asked for it. */
const isEntered = ({ id, kind }: Attribute, { claimable }: Activity): boolean =>
  isRecorded(id) || (claimable === true && kind !== 'scores');

/** The attributes without which no condition holds; of alternatives none is needed alone. */
const needed = (where: Condition[]): string[] =>
  where.flatMap((each) => {
    if (each.test !== 'any_of') return [each.attribute];
    const asked = distinct(each.tests.map(({ attribute }) => attribute));
    return asked.length === 1 ? asked : [];
  });

const distinct = (ids: string[]): string[] => [...new Set(ids)];
