import type { Fraction } from '../shared/fraction';

/**
 * The rule set of a community: a versioned document that people read as sentences and that
 * `fold.ts` runs. Stored as JSON, so its fields are snake_case. Every amount of points is an
 * integer count of the community's smallest unit: with `smallest_unit: '1/2'`, 9 means 4.5 points.
 */
export interface RuleSet {
  title: Words;
  /** Where a scheme comes from, for rule sets that follow a published one. */
  source?: Words;
  /** Who owns the points: each person, or the household in which the person lives. */
  account: 'member' | 'household';
  unit_name: UnitName;
  smallest_unit: SmallestUnit;
  /** Days for which an award stands on the public notice before it is posted. */
  notice_days: number;
  activities: Activity[];
  groups: RuleGroup[];
  rules: Rule[];
  caps: Cap[];
  /** Without it points stay until they are spent. */
  expiry?: Expiry;
  /** Without it any amount of points may be redeemed at any time. */
  redemption?: Redemption;
  /** Points that may be taken. None unless the residents have voted for it (decision 0023). */
  deductions?: Deductions;
}

/** What points may be taken for; nothing else. Each case needs two officers, and never goes below zero. */
export interface Deductions {
  /** The vote of the residents that adopted it: without one the rule set cannot be published. */
  vote?: string;
  items: DeductionItem[];
}

export interface DeductionItem {
  id: string;
  clause: string;
  /** Reads after 「因」: 占用消防通道. */
  name: Words;
  /** Smallest units, at most so many. */
  points: number;
}

/** Chinese first; another language falls back to it. */
export interface Words {
  zh: string;
  en?: string;
}

/** What a point is called after a number: 分, points; `en_one` after 1 (point). */
export interface UnitName extends Words {
  en_one?: string;
}

export const SMALLEST_UNITS = ['1', '1/2', '1/10'] as const;
export type SmallestUnit = (typeof SMALLEST_UNITS)[number];

export const FAMILIES = ['civic', 'safety', 'building'] as const;
export const ACTIVITY_UNITS = ['times', 'minutes', 'pieces'] as const;
export type ActivityUnit = (typeof ACTIVITY_UNITS)[number];

/** Something that can be counted or claimed. Its Chinese name is what one does: 参加巡逻. */
export interface Activity {
  id: string;
  family: (typeof FAMILIES)[number];
  name: Words;
  unit: ActivityUnit;
  attributes: Attribute[];
  /** Has no attendance list: residents report it themselves, and it is reviewed. */
  claimable?: true;
  /** Recorded by the product itself, each time that this comes about. */
  trigger?: Trigger;
}

/**
 * - `office_month`: somebody held the office in the middle and at the end of a month; once for each
 *   person, office and month.
 * - `newcomer`: a new volunteer whom somebody brought has served for the first time.
 */
export type Trigger =
  { on: 'office_month'; office: (typeof HELD_OFFICES)[number] } | { on: 'newcomer' };

/** The offices of a community that may be held for a month. */
export const HELD_OFFICES = [
  'coordinator',
  'grid_leader',
  'committee',
  'clerk',
  'auditor'
] as const;

/** What a fact may say about itself beyond its quantity, such as the level of an honour. */
export type Attribute =
  | { id: string; name: Words; kind: 'choice'; options: { value: string; name: Words }[] }
  | { id: string; name: Words; kind: 'number' }
  | { id: string; name: Words; kind: 'yes_no' }
  /** What it is called, such as the name of an honour; only compared for being the same. */
  | { id: string; name: Words; kind: 'text' }
  /** The whole scores of several assessors, each from `from` to `to`. */
  | { id: string; name: Words; kind: 'scores'; from: number; to: number };

/** What one kind of activity gives, under which conditions. All conditions must hold. */
export interface Rule {
  id: string;
  /** The number under which the rule stands in the published text: 3.2. */
  clause: string;
  activity: string;
  where: Condition[];
  award: AwardRule;
  /** What the award is multiplied by; each that applies counts. */
  multiply?: Multiply;
  cooldown?: Cooldown;
  /** The date of the activity decides. */
  during?: Dates;
  /** The `RuleGroup` that the rule belongs to; without one, the rule adds to all others. */
  group?: string;
}

/** First and last civil date, both included. */
export interface Dates {
  from?: string;
  until?: string;
}

/** The product of all factors that apply is exact; it is rounded once, to the smallest unit. */
export interface Multiply {
  rounding: Rounding;
  factors: Factor[];
}

/**
 * So many times the award during some dates, for a team, for a kind of evidence, or for whatever
 * else the attributes say; a factor of 0 voids it.
 */
export interface Factor {
  by: Fraction;
  during?: Dates;
  where: Condition[];
}

/**
 * Between two awards of the rule for the same holder lie at least so many days, counted both ways
 * from the date of the activity. Only an award of more than 0 points makes others wait.
 */
export interface Cooldown {
  days: number;
  holder: 'member' | 'household';
}

/** A test, or several of which one suffices. An attribute that the fact lacks fails its test. */
export type Condition = Test | { test: 'any_of'; tests: Test[] };

export type Test =
  | { test: 'is_one_of'; attribute: string; values: string[] }
  | { test: 'at_least'; attribute: string; number: number }
  | { test: 'at_most'; attribute: string; number: number }
  | { test: 'between'; attribute: string; from: number; to: number }
  | { test: 'is_true'; attribute: string };

export const ROUNDINGS = ['down', 'up', 'nearest'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/**
 * - `fixed`: so many points for the fact, whatever its quantity.
 * - `per_unit`: `points` for every `per` of the activity's unit; the quantity is first rounded to
 *   a multiple of `step` (exact halves go up with `nearest`). A step is worth whole smallest units.
 *   Of one occasion at most `most` counts, after rounding too: as many whole steps as fit in it.
 * - `table`: points by the value of a choice attribute; a value that is not listed gives nothing.
 * - `bands`: points by the quantity, from `from` up to but not including `below`; a quantity in no
 *   band gives nothing.
 * - `mean`: the mean of the assessors' scores, `points` for every `per` of it, rounded to the
 *   smallest unit; nothing while fewer than `least` have scored.
 *
 * A fact of quantity 0 gives 0 under each.
 */
export type AwardRule =
  | { kind: 'fixed'; points: number }
  | {
      kind: 'per_unit';
      points: number;
      per: number;
      step: number;
      rounding: Rounding;
      most?: number;
    }
  | { kind: 'table'; attribute: string; levels: { value: string; points: number }[] }
  | { kind: 'bands'; bands: Band[] }
  | {
      kind: 'mean';
      attribute: string;
      least: number;
      points: number;
      per: number;
      rounding: Rounding;
    };

export interface Band {
  from: number;
  /** Without it the band has no upper end. */
  below?: number;
  points: number;
}

export const HOLDERS = ['member', 'household', 'grid'] as const;
/** For whom a cap or a group counts. What is done by somebody in no grid is under no limit of grids. */
export type Holder = (typeof HOLDERS)[number];

export const PERIODS = ['day', 'week', 'month', 'quarter', 'year', 'once'] as const;
/** Civil periods in the community's time zone; weeks begin on Monday; `once` never ends. */
export type Period = (typeof PERIODS)[number];

/**
 * Rules that are looked at together. `add` counts all of them, `highest` keeps the award that
 * gives most, `first` the first that gives points. With `across` they compete over all facts of
 * the holder in the period, with `same` only over those with the same value of an attribute (the
 * same honour counted once, at its highest level); without it, only over the same fact. A version that changes `across` begins the group anew.
 */
export interface RuleGroup {
  id: string;
  name: Words;
  stack: 'add' | 'highest' | 'first';
  across?: { holder: Holder; period: Period; same?: string };
}

/**
 * At most so many points, or so many awards that gave points, for each holder in each period. The
 * id names the cap through all versions: what was used under an earlier version stays used.
 */
export interface Cap {
  id: string;
  clause: string;
  over: { kind: 'all' } | { kind: 'group'; group: string } | { kind: 'rule'; rule: string };
  at_most: { kind: 'points'; points: number } | { kind: 'times'; times: number };
  holder: Holder;
  period: Period;
}

export const END_PERIODS = ['month', 'quarter', 'year'] as const;
/** A period at whose end points may expire, or of which some days are open for redemption. */
export type EndPeriod = (typeof END_PERIODS)[number];

/**
 * What becomes of points that nobody spends. The oldest are spent first. A point is as old as its
 * posting, so that none expires before it could be spent (decision 0021).
 *
 * - `lifetime`: it lives for so many months, and then until the end of the period in which they end.
 * - `clearing`: at each end of the period everything goes but what is carried over.
 */
export type Expiry =
  | { kind: 'lifetime'; clause: string; months: number; until: EndPeriod }
  | { kind: 'clearing'; clause: string; every: EndPeriod; carried?: Carried };

/** What is left of a balance at a clearing: so many points at most, or a share of it. */
export type Carried =
  { kind: 'points'; points: number } | { kind: 'share'; share: Fraction; rounding: Rounding };

/** When points may be redeemed (always, without windows), and how many at least at a time. */
export interface Redemption {
  clause: string;
  windows: RedemptionWindow[];
  least?: number;
}

/** Days of every period, the first and the last included: the first ten of every quarter. */
export interface RedemptionWindow {
  every: EndPeriod;
  from: DayOfPeriod;
  until: DayOfPeriod;
}

/** The month counts within the period: 1 to 3 in a quarter. A day that a month lacks is its last. */
export interface DayOfPeriod {
  month: number;
  day: number;
}

/**
 * All versions that a community ever put in force, in any order. A fact is judged by the version
 * in force on the civil date of its activity: the one with the latest `in_force_from` that is not
 * after that date, and of several from the same date the highest version.
 */
export interface RuleTimeline {
  /** IANA name, Asia/Shanghai by default. */
  time_zone: string;
  versions: RuleVersion[];
}

export interface RuleVersion {
  version: number;
  /** Civil date, 2026-03-01: in force from the beginning of that day in the time zone. */
  in_force_from: string;
  rule_set: RuleSet;
}
