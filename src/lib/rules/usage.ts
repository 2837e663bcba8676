import { periodIndex, periodKey } from '../shared/civil-time';
import type { CapBite, Fact } from './award';
import type { CompiledCap, Counter } from './compile';
import type { Holder } from './model';

interface Used {
  points: number;
  times: number;
}

/** What every holder has used of every cap in every period. */
export class Usage {
  readonly #byCounter: Map<string, Map<number, Used>>[];

  constructor(counterCount: number) {
    this.#byCounter = Array.from({ length: counterCount }, () => new Map());
  }

  /**
   * What the caps leave of `points` for a fact of this day, and which of them lowered it, in
   * their order. Counts nothing yet.
   */
  allow(caps: CompiledCap[], fact: Fact, day: number, points: number): Allowance {
    const bites: CapBite[] = [];
    let allowed = points;
    for (const cap of caps) {
      if (allowed === 0) break;
      const { at_most: limit } = cap.stated;
      const used = this.#used(cap.counter, fact, day)?.[limit.kind] ?? 0;
      const limited = limit.kind === 'points' ? limit.points : limit.times;
      const remained = Math.max(0, limited - used);
      const left = limit.kind === 'times' && remained > 0 ? allowed : Math.min(allowed, remained);
      if (left < allowed) bites.push(bite(cap, day, used, remained));
      allowed = left;
    }
    return { points: allowed, bites };
  }

  /** Counts an award of more than 0 points in all its caps. */
  charge(caps: CompiledCap[], fact: Fact, day: number, points: number): void {
    this.#add(caps, fact, day, points, 1);
  }

  /** Takes back what `charge` counted. */
  release(caps: CompiledCap[], fact: Fact, day: number, points: number): void {
    this.#add(caps, fact, day, -points, -1);
  }

  #add(caps: CompiledCap[], fact: Fact, day: number, points: number, times: number): void {
    for (const cap of caps) {
      for (const counter of cap.counters) {
        const used = this.#used(counter, fact, day) ?? this.#start(counter, fact, day);
        used.points += points;
        used.times += times;
      }
    }
  }

  #used(counter: Counter, fact: Fact, day: number): Used | undefined {
    const holders = this.#byCounter[counter.index];
    return holders?.get(holderKey(counter.holder, fact))?.get(periodIndex(day, counter.period));
  }

  #start(counter: Counter, fact: Fact, day: number): Used {
    const used = { points: 0, times: 0 };
    const holders = this.#byCounter[counter.index];
    const key = holderKey(counter.holder, fact);
    const periods = holders?.get(key) ?? new Map<number, Used>();
    holders?.set(key, periods);
    periods.set(periodIndex(day, counter.period), used);
    return used;
  }
}

export interface Allowance {
  points: number;
  bites: CapBite[];
}

/** Names the holder of a fact among holders of its kind; facts without a grid share one. */
export function holderKey(holder: Holder, fact: Fact): string {
  if (holder === 'member') return fact.member_id;
  if (holder === 'household') return fact.household_id;
  return fact.grid_id ?? '';
}

function bite(cap: CompiledCap, day: number, used: number, remained: number): CapBite {
  const { id, clause, at_most, holder, period } = cap.stated;
  return {
    cap_id: id,
    clause,
    over: cap.over,
    at_most,
    holder,
    period,
    period_key: periodKey(day, period),
    used,
    remained
  };
}
