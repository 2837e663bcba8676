import { civilDate, civilTime } from './civil-time';

export interface CalendarEntry {
  id: string;
  title: string;
  place: string;
  note: string;
  startsAt: Date;
  endsAt: Date;
  /** Grows with every change. */
  revision: number;
  cancelled: boolean;
}

/**
 * A shift or event as an iCalendar file (RFC 5545): wall-clock times in the community's zone, SEQUENCE
 * growing with each change, STATUS:CANCELLED when it was called off.
 */
export function calendarFile(
  entry: CalendarEntry,
  about: { timeZone: string; url: string; now: Date }
): string {
  const { timeZone, url, now } = about;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Linli//ZH',
    'CALSCALE:GREGORIAN',
    `METHOD:${entry.cancelled ? 'CANCEL' : 'PUBLISH'}`,
    ...timeZoneLines(entry.startsAt, timeZone),
    'BEGIN:VEVENT',
    `UID:${entry.id}@linli`,
    `SEQUENCE:${entry.revision}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART;TZID=${timeZone}:${local(entry.startsAt, timeZone)}`,
    `DTEND;TZID=${timeZone}:${local(entry.endsAt, timeZone)}`,
    `SUMMARY:${escaped(entry.title)}`,
    `LOCATION:${escaped(entry.place)}`,
    ...(entry.note ? [`DESCRIPTION:${escaped(entry.note)}`] : []),
    `URL:${url}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR'
  ];
  return lines.map((line) => folded(line) + '\r\n').join('');
}

/** The offset that holds on that day is all that one event needs of its zone. */
function timeZoneLines(at: Date, timeZone: string): string[] {
  const offset = offsetWords(at, timeZone);
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZone}`,
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    'END:STANDARD',
    'END:VTIMEZONE'
  ];
}

function offsetWords(at: Date, timeZone: string): string {
  const wall = Date.parse(
    `${civilDate(at.getTime(), timeZone)}T${civilTime(at.getTime(), timeZone)}Z`
  );
  const minutes = Math.round((wall - at.getTime()) / 60_000);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

const local = (at: Date, timeZone: string): string =>
  `${civilDate(at.getTime(), timeZone)}T${civilTime(at.getTime(), timeZone)}00`.replace(
    /[-:]/g,
    ''
  );

const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

const OCTETS_PER_LINE = 75;

/** Lines longer than 75 octets go on after a space, never within a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [result, octets] = ['', 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > OCTETS_PER_LINE) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
