const MS_PER_DAY = 86_400_000;

/**
 * China's clocks have not been changed since 15 September 1991. A zone that is known needs no
 * Intl.DateTimeFormat, whose making keeps a cheap phone busy for a tenth of a second.
 */
const CHINA_STEADY_SINCE = Date.UTC(1992, 0, 1);
const CHINA_OFFSET = 8 * 3_600_000;

/**
 * What the wall clock of a zone (IANA name) is ahead of UTC at the instant, in ms; the instant is
 * in ms since 1970 UTC.
 */
export function zoneOffset(instant: number, timeZone: string): number {
  if (timeZone === 'Asia/Shanghai' && instant >= CHINA_STEADY_SINCE) return CHINA_OFFSET;
  const utcDay = Math.floor(instant / MS_PER_DAY);
  const days = offsetsOf(timeZone);
  let offset = days.get(utcDay);
  if (offset === undefined) {
    if (days.size >= REMEMBERED_DAYS) days.clear();
    offset = steadyOffset(utcDay, timeZone);
    days.set(utcDay, offset);
  }
  return offset ?? askedOffset(instant, timeZone);
}

/** A UTC day in one zone: its offset in ms, or null when the clocks change within it. */
const offsetsByZone = new Map<string, Map<number, number | null>>();
const REMEMBERED_DAYS = 20_000;

function offsetsOf(timeZone: string): Map<number, number | null> {
  const known = offsetsByZone.get(timeZone);
  if (known) return known;
  const days = new Map<number, number | null>();
  offsetsByZone.set(timeZone, days);
  return days;
}

function steadyOffset(utcDay: number, timeZone: string): number | null {
  const atStart = askedOffset(utcDay * MS_PER_DAY, timeZone);
  const atEnd = askedOffset((utcDay + 1) * MS_PER_DAY - 1, timeZone);
  return atStart === atEnd ? atStart : null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function askedOffset(instant: number, timeZone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  const parts = new Map<string, number>();
  for (const part of formatFor(timeZone).formatToParts(second)) {
    parts.set(part.type, Number(part.value));
  }
  const field = (name: string) => parts.get(name) ?? 0;
  const midnight = Date.UTC(field('year'), field('month') - 1, field('day'));
  const seconds = field('hour') * 3600 + field('minute') * 60 + field('second');
  return midnight + seconds * 1000 - second;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit'
  });
  formats.set(timeZone, format);
  return format;
}
