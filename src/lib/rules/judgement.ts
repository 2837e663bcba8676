import type { CapBite, CooldownBite, Fact, StackLoss } from './award';
import type { CompiledRule } from './compile';
import type { Day } from './days';

/**
 * What one rule gives for one fact, with all that its receipt is made of (`receiptOf`). Light, so
 * that a replay of a million facts can keep them. Never changed once it has been handed out.
 */
export interface Judgement {
  rule: CompiledRule;
  fact: Fact;
  day: Day;
  /** Smallest units before cooldown, caps and stacking. */
  computed: number;
  /** Smallest units awarded. */
  points: number;
  /** Smallest units that stood for this fact and rule before: of an award that was replaced. */
  stood: number;
  bites: readonly CapBite[];
  cooldown: CooldownBite | null;
  loss: StackLoss | null;
}
