import { periodIndex } from '../shared/civil-time';
import type { Award, Fact } from './award';
import type { CompiledRule } from './compile';
import { holderKey } from './usage';

/** A rule that matched a fact, and what it gives. */
export interface Entrant {
  rule: CompiledRule;
  fact: Fact;
  /** Civil day of the fact. */
  day: number;
  award: Award;
}

/** Who stands in each group that keeps one award: over a holder's period, or for one fact. */
export class Leaders {
  readonly #across = new Map<string, Entrant>();
  readonly #own = new Map<string, Entrant>();

  /** The award that an entrant has to beat, if any. */
  against(entrant: Entrant): Entrant | undefined {
    return this.#boardOf(entrant).get(contestKey(entrant));
  }

  lead(entrant: Entrant): void {
    this.#boardOf(entrant).set(contestKey(entrant), entrant);
  }

  /** Ends the contests within the fact that has just been judged. */
  forgetOwn(): void {
    if (this.#own.size > 0) this.#own.clear();
  }

  #boardOf(entrant: Entrant): Map<string, Entrant> {
    return entrant.rule.contest?.across ? this.#across : this.#own;
  }
}

function contestKey({ rule, fact, day }: Entrant): string {
  const group = rule.contest?.group.id;
  const across = rule.contest?.across;
  if (!across) return JSON.stringify([group]);
  const { holder, period } = across;
  return JSON.stringify([group, holder, period, holderKey(holder, fact), periodIndex(day, period)]);
}
