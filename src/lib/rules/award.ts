import type { Fraction } from '../shared/fraction';
import type { ActivityUnit, AwardRule, Band, Cap, Cooldown, Holder, Period } from './model';
import type { Rounding, SmallestUnit, UnitName, Words } from './model';

/** Something that happened and was accepted. Facts are folded in the order of acceptance. */
export interface Fact {
  id: string;
  activity: string;
  member_id: string;
  /** The household in which the activity took place: a household cap stays with it. */
  household_id: string;
  grid_id: string | null;
  /** Milliseconds since 1970 UTC; its civil date decides period, version and effective dates. */
  occurred_at: number;
  /** Whole units of the activity: times, minutes or pieces, 0 to `MAX_QUANTITY`. */
  quantity: number;
  attributes: Record<string, AttributeValue>;
  /** Its row, when it is read from a `FactTable`. */
  row?: number;
}

/** A list holds the scores of several assessors. */
export type AttributeValue = string | number | boolean | number[];

/** A larger quantity counts as this one, so that no product leaves the safe integers. */
export const MAX_QUANTITY = 10_000_000;

/** No single award is larger, in smallest units: sums and products stay exact. */
export const MAX_POINTS = 1_000_000_000;

/** What one rule gives for one fact, with the reason. */
export interface Award {
  fact_id: string;
  rule_id: string;
  version: number;
  /** Whose account is meant, by the version that judged the fact. */
  account: 'member' | 'household';
  /** Smallest units, 0 or more. */
  points: number;
  receipt: AwardReceipt;
}

/** Why a fact gave what it gave: plain data, stored with the transfer, put in words later. */
export type Receipt = AwardReceipt | NothingReceipt;

export interface AwardReceipt {
  kind: 'award';
  rule_id: string;
  clause: string;
  version: number;
  activity: ReceiptActivity;
  /** Civil date of the activity in the community's time zone. */
  occurred_on: string;
  quantity: number;
  rate: Rate;
  /** The factors that applied; left out where the rule has none or none did. */
  multiplied?: Multiplied;
  /** Smallest units before cooldown, caps and stacking. */
  computed: number;
  /** Set when the award came too soon before or after another of the same rule. */
  cooldown?: CooldownBite;
  /** The caps that lowered the award, in the order in which they were applied. */
  caps: CapBite[];
  /** Set when a `highest` or `first` group decided against the award. */
  stack: StackLoss | null;
  /** Smallest units awarded. */
  points: number;
  smallest_unit: SmallestUnit;
  unit_name: UnitName;
}

export interface ReceiptActivity {
  id: string;
  name: Words;
  unit: ActivityUnit;
}

/** How the points before caps were found; `counted` is the quantity after rounding to the step. */
export type Rate =
  | Extract<AwardRule, { kind: 'fixed' }>
  | (Extract<AwardRule, { kind: 'per_unit' }> & { counted: number })
  | { kind: 'table'; attribute: Words; level: Words; points: number }
  | ({ kind: 'bands' } & Band)
  | {
      kind: 'mean';
      attribute: Words;
      scores: number[];
      points: number;
      per: number;
      rounding: Rounding;
    };

export interface Multiplied {
  /** Smallest units before multiplying. */
  base: number;
  by: Fraction[];
  /** Of each, what of the fact it is for; left out when none is for anything but dates. */
  because?: Words[][];
  rounding: Rounding;
}

export interface CooldownBite extends Cooldown {
  /** Civil date of the nearest award that makes this one wait. */
  nearest: string;
}

export interface CapBite {
  cap_id: string;
  clause: string;
  over: { kind: 'all' } | { kind: 'rule' } | { kind: 'group'; name: Words };
  at_most: Cap['at_most'];
  holder: Holder;
  period: Period;
  /** 2026-03-05, 2026-W10, 2026-03, 2026-Q1, 2026, or once. */
  period_key: string;
  /** What the holder had used before this award, in the cap's own measure. */
  used: number;
  /** What the cap still left: smallest units or times, never below 0. */
  remained: number;
}

/** `lower`: another award of the group gives as much or more. `not_first`: one came earlier.
 * `replaced`: this award stood until a higher one came. */
export interface StackLoss {
  outcome: 'lower' | 'not_first' | 'replaced';
  group_name: Words;
  by_fact_id: string;
  by_rule_id: string;
  /** Smallest units of the award that stands instead. */
  by_points: number;
}

/** The receipt of a fact that no rule rewards. */
export interface NothingReceipt {
  kind: 'nothing';
  reason: 'no_rules_in_force' | 'activity_not_declared' | 'no_rule' | 'conditions_not_met';
  activity: ReceiptActivity | null;
  occurred_on: string;
  quantity: number;
  version: number | null;
  /** With `conditions_not_met`: each rule for the activity and what it asked for. */
  unmet: Unmet[];
}

export type Unmet =
  | { clause: string; because: 'dates'; from: string | null; until: string | null }
  | { clause: string; because: 'band' }
  | { clause: string; because: 'condition' | 'level' | 'scores'; attributes: Words[] };
