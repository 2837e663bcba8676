import type { AttributeValue } from '../rules/award';
import type { Attribute, RuleSet } from '../rules/model';
import { isCivilDate } from '../shared/civil-time';
import type { Fields } from './fields';
import { readNumber } from '../shared/number';
import { readQuantity } from './figures';
import type { TriedFact } from './trial';

/** Who is tried: somebody who did nothing yet, who did the same before, or a real resident. */
export const WHO = ['new', 'again', 'real'] as const;

/** How often the same can have been done before. */
const MOST_BEFORE = 50;

export interface Tried {
  tried: TriedFact;
  /** What an example resident did before; a real one's facts come from the ledger. */
  earlier: TriedFact[];
}

/** What the fields of the trial ask; the first activity done once today unless they say otherwise. */
export function readTried(fields: Fields, ruleSet: RuleSet, today: string): Tried | null {
  const activity =
    ruleSet.activities.find(({ id }) => id === fields.try_activity) ?? firstRewarded(ruleSet);
  if (!activity) return null;
  const day = fields.try_date ?? '';
  const quantity = readQuantity(
    fields.try_quantity ?? '1',
    fields.try_quantity_in ?? usual(activity.unit)
  );
  const attributes = Object.fromEntries(
    activity.attributes.flatMap((attribute) => {
      const value = readAttribute(attribute, fields[`try_${attribute.id}`] ?? '');
      return value === null ? [] : [[attribute.id, value] as const];
    })
  );
  const tried: TriedFact = {
    activity: activity.id,
    quantity: quantity ?? 0,
    occurred_on: isCivilDate(day) ? day : today,
    attributes
  };
  const typed = Math.floor(readNumber(fields.try_before) ?? 1);
  const before = Math.min(MOST_BEFORE, Math.max(0, typed));
  return { tried, earlier: fields.try_who === 'again' ? Array(before).fill(tried) : [] };
}

const usual = (unit: string): string => (unit === 'minutes' ? 'hours' : unit);

/** The first activity for which there is a rule: the trial shows something at once. */
const firstRewarded = ({ activities, rules }: RuleSet) =>
  activities.find(({ id }) => rules[0]?.activity === id) ?? activities[0];

function readAttribute(attribute: Attribute, text: string): AttributeValue | null {
  switch (attribute.kind) {
    case 'yes_no':
      return text === 'yes';
    case 'number':
      return readNumber(text);
    case 'scores': {
      const scores = text.split(/[\s,，、;；]+/).flatMap((each) => readNumber(each) ?? []);
      return scores.length > 0 ? scores : null;
    }
    case 'choice':
      return text === '' ? (attribute.options[0]?.value ?? null) : text;
    case 'text':
      return text.trim() || null;
  }
}
