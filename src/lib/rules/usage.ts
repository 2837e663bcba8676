import { dateOfDay, periodKey } from '../shared/civil-time';
import type { CapBite, CooldownBite, Fact } from './award';
import { Calendar } from './calendar';
import type { CompiledCap, CompiledRule, CompiledCooldown } from './compile';
import { Counts } from './counts';
import type { Day } from './days';
import type { Holder } from './model';

const NO_BITES: readonly CapBite[] = [];

/** What every holder has used of every cap in every period, and when they were awarded. */
export class Usage {
  readonly #counts = new Counts();
  /** By cooldown and account. */
  readonly #calendars: Map<number, Calendar>[] = [];
  readonly #numberOf: AccountNumber;

  constructor(numberOf: AccountNumber) {
    this.#numberOf = numberOf;
  }

  /** Which caps lowered what `allow` was asked last, in their order. */
  bites: readonly CapBite[] = NO_BITES;
  /** Why `allow` gave nothing, when it was for a cooldown. */
  cooldown: CooldownBite | null = null;

  /**
   * What the rule's cooldown and caps leave of `points` for a fact of this day; `bites` and
   * `cooldown` then say why. Counts nothing yet.
   */
  allow(rule: CompiledRule, fact: Fact, day: Day, points: number): number {
    this.bites = NO_BITES;
    this.cooldown =
      rule.cooldown && points > 0 ? this.#tooNear(rule.cooldown, fact, day.day) : null;
    if (this.cooldown) return 0;
    let allowed = points;
    for (const cap of rule.caps) {
      if (allowed === 0) break;
      if (isWithout(cap.counter.holder, fact)) continue;
      const { index, holder, period } = cap.counter;
      const account = this.#numberOf(holder, fact);
      const { at_most: limit } = cap.stated;
      const isTimes = limit.kind === 'times';
      const before = isTimes
        ? this.#counts.times(account, index, day.periods[period]!)
        : this.#counts.points(account, index, day.periods[period]!);
      const remained = (isTimes ? limit.times : limit.points) - before;
      const left = remained <= 0 ? 0 : isTimes ? allowed : remained;
      if (left >= allowed) continue;
      const earlier = this.bites;
      this.bites = [...earlier, bite(cap, day, before, Math.max(0, remained))];
      allowed = left;
    }
    return allowed;
  }

  /** Counts an award of more than 0 points in all its caps and cooldowns. */
  charge(rule: CompiledRule, fact: Fact, day: Day, points: number): void {
    this.#add(rule.caps, fact, day, points, 1);
    for (const { index, stated } of rule.cooldowns) {
      this.#calendarOf(index, this.#numberOf(stated.holder, fact)).add(day.day);
    }
  }

  /** Takes back what `charge` counted. */
  release(rule: CompiledRule, fact: Fact, day: Day, points: number): void {
    this.#add(rule.caps, fact, day, -points, -1);
    for (const { index, stated } of rule.cooldowns) {
      this.#calendarOf(index, this.#numberOf(stated.holder, fact)).remove(day.day);
    }
  }

  #add(caps: CompiledCap[], fact: Fact, day: Day, points: number, times: number): void {
    for (const cap of caps) {
      for (const { index, holder, period } of cap.counters) {
        if (isWithout(holder, fact)) continue;
        const account = this.#numberOf(holder, fact);
        this.#counts.add(account, index, day.periods[period]!, points, times);
      }
    }
  }

  #tooNear({ index, stated }: CompiledCooldown, fact: Fact, day: number): CooldownBite | null {
    const { days, holder } = stated;
    const nearest = this.#calendarOf(index, this.#numberOf(holder, fact)).nearest(day, days);
    return nearest === null ? null : { days, holder, nearest: dateOfDay(nearest) };
  }

  #calendarOf(index: number, account: number): Calendar {
    const calendars = (this.#calendars[index] ??= new Map());
    const known = calendars.get(account);
    if (known) return known;
    const calendar = new Calendar();
    calendars.set(account, calendar);
    return calendar;
  }
}

/** The number, 1 or more, by which a member, household or grid is known; each fact is asked often. */
export type AccountNumber = (holder: Holder, fact: Fact) => number;

/** Numbers for holders in the order in which they come; those of a fact are found once. */
export function numberByName(): AccountNumber {
  const numbers = {
    member: new Map<string, number>(),
    household: new Map<string, number>(),
    grid: new Map<string, number>()
  };
  const found = { member: 0, household: 0, grid: 0 };
  let count = 0;
  let latest: Fact | null = null;
  return (holder, fact) => {
    if (latest !== fact) {
      latest = fact;
      found.member = found.household = found.grid = 0;
    }
    return (found[holder] ||= numberOf(holder, fact));
  };

  function numberOf(holder: Holder, fact: Fact): number {
    const key = holderKey(holder, fact);
    const known = numbers[holder].get(key);
    if (known !== undefined) return known;
    numbers[holder].set(key, ++count);
    return count;
  }
}

/** Whether a fact has nobody for whom a limit could count: households that are in no grid. */
export const isWithout = (holder: Holder, fact: Fact): boolean =>
  holder === 'grid' && fact.grid_id === null;

/** Names the holder of a fact among holders of its kind. */
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
