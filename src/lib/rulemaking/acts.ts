import type { Activity, Attribute, RuleSet } from '../rules/model';
import { TESTED_KIND } from '../rules/references';
import { testFields } from './condition-fields';
import type { Fields } from './fields';
import { readNumber } from '../shared/number';

/**
 * What the buttons of a sentence card do to its fields: phrases come and go. Pure, so that the page
 * does it at once and the server does the same where there are no scripts.
 * @param doing `add-cap`, `remove-cap:0`, `add-condition`, `award`, …; anything else changes nothing
 * @param fresh the id of a limit that is added, and the day of today for dates that are added
 */
export function act(fields: Fields, doing: string, ruleSet: RuleSet, fresh: Fresh): Fields {
  const [verb = '', place = ''] = doing.split(':');
  const activity = ruleSet.activities.find(({ id }) => id === fields.activity);
  const changed = acted(fields, verb, place, activity, fresh);
  return settled(changed, activity);
}

export interface Fresh {
  id: string;
  today: string;
}

function acted(
  fields: Fields,
  verb: string,
  place: string,
  activity: Activity | undefined,
  { id, today }: Fresh
): Fields {
  switch (verb) {
    case 'add-cap': {
      const prefix = `cap_${next(fields, /^cap_(\d+)_id$/)}`;
      return {
        ...fields,
        [`${prefix}_id`]: id,
        [`${prefix}_clause`]: fields.clause ?? '',
        [`${prefix}_over`]: 'rule',
        [`${prefix}_kind`]: 'points',
        [`${prefix}_limit`]: '60',
        [`${prefix}_holder`]: 'household',
        [`${prefix}_period`]: 'month'
      };
    }
    case 'remove-cap':
      return without(fields, `cap_${place}_`);
    case 'add-cooldown':
      return { ...fields, cooldown_days: '7', cooldown_holder: 'member' };
    case 'remove-cooldown':
      return without(fields, 'cooldown_');
    case 'add-dates':
      return { ...fields, during_from: today, during_until: '' };
    case 'remove-dates':
      return without(fields, 'during_');
    case 'add-most':
      return { ...fields, ...oneOf(activity, 'award_most', 4) };
    case 'remove-most':
      return without(fields, 'award_most');
    case 'add-band': {
      const at = next(fields, /^band_(\d+)_from$/);
      const last = `band_${at - 1}`;
      const from =
        readNumber(fields[`${last}_below`]) ?? (readNumber(fields[`${last}_from`]) ?? 0) + 1;
      const unit = { [`band_${at}_from_in`]: fields[`${last}_from_in`] ?? '' };
      return {
        ...fields,
        [`${last}_below`]: String(from),
        [`${last}_below_in`]: fields[`${last}_below_in`] ?? fields[`${last}_from_in`] ?? '',
        [`band_${at}_from`]: String(from),
        ...unit,
        [`band_${at}_points`]: fields[`${last}_points`] ?? '0'
      };
    }
    case 'remove-band':
      return without(fields, `band_${place}_`);
    case 'add-condition':
      return withCondition(fields, 'where', activity);
    case 'remove-condition':
      return without(fields, `${place}_`);
    case 'add-or':
      return withAlternative(fields, place, activity);
    case 'remove-or':
      return without(fields, `${place}_`, `${place.replace(/_\d+$/, '')}_any`);
    case 'add-factor': {
      const at = next(fields, /^factor_(\d+)_by$/);
      const prefix = `factor_${at}`;
      const by = { ...fields, factor_rounding: fields.factor_rounding ?? 'down' };
      const factor = { ...by, [`${prefix}_by`]: '1.5' };
      if (fields.new_factor === 'dates') {
        return { ...factor, [`${prefix}_from`]: today, [`${prefix}_until`]: '' };
      }
      const asked = { ...factor, new_condition: fields.new_factor ?? '' };
      return withCondition(asked, `${prefix}_where`, activity);
    }
    case 'remove-factor':
      return without(fields, `factor_${place}_`);
    case 'award':
      return { ...fields, ...awardDefaults(fields, activity) };
    default:
      return fields;
  }
}

/** A condition on the attribute that was chosen to be asked, with an answer that makes sense. */
function withCondition(fields: Fields, prefix: string, activity: Activity | undefined): Fields {
  const attribute = activity?.attributes.find(({ id }) => id === fields.new_condition);
  const test = attribute && firstTest(attribute);
  if (!test) return fields;
  const at = next(fields, new RegExp(`^${prefix}_(\\d+)_\\d+_test$`));
  return { ...fields, ...testFields(`${prefix}_${at}_0`, test) };
}

/** One more alternative for a condition: on what it does not ask yet, if there is anything. */
function withAlternative(fields: Fields, place: string, activity: Activity | undefined): Fields {
  const asked = new RegExp(`^${place}_\\d+_attribute$`);
  const known = Object.entries(fields).flatMap(([name, id]) => (asked.test(name) ? [id] : []));
  const choices = askable(activity);
  const attribute = choices.find(({ id }) => !known.includes(id)) ?? choices[0];
  const test = attribute && firstTest(attribute);
  if (!test) return fields;
  const at = next(fields, new RegExp(`^${place}_(\\d+)_test$`));
  return { ...fields, ...testFields(`${place}_${at}`, test) };
}

function firstTest(attribute: Attribute) {
  const { id, kind } = attribute;
  if (kind === 'yes_no') return { test: 'is_true', attribute: id } as const;
  if (kind === 'number') return { test: 'at_least', attribute: id, number: 1 } as const;
  if (kind !== 'choice') return null;
  const [first] = attribute.options;
  return { test: 'is_one_of', attribute: id, values: first ? [first.value] : [] } as const;
}

/** Attributes that can be asked for: names and scores are only compared or averaged. */
export const askable = (activity: Activity | undefined): Attribute[] =>
  (activity?.attributes ?? []).filter(
    ({ kind }) => kind === 'yes_no' || kind === 'number' || kind === 'choice'
  );

/** The ways in which an activity can be rewarded: by level only where it has levels. */
export function awardKinds(activity: Activity | undefined): string[] {
  const has = (kind: Attribute['kind']) => activity?.attributes.some((each) => each.kind === kind);
  return [
    'fixed',
    'per_unit',
    'bands',
    ...(has('choice') ? ['table'] : []),
    ...(has('scores') ? ['mean'] : [])
  ];
}

/** What the chosen kind of award needs and the card does not say yet. */
function awardDefaults(fields: Fields, activity: Activity | undefined): Fields {
  const points = fields.award_points ?? fields.band_0_points ?? fields.level_0_points ?? '1';
  const attribute = (kind: Attribute['kind']) => {
    const fitting = (activity?.attributes ?? []).filter((each) => each.kind === kind);
    return fitting.find(({ id }) => id === fields.award_attribute) ?? fitting[0];
  };
  switch (fields.award) {
    case 'per_unit':
      return {
        award_points: points,
        ...oneOf(activity, 'award_per', 1),
        ...oneOf(activity, 'award_step', 1),
        award_rounding: fields.award_rounding ?? 'down'
      };
    case 'bands':
      return {
        ...oneOf(activity, 'band_0_from', 1),
        [`band_0_points`]: points
      };
    case 'table': {
      const choice = attribute('choice');
      if (choice?.kind !== 'choice') return { award: 'fixed', award_points: points };
      return Object.assign(
        { award_attribute: choice.id },
        ...choice.options.map(({ value }, at) => ({
          [`level_${at}_value`]: value,
          [`level_${at}_points`]: points
        }))
      );
    }
    case 'mean': {
      const scores = attribute('scores');
      if (!scores) return { award: 'fixed', award_points: points };
      const every = { award_least: '3', award_per: '1', award_rounding: 'nearest' };
      return { award_attribute: scores.id, award_points: points, ...every };
    }
    default:
      return { award_points: points };
  }
}

const oneOf = (activity: Activity | undefined, name: string, count: number): Fields => ({
  [name]: String(count),
  [`${name}_in`]: activity?.unit === 'minutes' ? 'hours' : (activity?.unit ?? 'times')
});

/**
 * Fields that fit together after a choice: conditions on what the activity does not say go, figures
 * get its unit, and a range that was one figure has both ends.
 */
export function settled(fields: Fields, activity: Activity | undefined): Fields {
  const known = new Set(activity?.attributes.map(({ id }) => id));
  const unit = activity?.unit ?? 'times';
  let result = { ...fields };
  for (const [name, value] of Object.entries(fields)) {
    if (name.endsWith('_in')) {
      const fits = unit === 'minutes' ? ['hours', 'minutes'].includes(value) : value === unit;
      if (!fits) result[name] = unit;
    }
    if (name.endsWith('_attribute') && name !== 'award_attribute') {
      const place = name.slice(0, -'_attribute'.length);
      const asked = activity?.attributes.find(({ id }) => id === value);
      const tested: Record<string, Attribute['kind']> = TESTED_KIND;
      const kind = tested[fields[`${place}_test`] ?? ''];
      const test = asked && kind !== asked.kind ? firstTest(asked) : null;
      if (!known.has(value) || test) result = without(result, `${place}_`);
      if (test) result = { ...result, ...testFields(place, test) };
    }
    if (name.endsWith('_test') && name in result) {
      const place = name.slice(0, -'_test'.length);
      const value = result[name];
      const figure = fields[`${place}_number`] ?? fields[`${place}_from`] ?? '1';
      if (value === 'between') {
        result[`${place}_from`] ??= figure;
        result[`${place}_to`] ??= figure;
      } else if (value !== 'is_true' && value !== 'is_one_of') {
        result[`${place}_number`] ??= figure;
      }
    }
  }
  return withFittingAward(result, activity);
}

function withFittingAward(fields: Fields, activity: Activity | undefined): Fields {
  const kinds = awardKinds(activity);
  const isKnown = kinds.includes(fields.award ?? '');
  const award = isKnown ? (fields.award ?? '') : 'fixed';
  const asked = fields.award_attribute;
  const attribute = activity?.attributes.find(({ id }) => id === asked);
  const fits =
    award === 'table'
      ? attribute?.kind === 'choice' && hasLevelOf(fields, attribute)
      : award !== 'mean' || attribute?.kind === 'scores';
  const needs = NEEDED[award] ?? /^award_points$/;
  if (isKnown && fits && Object.keys(fields).some((name) => needs.test(name))) return fields;
  const kept = award === 'table' ? without(fields, 'level_') : fields;
  return { ...kept, award, ...awardDefaults({ ...fields, award }, activity) };
}

/** Whether the table has a line for a value of the attribute; another attribute has others. */
const hasLevelOf = (fields: Fields, { options }: Extract<Attribute, { kind: 'choice' }>) =>
  Object.entries(fields).some(
    ([name, level]) =>
      /^level_\d+_value$/.test(name) && options.some(({ value }) => value === level)
  );

/** The field without which a kind of award says nothing. */
const NEEDED: Record<string, RegExp> = {
  per_unit: /^award_per$/,
  bands: /^band_\d+_from$/,
  table: /^level_\d+_value$/,
  mean: /^award_least$/
};

function without(fields: Fields, prefix: string, ...names: string[]): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !name.startsWith(prefix) && !names.includes(name))
  );
}

/** The number after the highest one that is used. */
function next(fields: Fields, pattern: RegExp): number {
  const used = Object.keys(fields).flatMap((name) => pattern.exec(name)?.[1] ?? []);
  return Math.max(-1, ...used.map(Number)) + 1;
}
