import type { Award, Fact, NothingReceipt } from './award';
import type { RuleSet, RuleTimeline, RuleVersion } from './model';

/** The state of an evaluation: what every holder has used of every cap. Reads no clock. */
export interface Fold {
  /**
   * Judges the next fact and gives the awards that it sets: one for each rule that matches, also
   * those of 0 points. When it wins a `highest` group over an earlier fact, the lowered award of
   * that earlier fact (known by its `fact_id`) is among them. Empty when no rule matches.
   */
  accept(fact: Fact): Award[];
  /**
   * Takes note of an earlier fact with the awards that stand for it in the ledger, instead of
   * judging it again. After recalling, in order of acceptance, all facts that share a member,
   * household or grid with the next one, `accept` gives what a fold of the whole history gives.
   */
  recall(fact: Fact, standing: StandingAward[]): void;
}

export interface StandingAward {
  rule_id: string;
  version: number;
  /** Smallest units that stand now. */
  points: number;
}

export declare function startFold(timeline: RuleTimeline): Fold;

/** The final awards of every fact, by fact id, in order of the facts; empty lists included. */
export declare function foldAll(
  timeline: RuleTimeline,
  facts: Iterable<Fact>
): Map<string, Award[]>;

/** Why no rule rewards the fact; null when one does, be it with 0 points. */
export declare function explainNothing(timeline: RuleTimeline, fact: Fact): NothingReceipt | null;

/** The version that judges what happened at `occurredAt` (ms since 1970); null before the first. */
export declare function versionInForce(
  timeline: RuleTimeline,
  occurredAt: number
): RuleVersion | null;

export type { Award, Fact, Receipt } from './award';
export type { RuleSet };
