import type {
  Activity,
  AwardRule,
  Band,
  Cap,
  Cooldown,
  Dates,
  Factor,
  Multiply
} from '../rules/model';
import { HOLDERS, PERIODS, ROUNDINGS } from '../rules/model';
import type { Rule, RuleSet } from '../rules/model';
import { conditionFields, readConditions } from './condition-fields';
import { Reader, type Fields, type FormProblem } from './fields';
import { factorField, pointsField, quantityField, readFactor } from './figures';

/** What the fields of a rule need to know beside the rule: its activity and the unit of points. */
export type FormScale = Pick<RuleSet, 'smallest_unit'> & { activity: Activity | undefined };

/** The scale of a rule's fields in a rule set. */
export const scaleOf = ({ activities, smallest_unit }: RuleSet, activity: string): FormScale => ({
  smallest_unit,
  activity: activities.find(({ id }) => id === activity)
});

/** A rule as the fields of its sentence card. `fromForm` reads them back to the same rule. */
export function toForm(rule: Rule, scale: FormScale): Fields {
  const { id, clause, activity, group, cooldown, during, multiply } = rule;
  return {
    id,
    clause,
    activity,
    ...(group !== undefined && { group }),
    ...conditionFields('where', rule.where),
    ...awardFields(rule.award, scale),
    ...(cooldown && { cooldown_days: String(cooldown.days), cooldown_holder: cooldown.holder }),
    ...(during && datesFields('during', during)),
    ...(multiply && multiplyFields(multiply))
  };
}

/** The rule that the fields of a card say, or what is wrong with which field. */
export function fromForm(
  fields: Fields,
  scale: FormScale
): { ok: Rule } | { problems: FormProblem[] } {
  const reader = new Reader(fields);
  const rule: Rule = {
    id: reader.text('id'),
    clause: reader.text('clause'),
    activity: reader.text('activity'),
    where: readConditions(reader, 'where'),
    award: readAward(reader, scale),
    ...optional('multiply', readMultiply(reader)),
    ...optional('cooldown', readCooldown(reader)),
    ...optional('during', readDates(reader, 'during')),
    ...optional('group', fields.group || undefined)
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { ok: rule };
}

/** A limit on a rule, a group or everything, as fields whose names begin with `prefix`. */
export function capFields(prefix: string, cap: Cap, { smallest_unit }: FormScale): Fields {
  const { at_most, over } = cap;
  return {
    [`${prefix}_id`]: cap.id,
    [`${prefix}_clause`]: cap.clause,
    [`${prefix}_over`]: over.kind === 'group' ? `group:${over.group}` : over.kind,
    [`${prefix}_kind`]: at_most.kind,
    [`${prefix}_limit`]:
      at_most.kind === 'points'
        ? pointsField(at_most.points, smallest_unit)
        : String(at_most.times),
    [`${prefix}_holder`]: cap.holder,
    [`${prefix}_period`]: cap.period
  };
}

/** @param rule the rule whose card the fields are on, for a limit of its own */
export function readCap(
  reader: Reader,
  prefix: string,
  { smallest_unit }: Pick<FormScale, 'smallest_unit'>,
  rule = ''
): Cap {
  const over = reader.fields[`${prefix}_over`] ?? 'all';
  const limit = `${prefix}_limit`;
  const inTimes = reader.fields[`${prefix}_kind`] === 'times';
  return {
    id: reader.text(`${prefix}_id`),
    clause: reader.text(`${prefix}_clause`),
    over: over.startsWith('group:')
      ? { kind: 'group', group: over.slice('group:'.length) }
      : over === 'rule'
        ? { kind: 'rule', rule }
        : { kind: 'all' },
    at_most: inTimes
      ? { kind: 'times', times: reader.whole(limit, 0) }
      : { kind: 'points', points: reader.points(limit, smallest_unit) },
    holder: reader.oneOf(`${prefix}_holder`, HOLDERS),
    period: reader.oneOf(`${prefix}_period`, PERIODS)
  };
}

function awardFields(award: AwardRule, { smallest_unit, activity }: FormScale): Fields {
  const points = (units: number) => pointsField(units, smallest_unit);
  const kind = { award: award.kind };
  switch (award.kind) {
    case 'fixed':
      return { ...kind, award_points: points(award.points) };
    case 'per_unit':
      return {
        ...kind,
        award_points: points(award.points),
        ...quantityFields('award_per', award.per, activity),
        ...quantityFields('award_step', award.step, activity),
        award_rounding: award.rounding,
        ...(award.most !== undefined && quantityFields('award_most', award.most, activity))
      };
    case 'table':
      return {
        ...kind,
        award_attribute: award.attribute,
        ...Object.fromEntries(
          award.levels.flatMap(({ value, points: units }, at) => [
            [`level_${at}_value`, value],
            [`level_${at}_points`, points(units)]
          ])
        )
      };
    case 'bands':
      return Object.assign(
        kind,
        ...award.bands.map(({ from, below, points: units }, at) => ({
          ...quantityFields(`band_${at}_from`, from, activity),
          ...(below !== undefined && quantityFields(`band_${at}_below`, below, activity)),
          [`band_${at}_points`]: points(units)
        }))
      );
    case 'mean':
      return {
        ...kind,
        award_attribute: award.attribute,
        award_least: String(award.least),
        award_per: String(award.per),
        award_points: points(award.points),
        award_rounding: award.rounding
      };
  }
}

const AWARD_KINDS = ['fixed', 'per_unit', 'table', 'bands', 'mean'] as const;

function readAward(reader: Reader, { smallest_unit }: FormScale): AwardRule {
  const kind = reader.oneOf('award', AWARD_KINDS);
  const points = (name: string) => reader.points(name, smallest_unit);
  switch (kind) {
    case 'fixed':
      return { kind, points: points('award_points') };
    case 'per_unit': {
      const most = reader.fields.award_most === undefined ? null : reader.quantity('award_most');
      return {
        kind,
        points: points('award_points'),
        per: reader.quantity('award_per'),
        step: reader.quantity('award_step'),
        rounding: reader.oneOf('award_rounding', ROUNDINGS),
        ...(most !== null && { most })
      };
    }
    case 'table': {
      // A level without a figure is not in the table.
      const listed = reader.count('level', 'value').filter((at) => {
        const figure = reader.fields[`level_${at}_points`];
        return figure !== undefined && figure.trim() !== '';
      });
      if (listed.length === 0) reader.report('level_0_points', 'missing');
      return {
        kind,
        attribute: reader.text('award_attribute'),
        levels: listed.map((at) => ({
          value: reader.fields[`level_${at}_value`] ?? '',
          points: points(`level_${at}_points`)
        }))
      };
    }
    case 'bands':
      return {
        kind,
        bands: reader.count('band', 'from').map((at) => readBand(reader, at, points))
      };
    case 'mean':
      return {
        kind,
        attribute: reader.text('award_attribute'),
        least: reader.whole('award_least', 1),
        points: points('award_points'),
        per: reader.whole('award_per', 1),
        rounding: reader.oneOf('award_rounding', ROUNDINGS)
      };
  }
}

function readBand(reader: Reader, at: number, points: (name: string) => number): Band {
  const below = reader.fields[`band_${at}_below`]?.trim();
  return {
    from: reader.quantity(`band_${at}_from`),
    ...(below && { below: reader.quantity(`band_${at}_below`) }),
    points: points(`band_${at}_points`)
  };
}

function multiplyFields({ factors, rounding }: Multiply): Fields {
  return Object.assign(
    { factor_rounding: rounding },
    ...factors.map(({ by, during, where }, at) => ({
      [`factor_${at}_by`]: factorField(by),
      ...(during && datesFields(`factor_${at}`, during)),
      ...conditionFields(`factor_${at}_where`, where)
    }))
  );
}

function readMultiply(reader: Reader): Multiply | undefined {
  const places = reader.count('factor', 'by');
  if (places.length === 0) return undefined;
  const factors = places.map((at): Factor => {
    const by = readFactor(reader.fields[`factor_${at}_by`] ?? '');
    if (!by) reader.report(`factor_${at}_by`, 'factor');
    return {
      by: by ?? { numerator: 1, denominator: 1 },
      ...optional('during', readDates(reader, `factor_${at}`)),
      where: readConditions(reader, `factor_${at}_where`)
    };
  });
  return { rounding: reader.oneOf('factor_rounding', ROUNDINGS), factors };
}

function readCooldown(reader: Reader): Cooldown | undefined {
  if (reader.fields.cooldown_days === undefined) return undefined;
  return {
    days: reader.whole('cooldown_days', 1),
    holder: reader.oneOf('cooldown_holder', ['member', 'household'] as const)
  };
}

/** Both fields stand on the card when the phrase does; an empty one says nothing. */
const datesFields = (prefix: string, { from, until }: Dates): Fields => ({
  [`${prefix}_from`]: from ?? '',
  [`${prefix}_until`]: until ?? ''
});

function readDates(reader: Reader, prefix: string): Dates | undefined {
  const from = reader.date(`${prefix}_from`);
  const until = reader.date(`${prefix}_until`);
  if (!from && !until) return undefined;
  return { ...optional('from', from), ...optional('until', until) };
}

function quantityFields(name: string, quantity: number, activity: Activity | undefined): Fields {
  const field = quantityField(quantity, activity?.unit ?? 'times');
  return { [name]: field.figure, [`${name}_in`]: field.in };
}

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
