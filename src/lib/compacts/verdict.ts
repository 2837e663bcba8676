import { compareShare, type Fraction } from '../shared/fraction';

/** What follows from a count. Pure, in whole numbers. */

export const CHOICES = ['in_favour', 'against', 'abstaining'] as const;
export type Choice = (typeof CHOICES)[number];

export const APPROVAL_RULES = ['more_than', 'at_least'] as const;
export const APPROVAL_BASES = ['for_and_against', 'cast', 'roll'] as const;

export const VERDICTS = ['adopted', 'rejected', 'failed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why: each has words that name the figures. */
export const REASONS = [
  'approved',
  'not_approved',
  'too_few_took_part',
  'never_opened',
  'counts_differ',
  'key_missing'
] as const;
export type Reason = (typeof REASONS)[number];

/** What a vote needs. */
export interface Thresholds {
  /** At least this share of the roll must take part. */
  turnout: Fraction;
  /** The share that must be in favour, `more_than` or `at_least` so much, of what. */
  approval: Fraction;
  approvalRule: (typeof APPROVAL_RULES)[number];
  approvalOf: (typeof APPROVAL_BASES)[number];
}

export type Counts = Record<Choice, number>;

export interface Count extends Counts {
  onRoll: number;
  /** Marks on the roll; the ballots must be as many. */
  turnedOut: number;
}

/**
 * The verdict on a count: `failed` when too few took part or when ballots and marks differ, otherwise
 * adopted or rejected by the approval threshold. Nobody in favour never adopts.
 */
export function decide(count: Count, needs: Thresholds): { verdict: Verdict; reason: Reason } {
  if (ballotsIn(count) !== count.turnedOut) return { verdict: 'failed', reason: 'counts_differ' };
  const isQuorate =
    count.turnedOut > 0 && compareShare(count.turnedOut, count.onRoll, needs.turnout) >= 0;
  if (!isQuorate) return { verdict: 'failed', reason: 'too_few_took_part' };
  const compared = compareShare(count.in_favour, baseOf(count, needs), needs.approval);
  const isEnough = needs.approvalRule === 'more_than' ? compared > 0 : compared >= 0;
  return isEnough && count.in_favour > 0
    ? { verdict: 'adopted', reason: 'approved' }
    : { verdict: 'rejected', reason: 'not_approved' };
}

export const ballotsIn = ({ in_favour, against, abstaining }: Counts): number =>
  in_favour + against + abstaining;

/** Of how many the approval is a share. */
export function baseOf(count: Count, { approvalOf }: Pick<Thresholds, 'approvalOf'>): number {
  if (approvalOf === 'roll') return count.onRoll;
  return approvalOf === 'cast' ? ballotsIn(count) : count.in_favour + count.against;
}
