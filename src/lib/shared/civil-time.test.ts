import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  civilDate,
  civilDay,
  civilTime,
  dateOfDay,
  dayOfDate,
  instantOf,
  isCivilDate,
  monthAfter,
  periodIndex,
  periodKey,
  startOfPeriod,
  weekday,
  weeklyDates
} from './civil-time';

const SHANGHAI = 'Asia/Shanghai';
const at = (iso: string) => Date.parse(iso);

test.each([
  ['2026-03-01T15:59:59Z', SHANGHAI, '2026-03-01'],
  ['2026-03-01T16:00:00Z', SHANGHAI, '2026-03-02'],
  ['2025-12-31T16:00:00Z', SHANGHAI, '2026-01-01'],
  ['1988-07-01T15:30:00Z', SHANGHAI, '1988-07-02'],
  ['2026-03-08T06:59:59Z', 'America/New_York', '2026-03-08'],
  ['2026-03-09T03:59:59Z', 'America/New_York', '2026-03-08'],
  ['2026-03-09T04:00:00Z', 'America/New_York', '2026-03-09'],
  ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
  ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
  ['2026-01-01T18:14:59Z', 'Asia/Kathmandu', '2026-01-01'],
  ['2026-01-01T18:15:00Z', 'Asia/Kathmandu', '2026-01-02'],
  ['1969-12-31T23:59:59Z', 'UTC', '1969-12-31']
])('at %s the calendar in %s shows %s', (instant, zone, date) => {
  expect(civilDate(at(instant), zone)).toBe(date);
});

test('the fast path agrees with Intl in every zone, also at the hours when clocks change', () => {
  const zones = [
    SHANGHAI,
    'Europe/London',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Urumqi'
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: at('1950-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') }),
      (zone, instant) => {
        const shown = new Intl.DateTimeFormat('sv', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'short'
        }).format(instant);
        expect(`${civilDate(instant, zone)} ${civilTime(instant, zone)}`).toBe(shown);
      }
    ),
    { numRuns: 400 }
  );
});

test('wall clock times in Shanghai and across a change of clocks become instants', () => {
  expect(instantOf('2026-03-01', SHANGHAI)).toBe(at('2026-02-28T16:00:00Z'));
  expect(instantOf('2026-03-01', SHANGHAI, '19:30')).toBe(at('2026-03-01T11:30:00Z'));
  expect(instantOf('2026-03-08', 'America/New_York', '01:59')).toBe(at('2026-03-08T06:59:00Z'));
  expect(instantOf('2026-03-08', 'America/New_York', '02:30')).toBe(at('2026-03-08T07:30:00Z'));
  expect(instantOf('2026-03-08', 'America/New_York', '03:00')).toBe(at('2026-03-08T07:00:00Z'));
  expect(instantOf('2026-11-01', 'America/New_York', '01:30')).toBe(at('2026-11-01T05:30:00Z'));
});

test('an instant found from date and time shows that date and time', () => {
  const instants = fc.integer({ min: 0, max: at('2060-01-01T00:00:00Z') });
  fc.assert(
    fc.property(instants, (instant) => {
      const minute = instant - (instant % 60_000);
      const [date, time] = [civilDate(minute, SHANGHAI), civilTime(minute, SHANGHAI)];
      expect(civilTime(instantOf(date, SHANGHAI, time), SHANGHAI)).toBe(time);
    })
  );
});

test.each([
  ['2026-03-01', 'week', '2026-02-23', '2026-W09'],
  ['2026-03-02', 'week', '2026-03-02', '2026-W10'],
  ['2027-01-03', 'week', '2026-12-28', '2026-W53'],
  ['2024-12-30', 'week', '2024-12-30', '2025-W01'],
  ['2026-02-28', 'month', '2026-02-01', '2026-02'],
  ['2026-03-31', 'quarter', '2026-01-01', '2026-Q1'],
  ['2026-04-01', 'quarter', '2026-04-01', '2026-Q2'],
  ['2026-12-31', 'quarter', '2026-10-01', '2026-Q4'],
  ['2026-12-31', 'year', '2026-01-01', '2026'],
  ['2026-12-31', 'day', '2026-12-31', '2026-12-31'],
  ['2026-12-31', 'once', '1970-01-01', 'once']
] as const)('%s lies in the %s that starts on %s, called %s', (date, period, start, key) => {
  expect(startOfPeriod(date, period)).toBe(start);
  expect(periodKey(dayOfDate(date), period)).toBe(key);
});

test('two days share an index exactly when they share the start of the period', () => {
  const day = fc.integer({ min: -40_000, max: 40_000 });
  const period = fc.constantFrom('day', 'week', 'month', 'quarter', 'year', 'once');
  fc.assert(
    fc.property(day, fc.integer({ min: -100, max: 100 }), period, (first, apart, kind) => {
      const second = first + apart;
      const same = periodIndex(first, kind) === periodIndex(second, kind);
      const starts = [first, second].map((each) => startOfPeriod(dateOfDay(each), kind));
      expect(same).toBe(starts[0] === starts[1]);
      expect(same).toBe(periodKey(first, kind) === periodKey(second, kind));
    })
  );
});

test('dates, days and weekdays agree with the calendar', () => {
  expect(weekday('2026-03-02')).toBe(1);
  expect(weekday('2026-03-01')).toBe(7);
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect([isCivilDate('2024-02-29'), isCivilDate('2026-02-29')]).toEqual([true, false]);
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
      expect(dateOfDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      expect(dayOfDate(dateOfDay(day))).toBe(day);
    })
  );
});

test('a million dates in Shanghai take less than a second', () => {
  const start = at('2026-01-01T00:00:00Z');
  const began = performance.now();
  let sum = 0;
  for (let i = 0; i < 1_000_000; i++) sum += civilDay(start + i * 30_000, SHANGHAI);
  expect(sum).toBeGreaterThan(0);
  expect(performance.now() - began).toBeLessThan(1000);
});

test('months follow each other across the turn of a year', () => {
  expect(monthAfter('2026-11-23', 1)).toBe('2026-12-01');
  expect(monthAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(monthAfter('2026-01-01', -1)).toBe('2025-12-01');
  expect(monthAfter('2026-03-15', -14)).toBe('2025-01-01');
});

test('a weekly shift keeps its weekday over the end of a month', () => {
  expect(weeklyDates('2026-02-21', 3)).toEqual(['2026-02-21', '2026-02-28', '2026-03-07']);
});
