import { dayOfDate, periodIndex } from '../shared/civil-time';
import { PERIODS, type Dates, type Period } from './model';

/** First and last civil day, both included. */
export interface Span {
  first: number;
  last: number;
}

export const spanOf = (dates: Dates = {}): Span => ({
  first: dates.from ? dayOfDate(dates.from) : -Infinity,
  last: dates.until ? dayOfDate(dates.until) : Infinity
});

/** A civil day with the periods in which it lies: reckoned once, however many caps ask. */
export interface Day {
  day: number;
  /** `periodIndex` of the day for each of `PERIODS`, in their order. */
  periods: number[];
}

export const placeOf = (period: Period): number => PERIODS.indexOf(period);

/** The days that an evaluation has met. */
export class Days {
  readonly #known = new Map<number, Day>();
  #latest: Day = this.#reckon(0);

  of(day: number): Day {
    if (this.#latest.day !== day) this.#latest = this.#known.get(day) ?? this.#reckon(day);
    return this.#latest;
  }

  #reckon(day: number): Day {
    const reckoned = { day, periods: PERIODS.map((period) => periodIndex(day, period)) };
    this.#known.set(day, reckoned);
    return reckoned;
  }
}
