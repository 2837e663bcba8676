import type { CompiledTimeline, Contest } from './compile';
import { attributeOf } from './conditions';
import type { Judgement } from './judgement';
import { holderKey, isWithout } from './usage';

/** Who stands in each group that keeps one award: over a holder's period, or for one fact. */
export class Leaders {
  readonly #across: Map<string, Judgement>[];
  readonly #own: (Judgement | null)[];
  #ownIsEmpty = true;

  constructor({ contests }: CompiledTimeline) {
    this.#across = Array.from({ length: contests }, () => new Map());
    this.#own = Array.from({ length: contests }, () => null);
  }

  /** The award that another has to beat in a contest, if any. */
  against(contest: Contest, entrant: Judgement): Judgement | null {
    if (!contest.across) return this.#own[contest.index] ?? null;
    return this.#across[contest.index]!.get(boardKey(contest.across, entrant)) ?? null;
  }

  lead(contest: Contest, entrant: Judgement): void {
    if (contest.across) {
      this.#across[contest.index]!.set(boardKey(contest.across, entrant), entrant);
      return;
    }
    this.#own[contest.index] = entrant;
    this.#ownIsEmpty = false;
  }

  /** Ends the contests within the fact that has just been judged. */
  forgetOwn(): void {
    if (this.#ownIsEmpty) return;
    this.#own.fill(null);
    this.#ownIsEmpty = true;
  }
}

function boardKey(
  { holder, period, same }: NonNullable<Contest['across']>,
  { fact, day }: Judgement
): string {
  // Without a grid a fact competes with nobody in its grid.
  const who = isWithout(holder, fact) ? `${fact.id} alone` : holderKey(holder, fact);
  const key = `${day.periods[period]} ${who}`;
  if (same === null) return key;
  const value = attributeOf(fact, same);
  return value === undefined ? key : `${key} ${JSON.stringify(plain(value))}`;
}

/** 「 Good  Neighbour」 and 「good neighbour」 are the same honour. */
const plain = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
    : value;
