/** Dates, times and numbers as people say them, in Chinese and in English. Pure; `now` is passed in. */
import { zoneOffset } from '../shared/time-zone';

export type Locale = 'zh' | 'en';

/** The communities live by this clock unless they say otherwise. */
export const homeTimeZone = 'Asia/Shanghai';

interface CivilTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** 0 is Sunday. */
  weekday: number;
  /** Days since 1970-01-01 in that zone. */
  dayNumber: number;
}

const zhWeekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;
const enWeekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday'
] as const;
const enMonths = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * The day of `date` as seen from `now`, both read in `timeZone`:
 * 今天, 明天, 后天, 昨天, 周六 (this week), 下周二 (next week, within six days), otherwise 11月28日 周六,
 * with the year when it is not this year's.
 */
export function dayWords(
  date: Date,
  now: Date,
  locale: Locale,
  timeZone: string = homeTimeZone
): string {
  const day = civil(date, timeZone);
  const today = civil(now, timeZone);
  return nearDayWords(day, today, locale) ?? dateWords(day, today, locale);
}

/**
 * 上午 9:00 到 11:00, 上午 10:00 到下午 1:00 · 9–11 am, 10 am–1 pm. The day itself is not said. No line
 * breaks within a moment.
 */
export function timeRange(
  start: Date,
  end: Date,
  locale: Locale,
  timeZone: string = homeTimeZone
): string {
  const from = civil(start, timeZone);
  const to = civil(end, timeZone);
  return locale === 'zh' ? zhTimeRange(from, to) : enTimeRange(from, to);
}

/** One moment of the day: 上午 9:00 · 9 am. */
export function timeWords(date: Date, locale: Locale, timeZone: string = homeTimeZone): string {
  const at = civil(date, timeZone);
  return locale === 'zh' ? zhMoment(at) : enClock(at, true);
}

/** Day and hours together: 周六上午 9:00 到 11:00 · Saturday 9–11 am. */
export function spanWords(
  start: Date,
  end: Date,
  now: Date,
  locale: Locale,
  timeZone: string = homeTimeZone
): string {
  const day = dayWords(start, now, locale, timeZone);
  const join = locale === 'zh' ? '' : /\d/.test(day) ? ', ' : ' ';
  if (nights(civil(start, timeZone), civil(end, timeZone)) < 2) {
    return day + join + timeRange(start, end, locale, timeZone);
  }
  const lastDay = dayWords(end, now, locale, timeZone);
  const from = day + join + timeWords(start, locale, timeZone);
  return `${from} – ${lastDay}${join}${timeWords(end, locale, timeZone)}`;
}

/** How long ago: 刚刚, 5 分钟前, 2 小时前 (the same day), 昨天下午 2:20, then the date. */
export function agoWords(
  date: Date,
  now: Date,
  locale: Locale,
  timeZone: string = homeTimeZone
): string {
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 1) return locale === 'zh' ? '刚刚' : 'just now';
  if (minutes < 60) return locale === 'zh' ? `${minutes} 分钟前` : `${minutes} min ago`;
  const days = civil(now, timeZone).dayNumber - civil(date, timeZone).dayNumber;
  const hours = Math.floor(minutes / 60);
  if (days === 0) return locale === 'zh' ? `${hours} 小时前` : `${hours} h ago`;
  const day = dayWords(date, now, locale, timeZone);
  if (days > 1) return day;
  return `${day}${locale === 'zh' ? '' : ' '}${timeWords(date, locale, timeZone)}`;
}

/** A length of time given in whole minutes: 45 分钟, 2 小时, 2 小时 30 分 · 45 min, 2 h, 2 h 30 min. */
export function minutesWords(minutes: number, locale: Locale): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (locale === 'en') {
    return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
      .filter(Boolean)
      .join(' ');
  }
  if (hours === 0) return `${rest} 分钟`;
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`;
}

/** Places left; `null` means that there is no limit. */
export function placesWords(left: number | null, locale: Locale): string {
  if (left === null) return locale === 'zh' ? '不限名额' : 'No limit';
  if (left <= 0) return locale === 'zh' ? '名额已满' : 'Full';
  if (locale === 'zh') return `还有 ${left} 个名额`;
  return left === 1 ? '1 place left' : `${left} places left`;
}

/** The place on the waiting list, 1 being the next to move up. */
export function waitingWords(position: number, locale: Locale): string {
  return locale === 'zh' ? `已候补第 ${position} 位` : `Number ${position} on the waiting list`;
}

/**
 * A whole or decimal number with groups of three, two decimals at most and a true minus sign:
 * 1,280 · −20. Both languages write numbers the same; a formatter of the browser's would keep a
 * cheap phone busy for 25 ms.
 */
export function numberWords(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  const [whole = '', decimals] = String(Math.abs(rounded)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (rounded < 0 ? '−' : '') + grouped + (decimals ? `.${decimals}` : '');
}

/** A date in full, for records and print: 2026年11月28日 · 28 Nov 2026. */
export function fullDateWords(date: Date, locale: Locale, timeZone: string = homeTimeZone): string {
  return civilDateWords(dateBlockWords(date, locale, timeZone).iso, locale);
}

/** A civil date given as `2026-11-28`: 2026年11月28日 · 28 Nov 2026. */
export function civilDateWords(date: string, locale: Locale): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return locale === 'zh' ? `${year}年${month}月${day}日` : `${day} ${enMonths[month - 1]} ${year}`;
}

/** A day of a week's table: 周六 11月28日 · Sat 28 Nov. */
export function weekDayWords(date: Date, locale: Locale, timeZone: string = homeTimeZone): string {
  const { month, day, weekday } = dateBlockWords(date, locale, timeZone);
  return locale === 'zh' ? `${weekday} ${month}${day}日` : `${weekday} ${day} ${month}`;
}

/** A civil month given as `2026-11`: 2026年11月 · Nov 2026. */
export function monthWords(month: string, locale: Locale): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return locale === 'zh' ? `${year}年${number}月` : `${enMonths[number - 1]} ${year}`;
}

/** The parts of a leaf of the calendar, with the ISO date for `datetime`. */
export function dateBlockWords(
  date: Date,
  locale: Locale,
  timeZone: string = homeTimeZone
): { iso: string; month: string; day: string; weekday: string } {
  const { year, month, day, weekday } = civil(date, timeZone);
  return {
    iso: `${year}-${two(month)}-${two(day)}`,
    month: locale === 'zh' ? `${month}月` : (enMonths[month - 1] ?? ''),
    day: String(day),
    weekday: locale === 'zh' ? zhWeekday(weekday) : enWeekday(weekday).slice(0, 3)
  };
}

function nearDayWords(day: CivilTime, today: CivilTime, locale: Locale): string | undefined {
  const away = day.dayNumber - today.dayNumber;
  const near = nearDays[locale][away];
  if (near !== undefined) return near;
  if (away < 2 || away > 6) return undefined;
  if (locale === 'en') return enWeekday(day.weekday);
  const sameWeek = mondayOf(day) === mondayOf(today);
  return `${sameWeek ? '' : '下'}${zhWeekday(day.weekday)}`;
}

const nearDays: Record<Locale, Record<number, string>> = {
  zh: { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }
};

function dateWords(day: CivilTime, today: CivilTime, locale: Locale): string {
  const year = day.year === today.year ? '' : day.year;
  if (locale === 'zh') {
    return `${year === '' ? '' : `${year}年`}${day.month}月${day.day}日 ${zhWeekday(day.weekday)}`;
  }
  const date = `${enWeekday(day.weekday).slice(0, 3)} ${day.day} ${enMonths[day.month - 1]}`;
  return year === '' ? date : `${date} ${year}`;
}

function zhTimeRange(from: CivilTime, to: CivilTime): string {
  return `${zhMoment(from)} ${unbroken(`到${zhEnd(from, to)}`)}`;
}

/** The part of the day is repeated only where it is another one; a morning has two names. */
function zhEnd(from: CivilTime, to: CivilTime): string {
  if (endsAtMidnight(from, to)) return '夜里 12:00';
  if (nights(from, to) > 0) return `次日${zhPeriod(to)} ${zhClock(to)}`;
  const sameMorning = from.hour >= 5 && to.hour < 12;
  const same = sameMorning || zhPeriod(from) === zhPeriod(to);
  return same ? ` ${zhClock(to)}` : `${zhPeriod(to)} ${zhClock(to)}`;
}

function zhMoment(at: CivilTime): string {
  return unbroken(`${zhPeriod(at)} ${zhClock(at)}`);
}

/** Chinese may break between any two characters: word joiners and fixed spaces forbid it. */
function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0').replace(/\p{sc=Han}(?=\p{sc=Han})/gu, '$&\u2060');
}

function enTimeRange(from: CivilTime, to: CivilTime): string {
  if (endsAtMidnight(from, to)) return `${enClock(from, true)}–midnight`;
  const sameHalf = from.hour < 12 === to.hour < 12 && nights(from, to) === 0;
  const nextDay = nights(from, to) > 0 ? ' the next day' : '';
  return `${enClock(from, !sameHalf)}–${enClock(to, true)}${nextDay}`;
}

function endsAtMidnight(from: CivilTime, to: CivilTime): boolean {
  return nights(from, to) === 1 && to.hour === 0 && to.minute === 0;
}

function nights(from: CivilTime, to: CivilTime): number {
  return to.dayNumber - from.dayNumber;
}

function zhPeriod({ hour }: CivilTime): string {
  if (hour < 5) return '凌晨';
  if (hour < 8) return '早上';
  if (hour < 12) return '上午';
  if (hour < 13) return '中午';
  return hour < 18 ? '下午' : '晚上';
}

function zhClock({ hour, minute }: CivilTime): string {
  return `${hour > 12 ? hour - 12 : hour}:${two(minute)}`;
}

function enClock({ hour, minute }: CivilTime, half: boolean): string {
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}${minute === 0 ? '' : `:${two(minute)}`}`;
  return half ? `${clock} ${hour < 12 ? 'am' : 'pm'}` : clock;
}

function zhWeekday(weekday: number): string {
  return zhWeekdays[weekday] ?? '';
}

function enWeekday(weekday: number): string {
  return enWeekdays[weekday] ?? '';
}

function mondayOf({ dayNumber, weekday }: CivilTime): number {
  return dayNumber - ((weekday + 6) % 7);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function civil(date: Date, timeZone: string): CivilTime {
  // The zone's wall clock, read as if it were that of UTC.
  const wall = new Date(date.getTime() + zoneOffset(date.getTime(), timeZone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: wall.getUTCDay(),
    dayNumber: Math.floor(wall.getTime() / 86_400_000)
  };
}
