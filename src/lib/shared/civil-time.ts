/**
 * Civil dates and periods in a time zone. A civil date is `YYYY-MM-DD`; a civil day is the same as
 * an integer, days since 1970-01-01. Instants are milliseconds since 1970 UTC. Reads no clock.
 */
import { zoneOffset } from './time-zone';

export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

export type CivilPeriod = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'once';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** The civil date of an instant in a time zone (IANA name). */
export function civilDate(instant: number, timeZone: string): string {
  return dateOfDay(civilDay(instant, timeZone));
}

/** The civil day of an instant in a time zone. */
export function civilDay(instant: number, timeZone: string): number {
  return Math.floor((instant + zoneOffset(instant, timeZone)) / MS_PER_DAY);
}

/** The time on the wall clock, `HH:MM`. */
export function civilTime(instant: number, timeZone: string): string {
  const sinceMidnight = modulo(instant + zoneOffset(instant, timeZone), MS_PER_DAY);
  const minutes = Math.floor(sinceMidnight / MS_PER_MINUTE);
  return `${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}`;
}

/**
 * The instant at which a wall clock in the zone shows `time` (`HH:MM`, midnight by default) on
 * `date`. A time that a change of clocks skips is read as the same time before the change; of a
 * time that occurs twice the first is meant.
 */
export function instantOf(date: string, timeZone: string, time = '00:00'): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = dayOfDate(date) * MS_PER_DAY + (hours * 60 + minutes) * MS_PER_MINUTE;
  const before = wall - zoneOffset(wall - MS_PER_DAY, timeZone);
  if (before + zoneOffset(before, timeZone) === wall) return before;
  const after = wall - zoneOffset(wall + MS_PER_DAY, timeZone);
  return after + zoneOffset(after, timeZone) === wall ? after : before;
}

/** `YYYY-MM-DD` to days since 1970-01-01. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY);
}

/** Days since 1970-01-01 to `YYYY-MM-DD`. */
export function dateOfDay(day: number): string {
  const { year, month, dayOfMonth } = calendarOf(day);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

/** Whether the text is a date of the calendar: 2026-02-29 is not. */
export function isCivilDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && dateOfDay(dayOfDate(text)) === text;
}

export function addDays(date: string, days: number): string {
  return dateOfDay(dayOfDate(date) + days);
}

/** The first date of the month that lies so many months after that of `date`. */
export function monthAfter(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return `${padded(Math.floor(count / 12), 4)}-${padded(modulo(count, 12) + 1, 2)}-01`;
}

/** The civil dates of what is held `weeks` times, every seven days; the first one as it was given. */
export const weeklyDates = (first: string, weeks: number): string[] =>
  Array.from({ length: weeks }, (_, week) => (week === 0 ? first : addDays(first, 7 * week)));

/** Whether a date lies within two years of today: a typing mistake otherwise. */
export const isPlausibleDate = (date: string, today: string): boolean =>
  Math.abs(dayOfDate(date) - dayOfDate(today)) <= 731;

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: string): number {
  return modulo(dayOfDate(date) + 3, 7) + 1;
}

/** The first civil date of the period that holds `date`; for `once`, 1970-01-01. */
export function startOfPeriod(date: string, period: CivilPeriod): string {
  const day = dayOfDate(date);
  const { year, month } = calendarOf(day);
  switch (period) {
    case 'day':
      return date;
    case 'week':
      return dateOfDay(mondayOf(day));
    case 'month':
      return `${padded(year, 4)}-${padded(month, 2)}-01`;
    case 'quarter':
      return `${padded(year, 4)}-${padded(month - ((month - 1) % 3), 2)}-01`;
    case 'year':
      return `${padded(year, 4)}-01-01`;
    case 'once':
      return dateOfDay(0);
  }
}

/**
 * An integer that two civil days share exactly when they lie in the same period; it grows with
 * time and is only meaningful beside another of the same kind of period.
 */
export function periodIndex(day: number, period: CivilPeriod): number {
  if (period === 'day') return day;
  if (period === 'week') return Math.floor((day + 3) / 7);
  if (period === 'once') return 0;
  const { year, month } = calendarOf(day);
  if (period === 'year') return year;
  if (period === 'quarter') return year * 4 + Math.floor((month - 1) / 3);
  return year * 12 + month - 1;
}

/** The period in words for machines: 2026-03-05, 2026-W10 (ISO week), 2026-03, 2026-Q1, 2026, once. */
export function periodKey(day: number, period: CivilPeriod): string {
  if (period === 'once') return 'once';
  if (period === 'week') return isoWeekKey(day);
  const date = dateOfDay(day);
  if (period === 'day') return date;
  if (period === 'month') return date.slice(0, 7);
  if (period === 'year') return date.slice(0, 4);
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** A week belongs to the ISO year of its Thursday. */
function isoWeekKey(day: number): string {
  const thursday = mondayOf(day) + 3;
  const { year } = calendarOf(thursday);
  const week = Math.floor((thursday - dayOfDate(`${padded(year, 4)}-01-01`)) / 7) + 1;
  return `${padded(year, 4)}-W${padded(week, 2)}`;
}

function mondayOf(day: number): number {
  return day - modulo(day + 3, 7);
}

const DAYS_PER_ERA = 146_097;

/** Year, month (1 to 12) and day of the month in the Gregorian calendar, counted from 1 March. */
function calendarOf(day: number): { year: number; month: number; dayOfMonth: number } {
  const sinceMarchOfYear0 = day + 719_468;
  const era = Math.floor(sinceMarchOfYear0 / DAYS_PER_ERA);
  const dayOfEra = sinceMarchOfYear0 - era * DAYS_PER_ERA;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, dayOfMonth: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 };
}

function modulo(number: number, divisor: number): number {
  return ((number % divisor) + divisor) % divisor;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
