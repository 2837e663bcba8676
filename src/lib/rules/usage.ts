import { dateOfDay, periodKey } from '../shared/civil-time';
import type { CapBite, CooldownBite, Fact } from './award';
import { Calendar } from './calendar';
import type { CompiledCap, CompiledRule, CompiledTimeline, Counter } from './compile';
import type { Day } from './days';
import type { Cooldown, Holder } from './model';

/** What a holder has used of a cap in one period. */
interface Used {
  period: number;
  points: number;
  times: number;
  /** The holder's use in another period. */
  next: Used | null;
}

/** What rules, caps and cooldowns leave of an award. */
export interface Allowance {
  points: number;
  bites: readonly CapBite[];
  cooldown: CooldownBite | null;
}

const NO_BITES: readonly CapBite[] = [];

/** What every holder has used of every cap in every period, and when they were awarded last. */
export class Usage {
  readonly #byCounter: Map<string, Used>[];
  readonly #calendars: Map<string, Calendar>[];

  constructor({ sizes }: CompiledTimeline) {
    this.#byCounter = Array.from({ length: sizes.counters }, () => new Map());
    this.#calendars = Array.from({ length: sizes.cooldowns }, () => new Map());
  }

  /**
   * What the rule's cooldown and caps leave of `points` for a fact of this day, and which of them
   * lowered it, caps in their order. Counts nothing yet.
   */
  allow(rule: CompiledRule, fact: Fact, day: Day, points: number): Allowance {
    const cooldown = rule.cooldown ? this.#tooNear(rule, fact, day.day) : null;
    if (cooldown && points > 0) return { points: 0, bites: NO_BITES, cooldown };
    let bites: CapBite[] | null = null;
    let allowed = points;
    for (const cap of rule.caps) {
      if (allowed === 0) break;
      const { at_most: limit } = cap.stated;
      const used = this.#used(cap.counter, fact, day);
      const isTimes = limit.kind === 'times';
      const before = used ? (isTimes ? used.times : used.points) : 0;
      const remained = (isTimes ? limit.times : limit.points) - before;
      const left = isTimes ? (remained > 0 ? allowed : 0) : Math.max(0, remained);
      if (left >= allowed) continue;
      (bites ??= []).push(bite(cap, day, before, Math.max(0, remained)));
      allowed = left;
    }
    return { points: allowed, bites: bites ?? NO_BITES, cooldown: null };
  }

  /** Counts an award of more than 0 points in all its caps and cooldowns. */
  charge(rule: CompiledRule, fact: Fact, day: Day, points: number): void {
    this.#add(rule.caps, fact, day, points, 1);
    for (const { index, stated } of rule.cooldowns) {
      this.#calendarOf(index, stated, fact).add(day.day);
    }
  }

  /** Takes back what `charge` counted. */
  release(rule: CompiledRule, fact: Fact, day: Day, points: number): void {
    this.#add(rule.caps, fact, day, -points, -1);
    for (const { index, stated } of rule.cooldowns) {
      this.#calendarOf(index, stated, fact).remove(day.day);
    }
  }

  #add(caps: CompiledCap[], fact: Fact, day: Day, points: number, times: number): void {
    for (const cap of caps) {
      for (const counter of cap.counters) {
        const used = this.#used(counter, fact, day) ?? this.#start(counter, fact, day);
        used.points += points;
        used.times += times;
      }
    }
  }

  #used(counter: Counter, fact: Fact, day: Day): Used | null {
    const period = day.periods[counter.period];
    let used = this.#byCounter[counter.index]?.get(holderKey(counter.holder, fact)) ?? null;
    while (used && used.period !== period) used = used.next;
    return used;
  }

  /** The latest period comes first in a holder's list, since most facts are of today. */
  #start(counter: Counter, fact: Fact, day: Day): Used {
    const holders = this.#byCounter[counter.index]!;
    const key = holderKey(counter.holder, fact);
    const period = day.periods[counter.period]!;
    const latest = holders.get(key) ?? null;
    if (!latest || latest.period < period) {
      const used = { period, points: 0, times: 0, next: latest };
      holders.set(key, used);
      return used;
    }
    let later = latest;
    while (later.next && later.next.period > period) later = later.next;
    later.next = { period, points: 0, times: 0, next: later.next };
    return later.next;
  }

  #tooNear({ cooldown }: CompiledRule, fact: Fact, day: number): CooldownBite | null {
    if (!cooldown) return null;
    const { index, stated } = cooldown;
    const nearest = this.#calendarOf(index, stated, fact).nearest(day, stated.days);
    return nearest === null
      ? null
      : { days: stated.days, holder: stated.holder, nearest: dateOfDay(nearest) };
  }

  #calendarOf(index: number, { holder }: Cooldown, fact: Fact): Calendar {
    const calendars = this.#calendars[index]!;
    const key = holderKey(holder, fact);
    const known = calendars.get(key);
    if (known) return known;
    const calendar = new Calendar();
    calendars.set(key, calendar);
    return calendar;
  }
}

/** Names the holder of a fact among holders of its kind; facts without a grid share one. */
export function holderKey(holder: Holder, fact: Fact): string {
  if (holder === 'member') return fact.member_id;
  if (holder === 'household') return fact.household_id;
  return fact.grid_id ?? '';
}

function bite(cap: CompiledCap, day: Day, used: number, remained: number): CapBite {
  const { id, clause, at_most, holder, period } = cap.stated;
  return {
    cap_id: id,
    clause,
    over: cap.over,
    at_most,
    holder,
    period,
    period_key: periodKey(day.day, period),
    used,
    remained
  };
}
