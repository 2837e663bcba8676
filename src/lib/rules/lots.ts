import { addDays, monthAfter } from '../shared/civil-time';
import { carriedOf, endOfPeriod, lastDate, periodOf } from './expiry';
import type { Expiry } from './model';

/** Something that moved the posted points of one account; amounts in smallest units, over 0. */
export type PointEvent =
  /** Posted points of a fact. */
  | { kind: 'award'; date: string; fact: string; amount: number }
  /** What was taken back because a fact was withdrawn or corrected. */
  | { kind: 'correction'; date: string; fact: string; amount: number }
  | { kind: 'redemption'; date: string; redemption: string; amount: number }
  /** What was redeemed came back, whole. */
  | { kind: 'return'; date: string; redemption: string };

/** Points that are there to be spent, all as old as their posting. */
export interface Lot {
  /** The civil date on which they were posted. */
  date: string;
  fact: string;
  amount: number;
}

export interface Lots {
  /** What remains, in the order in which it will be spent. */
  lots: Lot[];
  /** What later awards pay first; while there is a debt there are no lots. */
  debt: number;
  /** What has expired at the end of each civil date, as far as it was not given back. */
  expired: Map<string, number>;
}

/** The rule about expiry that is in force on a civil date. */
export type ExpiryOn = (date: string) => Expiry | undefined;

/**
 * What remains of an account's points at the beginning of `today`, and what expired on which day.
 * Expiry follows from the events: folding them again, or after more of them, says the same of the
 * days before. Events are in the order of their posting.
 *
 * - Spending takes the oldest points. A return puts them back as old as they were.
 * - At the end of a period goes what the rule in force on its last day says.
 * - A correction takes back the points of its own fact first; what of them had expired is given back
 *   before, for it never was. What is left takes the oldest others, and then becomes a debt.
 */
export function foldLots(events: PointEvent[], expiryOn: ExpiryOn, today: string): Lots {
  const account = new Account();
  let ended = events[0] && lastOfMonth(events[0].date);
  const endUntil = (date: string) => {
    for (; ended !== undefined && ended < date; ended = lastOfMonth(addDays(ended, 1))) {
      account.expire(ended, expiryOn(ended));
    }
  };
  for (const event of events) {
    endUntil(event.date);
    account.take(event);
  }
  endUntil(today);
  return account.state();
}

const lastOfMonth = (date: string): string => addDays(monthAfter(date, 1), -1);

/** Points that will expire if they are not spent before. */
export interface ComingExpiry {
  /** The last civil date on which they may be spent. */
  date: string;
  amount: number;
}

/** How far ahead one looks: the ends of two years, whatever today is. */
const MONTHS_AHEAD = 24;

/**
 * What will expire if nothing is spent, the soonest first, by the versions of the rules that are known
 * today.
 */
export function comingExpiry(
  events: PointEvent[],
  expiryOn: ExpiryOn,
  today: string
): ComingExpiry[] {
  const { expired } = foldLots(events, expiryOn, monthAfter(today, MONTHS_AHEAD + 1));
  return [...expired]
    .map(([date, amount]) => ({ date, amount }))
    .filter(({ date }) => date >= today)
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));
}

const sum = (lots: { amount: number }[]): number =>
  lots.reduce((total, { amount }) => total + amount, 0);

/** A lot with its place among those of the same date. */
interface Placed extends Lot {
  order: number;
}

class Account {
  #lots: Placed[] = [];
  #debt = 0;
  #awards = 0;
  /** What expired of each fact, with the day. */
  #expired: { date: string; fact: string; amount: number }[] = [];
  readonly #redeemed = new Map<string, Placed[]>();

  take(event: PointEvent): void {
    switch (event.kind) {
      case 'award':
        return this.#put({ ...event, order: this.#awards++ });
      case 'correction':
        return this.#correct(event);
      case 'redemption': {
        const { redemption, amount, date } = event;
        const taken = this.#takeOldest(amount);
        const owed = { date, fact: '', order: this.#awards++, amount: amount - sum(taken) };
        this.#redeemed.set(redemption, [...taken, owed]);
        return;
      }
      case 'return': {
        const taken = this.#redeemed.get(event.redemption) ?? [];
        this.#redeemed.delete(event.redemption);
        for (const lot of taken) this.#put(lot);
      }
    }
  }

  /** Takes away what ends with `date`, the last day of a month. */
  expire(date: string, expiry: Expiry | undefined): void {
    if (!expiry || endOfPeriod(date, periodOf(expiry)) !== date) return;
    const going =
      expiry.kind === 'clearing'
        ? sum(this.#lots) - carriedOf(sum(this.#lots), expiry.carried)
        : sum(this.#lots.filter((lot) => lastDate(expiry, lot.date) <= date));
    for (const { fact, amount } of this.#take(going)) {
      this.#expired.push({ date, fact, amount });
    }
  }

  state(): Lots {
    const expired = new Map<string, number>();
    for (const { date, amount } of this.#expired) {
      if (amount > 0) expired.set(date, (expired.get(date) ?? 0) + amount);
    }
    const lots = this.#lots.map(({ date, fact, amount }) => ({ date, fact, amount }));
    return { lots, debt: this.#debt, expired };
  }

  /** Pays a debt first; what is left lies where its age belongs. */
  #put(lot: Placed): void {
    const paid = Math.min(this.#debt, lot.amount);
    this.#debt -= paid;
    const { date, fact, order } = lot;
    const amount = lot.amount - paid;
    if (amount === 0) return;
    const at = this.#lots.findIndex(
      (each) => each.date > date || (each.date === date && each.order > order)
    );
    this.#lots.splice(at < 0 ? this.#lots.length : at, 0, { date, fact, order, amount });
  }

  #correct({ fact, amount }: { fact: string; amount: number }): void {
    let left = amount;
    for (const lot of this.#lots) {
      if (lot.fact !== fact) continue;
      const taken = Math.min(lot.amount, left);
      lot.amount -= taken;
      left -= taken;
    }
    this.#lots = this.#lots.filter((lot) => lot.amount > 0);
    for (const gone of this.#expired) {
      if (gone.fact !== fact) continue;
      const taken = Math.min(gone.amount, left);
      gone.amount -= taken;
      left -= taken;
    }
    this.#takeOldest(left);
  }

  /** The oldest points up to an amount; what is not there becomes a debt. */
  #takeOldest(amount: number): Placed[] {
    const taken = this.#take(amount);
    this.#debt += amount - sum(taken);
    return taken;
  }

  #take(amount: number): Placed[] {
    const taken: Placed[] = [];
    let left = amount;
    for (let lot = this.#lots[0]; lot && left > 0; lot = this.#lots[0]) {
      const part = Math.min(lot.amount, left);
      taken.push({ ...lot, amount: part });
      left -= part;
      lot.amount -= part;
      if (lot.amount === 0) this.#lots.shift();
    }
    return taken;
  }
}
