import { END_PERIODS, ROUNDINGS } from '../rules/model';
import type { Carried, DayOfPeriod, Expiry, Redemption, RedemptionWindow } from '../rules/model';
import type { RuleSet, SmallestUnit } from '../rules/model';
import type { Fields, Reader } from './fields';
import { factorField, pointsField, readFactor } from './figures';

/** The parts that say what becomes of points; a rule set may lack both. */
export const POINTS_LIFE = ['expiry', 'redemption'] as const;
export type PointsLife = (typeof POINTS_LIFE)[number];

export const isPointsLife = (card: string | undefined): card is PointsLife =>
  POINTS_LIFE.some((part) => part === card);

/** @param clause what a part that the rule set lacks is numbered when it comes */
export function pointsLifeFields(ruleSet: RuleSet, card: PointsLife, clause: string): Fields {
  const { expiry, redemption, smallest_unit } = ruleSet;
  if (card === 'expiry') return expiryFields(expiry, smallest_unit, clause);
  return redemptionFields(redemption, smallest_unit, clause);
}

/** The rule set with what the card says of this part. */
export function withPointsLife(reader: Reader, ruleSet: RuleSet, card: PointsLife): RuleSet {
  const { expiry, redemption, ...rest } = ruleSet;
  const { smallest_unit } = ruleSet;
  const life = {
    expiry: card === 'expiry' ? readExpiry(reader, smallest_unit) : expiry,
    redemption: card === 'redemption' ? readRedemption(reader, smallest_unit) : redemption
  };
  return {
    ...rest,
    ...(life.expiry && { expiry: life.expiry }),
    ...(life.redemption && { redemption: life.redemption })
  };
}

const EXPIRY_KINDS = ['none', 'lifetime', 'clearing'] as const;

function expiryFields(
  expiry: Expiry | undefined,
  smallest_unit: SmallestUnit,
  clause: string
): Fields {
  if (!expiry) return { kind: 'none', clause };
  if (expiry.kind === 'lifetime') {
    const { kind, months, until } = expiry;
    return { kind, clause: expiry.clause, months: String(months), period: until };
  }
  const { kind, every, carried } = expiry;
  return {
    kind,
    clause: expiry.clause,
    period: every,
    carried: carried?.kind ?? 'none',
    ...(carried?.kind === 'points' && {
      carried_points: pointsField(carried.points, smallest_unit)
    }),
    ...(carried?.kind === 'share' && {
      carried_share: factorField(carried.share),
      carried_rounding: carried.rounding
    })
  };
}

function readExpiry(reader: Reader, smallest_unit: SmallestUnit): Expiry | undefined {
  const { fields } = reader;
  const kind = reader.oneOf('kind', EXPIRY_KINDS);
  if (kind === 'none') return undefined;
  const clause = reader.text('clause');
  // A phrase that has just been chosen has no fields yet where there are no scripts.
  const period = fields.period === undefined ? 'year' : reader.oneOf('period', END_PERIODS);
  if (kind === 'lifetime') {
    const months = fields.months === undefined ? 12 : reader.whole('months', 0);
    return { kind, clause, months, until: period };
  }
  const carried = readCarried(reader, smallest_unit);
  return { kind, clause, every: period, ...(carried && { carried }) };
}

function readCarried(reader: Reader, smallest_unit: SmallestUnit): Carried | undefined {
  const { fields } = reader;
  if (fields.carried === undefined) return undefined;
  const kind = reader.oneOf('carried', ['none', 'points', 'share'] as const);
  if (kind === 'none') return undefined;
  if (kind === 'points') {
    return { kind, points: reader.points('carried_points', smallest_unit, '50') };
  }
  const share = readFactor(fields.carried_share ?? '1/2');
  if (!share) reader.report('carried_share', 'factor');
  const rounding =
    fields.carried_rounding === undefined ? 'down' : reader.oneOf('carried_rounding', ROUNDINGS);
  return { kind, share: share ?? { numerator: 1, denominator: 2 }, rounding };
}

function redemptionFields(
  redemption: Redemption | undefined,
  smallest_unit: SmallestUnit,
  clause: string
): Fields {
  if (!redemption) return { kind: 'any', clause, least: '' };
  const { windows, least } = redemption;
  return Object.assign(
    {
      kind: 'ruled',
      clause: redemption.clause,
      least: least === undefined ? '' : pointsField(least, smallest_unit)
    },
    ...windows.map(({ every, from, until }, at) => ({
      [`window_${at}_every`]: every,
      ...dayFields(`window_${at}_from`, from),
      ...dayFields(`window_${at}_until`, until)
    }))
  );
}

/** Reads the windows with what the buttons of the card add and take away. */
function readRedemption(reader: Reader, smallest_unit: SmallestUnit): Redemption | undefined {
  const { fields } = reader;
  const kind = reader.oneOf('kind', ['any', 'ruled'] as const);
  if (kind === 'any') return undefined;
  const [verb, place] = (fields.do ?? '').split(':');
  const windows = reader
    .count('window', 'every')
    .filter((at) => !(verb === 'remove-window' && String(at) === place))
    .map((at) => readWindow(reader, `window_${at}`));
  const least = fields.least?.trim() ? reader.points('least', smallest_unit) : undefined;
  if (least === 0) reader.report('least', 'points');
  return {
    clause: reader.text('clause'),
    windows: verb === 'add-window' ? [...windows, FIRST_TEN_DAYS] : windows,
    ...(least !== undefined && { least })
  };
}

const FIRST_TEN_DAYS: RedemptionWindow = {
  every: 'quarter',
  from: { month: 1, day: 1 },
  until: { month: 1, day: 10 }
};

const readWindow = (reader: Reader, place: string): RedemptionWindow => {
  const every = reader.oneOf(`${place}_every`, END_PERIODS);
  const from = readDay(reader, `${place}_from`, every === 'month');
  return { every, from, until: readDay(reader, `${place}_until`, every === 'month') };
};

const dayFields = (place: string, { month, day }: DayOfPeriod): Fields => ({
  [`${place}_month`]: String(month),
  [`${place}_day`]: String(day)
});

/** @param inMonth a month is its own first month, whatever an earlier choice left in the field */
function readDay(reader: Reader, place: string, inMonth: boolean): DayOfPeriod {
  const month =
    inMonth || reader.fields[`${place}_month`] === undefined
      ? 1
      : reader.whole(`${place}_month`, 1);
  return { month, day: reader.whole(`${place}_day`, 1) };
}
