import { addDays, instantOf, isCivilDate } from '../shared/civil-time';
import { readNumber } from '../shared/number';
import { refuse, type Refused } from '../shared/result';
import type { Activity, ActivityUnit, Attribute } from '../rules/model';
import { isRecorded, type Evidence } from '../rules/recorded';

export const MOST_PHOTOS = 3;
export const PHOTO_MEGABYTES = 10;
export const PHOTO_LIMITS = { most: MOST_PHOTOS, mostBytes: PHOTO_MEGABYTES * 2 ** 20 };

/** How long ago an activity may be that is claimed now. */
export const MOST_DAYS_BACK = 90;

/** The most that one claim may say: somebody's day, or what one can carry. */
export const MOST_QUANTITY: Record<ActivityUnit, number> = {
  times: 20,
  minutes: 1440,
  pieces: 1000
};

export type Attributes = Record<string, string | number | boolean>;

/** The longest name that an answer may be, such as that of an honour. */
export const LONGEST_ANSWER = 60;

/** The name of the form's field for an attribute of the activity. */
export const attributeField = (id: string): string => `attribute_${id}`;

/** Refuses a date that is none, that is to come, or that lies too far back. */
export function checkDate(date: string, today: string): Refused | null {
  if (!isCivilDate(date)) return refuse('input_invalid', { field: 'occurred_on' });
  if (date > today) return refuse('claim_in_future', { field: 'occurred_on' });
  if (date < addDays(today, -MOST_DAYS_BACK)) {
    return refuse('claim_too_old', { field: 'occurred_on', days: MOST_DAYS_BACK });
  }
  return null;
}

/** Refuses a quantity of less than one, or of more than anybody does in a day. */
export function checkQuantity(quantity: number, unit: ActivityUnit): Refused | null {
  const most = MOST_QUANTITY[unit];
  const isPossible = Number.isInteger(quantity) && quantity >= 1 && quantity <= most;
  return isPossible ? null : refuse('claim_quantity_wrong', { field: 'quantity', most });
}

/**
 * Reads what a form says of the activity's attributes: every choice, number and name is needed, a
 * question of yes or no is answered by its box. What Linli records itself is not asked.
 */
export function readAttributes(
  { attributes }: Pick<Activity, 'attributes'>,
  typed: Record<string, unknown>
): Attributes | Refused {
  const read: Attributes = { ...CLAIMED };
  for (const attribute of asked(attributes)) {
    const field = attributeField(attribute.id);
    const value = typed[field];
    if (attribute.kind === 'yes_no') {
      read[attribute.id] = value === 'yes';
      continue;
    }
    const text = typeof value === 'string' ? value.trim() : '';
    const answer = readAnswer(attribute, text);
    if (answer === null)
      return refuse('claim_attribute_missing', { field, name: attribute.name.zh });
    read[attribute.id] = answer;
  }
  return read;
}

function readAnswer(attribute: Attribute, text: string): string | number | null {
  switch (attribute.kind) {
    case 'choice':
      return attribute.options.some((option) => option.value === text) ? text : null;
    case 'number': {
      const number = readNumber(text);
      return number !== null && Math.abs(number) < 1e9 ? number : null;
    }
    case 'text': {
      const words = text.replace(/\s+/gu, ' ');
      return words.length > 0 && words.length <= LONGEST_ANSWER ? words : null;
    }
    default:
      return null;
  }
}

/** What Linli itself says of a claim. */
export const CLAIMED = { evidence: 'claim' } satisfies { evidence: Evidence };

/** The attributes that whoever claims the activity is asked for; nobody scores what they did. */
export const asked = (attributes: Attribute[]): Attribute[] =>
  attributes.filter(({ id, kind }) => !isRecorded(id) && kind !== 'scores');

/** When the activity counts as having happened: at noon of its day, or now when that is to come. */
export const momentOf = (date: string, timeZone: string, now: Date): Date =>
  new Date(Math.min(instantOf(date, timeZone, '12:00'), now.getTime()));
