import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../shared/civil-time';
import { lastDate } from './expiry';
import { anyExpiry } from './fold.examples';
import { comingExpiry, foldLots, type Lots, type PointEvent } from './lots';
import type { Expiry } from './model';

const END_OF_YEAR: Expiry = { kind: 'clearing', clause: '8', every: 'year' };
const HALF = { numerator: 1, denominator: 2 };
const always = (expiry?: Expiry) => () => expiry;
const award = (date: string, fact: string, amount: number): PointEvent => ({
  kind: 'award',
  date,
  fact,
  amount
});
const correction = (date: string, fact: string, amount: number): PointEvent => ({
  kind: 'correction',
  date,
  fact,
  amount
});
const redeemed = (date: string, redemption: string, amount: number): PointEvent => ({
  kind: 'redemption',
  date,
  redemption,
  amount
});
const back = (date: string, redemption: string): PointEvent => ({
  kind: 'return',
  date,
  redemption
});
const left = ({ lots }: Lots) => lots.map(({ fact, amount }) => [fact, amount]);

test('Mei spends 60 of 50 and 30: the older 50 are gone and 20 of the newer remain', () => {
  const events = [award('2026-03-01', 'a', 50), award('2026-04-01', 'b', 30)];
  const lots = foldLots([...events, redeemed('2026-05-01', 'r', 60)], always(), '2026-06-01');
  expect(left(lots)).toEqual([['b', 20]]);
});

test('at the end of the year all goes but the half that is carried over, the newest of it', () => {
  const carried = { kind: 'share', share: HALF, rounding: 'down' } as const;
  const rule = always({ ...END_OF_YEAR, carried });
  const events = [award('2026-03-01', 'a', 50), award('2026-04-01', 'b', 31)];
  expect(comingExpiry(events, rule, '2026-05-01')).toEqual([
    { date: '2026-12-31', amount: 41 },
    { date: '2027-12-31', amount: 20 }
  ]);
  const after = foldLots(events, rule, '2027-01-01');
  expect([left(after), [...after.expired]]).toEqual([
    [
      ['a', 9],
      ['b', 31]
    ],
    [['2026-12-31', 41]]
  ]);
});

test('points of March and July that live three months end with June and October', () => {
  const rule = always({ kind: 'lifetime', clause: '8', months: 3, until: 'month' });
  const events = [award('2026-03-09', 'a', 50), award('2026-07-31', 'b', 30)];
  expect(comingExpiry(events, rule, '2026-06-30')).toEqual([
    { date: '2026-06-30', amount: 50 },
    { date: '2026-10-31', amount: 30 }
  ]);
  expect(foldLots(events, rule, '2026-07-01').expired).toEqual(new Map([['2026-06-30', 50]]));
});

test('Mei has spent what is withdrawn: the debt is paid by what she is given next', () => {
  const events = [
    award('2026-03-01', 'a', 50),
    redeemed('2026-03-02', 'r', 40),
    correction('2026-03-03', 'a', 50)
  ];
  expect(foldLots(events, always(), '2026-03-04')).toMatchObject({ lots: [], debt: 40 });
  const later = [...events, award('2026-03-05', 'b', 60)];
  const lots = foldLots(later, always(), '2026-03-06');
  expect([left(lots), lots.debt]).toEqual([[['b', 20]], 0]);
});

test('what was withdrawn after it had expired leaves no debt: it never was, nor its expiry', () => {
  const events = [award('2026-03-01', 'a', 50), correction('2027-02-01', 'a', 50)];
  expect(foldLots(events, always(END_OF_YEAR), '2027-03-01')).toEqual({
    lots: [],
    debt: 0,
    expired: new Map()
  });
});

test('a withdrawn award is taken from its own points, not from older ones', () => {
  const events = [
    award('2026-03-01', 'a', 50),
    award('2026-04-01', 'b', 30),
    correction('2026-05-01', 'b', 30)
  ];
  expect(left(foldLots(events, always(), '2026-06-01'))).toEqual([['a', 50]]);
});

test('what comes back is as old as it was, and goes with the next end of a period', () => {
  const events = [
    award('2026-03-01', 'a', 50),
    redeemed('2026-12-30', 'r', 50),
    award('2027-01-02', 'b', 10),
    back('2027-01-05', 'r')
  ];
  const lots = foldLots(events, always(END_OF_YEAR), '2027-01-06');
  expect(left(lots)).toEqual([
    ['a', 50],
    ['b', 10]
  ]);
  expect(lots.expired.size).toBe(0);
});

/** What happens to an account: amounts, days after the one before, and how each act picks another. */
const acts = fc.array(
  fc.record({
    act: fc.constantFrom('award', 'award', 'redemption', 'return', 'correction'),
    days: fc.integer({ min: 0, max: 90 }),
    amount: fc.integer({ min: 1, max: 90 }),
    pick: fc.nat(20)
  }),
  { maxLength: 25 }
);

/** A past that can have been: nobody spends more than they have, nothing is taken back twice. */
function pastOf(list: Act[], expiryOn: () => Expiry | undefined) {
  const events: PointEvent[] = [];
  const worth = new Map<string, number>();
  const out: string[] = [];
  let date = '2026-01-01';
  for (const { act, days, amount, pick } of list) {
    date = addDays(date, days);
    const name = `${act}-${events.length}`;
    if (act === 'award') {
      worth.set(name, amount);
      events.push(award(date, name, amount));
    } else if (act === 'redemption') {
      const { lots } = foldLots(events, expiryOn, date);
      const most = lots.reduce((sum, lot) => sum + lot.amount, 0);
      if (most === 0) continue;
      events.push(redeemed(date, name, Math.min(most, amount)));
      out.push(name);
    } else if (act === 'return') {
      const [name] = out.splice(pick % Math.max(1, out.length), 1);
      if (name) events.push(back(date, name));
    } else {
      const [fact, most] = [...worth][pick % Math.max(1, worth.size)] ?? [];
      if (fact === undefined || !most) continue;
      worth.set(fact, most - Math.min(most, amount));
      events.push(correction(date, fact, Math.min(most, amount)));
    }
  }
  return { events, today: date };
}

interface Act {
  act: string;
  days: number;
  amount: number;
  pick: number;
}

const anyRule = fc.option(anyExpiry, { nil: undefined });

test('whatever happens, sums are conserved and nothing is below zero but a debt without lots', () => {
  fc.assert(
    fc.property(acts, anyRule, (list, expiry) => {
      const { events, today } = pastOf(list, always(expiry));
      const { lots, debt, expired } = foldLots(events, always(expiry), today);
      const amounts = new Map<string, number>();
      let sum = 0;
      for (const event of events) {
        if (event.kind === 'redemption') amounts.set(event.redemption, event.amount);
        if (event.kind === 'return') sum += amounts.get(event.redemption) ?? 0;
        else sum += event.kind === 'award' ? event.amount : -event.amount;
      }
      const there = lots.reduce((total, lot) => total + lot.amount, 0);
      const gone = [...expired.values()].reduce((total, amount) => total + amount, 0);
      expect(there - debt + gone).toBe(sum);
      expect(lots.every((lot) => lot.amount > 0)).toBe(true);
      expect(debt >= 0 && (debt === 0 || lots.length === 0)).toBe(true);
      expect([...expired.values()].every((amount) => amount > 0)).toBe(true);
    })
  );
});

test('lots lie in the order of their age, and a new award never changes what went before it', () => {
  fc.assert(
    fc.property(acts, anyRule, (list, expiry) => {
      const { events, today } = pastOf(list, always(expiry));
      const before = foldLots(events, always(expiry), today);
      const dates = before.lots.map(({ date }) => date);
      expect(dates).toEqual(dates.toSorted());
      if (before.debt > 0) return;
      const after = foldLots([...events, award(today, 'new', 7)], always(expiry), today);
      expect(after.expired).toEqual(before.expired);
      expect(left(after)).toEqual([...left(before), ['new', 7]]);
    })
  );
});

test('folding the same again says the same, and what expired on a day stays so as time passes', () => {
  fc.assert(
    fc.property(acts, anyRule, fc.integer({ min: 0, max: 400 }), (list, expiry, days) => {
      const { events, today } = pastOf(list, always(expiry));
      const now = foldLots(events, always(expiry), today);
      expect(foldLots(events, always(expiry), today)).toEqual(now);
      const later = foldLots(events, always(expiry), addDays(today, days));
      for (const [date, amount] of now.expired) expect(later.expired.get(date)).toBe(amount);
    })
  );
});

test('no lot outlives its last day by more than the end of the period that follows', () => {
  fc.assert(
    fc.property(acts, anyExpiry, (list, expiry) => {
      const noReturns = list.filter(({ act }) => act !== 'return');
      const { events, today } = pastOf(noReturns, always(expiry));
      const { lots } = foldLots(events, always(expiry), today);
      if (expiry.kind === 'clearing') return;
      for (const lot of lots) expect(lastDate(expiry, lot.date) >= today).toBe(true);
    })
  );
});

test('what will expire is what then has expired, if nothing happens meanwhile', () => {
  fc.assert(
    fc.property(acts, anyExpiry, (list, expiry) => {
      const { events, today } = pastOf(list, always(expiry));
      for (const { date, amount } of comingExpiry(events, always(expiry), today)) {
        const { expired } = foldLots(events, always(expiry), addDays(date, 1));
        expect(expired.get(date)).toBe(amount);
      }
    })
  );
});
