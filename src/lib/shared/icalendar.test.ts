import { expect, test } from 'vitest';
import { calendarFile } from './icalendar';

const patrol = {
  id: '0195f000-0000-7000-8000-000000000001',
  title: '晨间巡逻; 东门, 西门',
  place: '小区东门',
  note: '请穿红马甲\n带好水',
  startsAt: new Date('2026-03-07T09:00:00+08:00'),
  endsAt: new Date('2026-03-07T11:00:00+08:00'),
  revision: 2,
  cancelled: false
};
const about = {
  timeZone: 'Asia/Shanghai',
  url: 'https://linli.example/c/baiyang/shifts/1',
  now: new Date('2026-03-01T00:00:00Z')
};

test("Mei's calendar gets the wall-clock time with its zone, and the newest version", () => {
  const text = calendarFile(patrol, about);
  expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20260307T090000\r\n');
  expect(text).toContain('DTEND;TZID=Asia/Shanghai:20260307T110000\r\n');
  expect(text).toContain('TZOFFSETTO:+0800\r\n');
  expect(text).toContain('SEQUENCE:2\r\n');
  expect(text).toContain('STATUS:CONFIRMED\r\n');
  expect(text).toContain('SUMMARY:晨间巡逻\\; 东门\\, 西门\r\n');
  expect(text).toContain('DESCRIPTION:请穿红马甲\\n带好水\r\n');
});

test('a shift that was called off is cancelled in calendars too', () => {
  expect(calendarFile({ ...patrol, cancelled: true }, about)).toContain('STATUS:CANCELLED\r\n');
});

test('long lines are folded at 75 octets without breaking a character', () => {
  const text = calendarFile({ ...patrol, note: '雨天改在居民之家集合，'.repeat(20) }, about);
  const lines = text.split('\r\n');
  expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  expect(text.replaceAll('\r\n ', '')).toContain('雨天改在居民之家集合，'.repeat(20));
});

test('in another zone the offset is that of the day: summer time in Berlin', () => {
  const july = {
    ...patrol,
    startsAt: new Date('2026-07-04T07:00:00Z'),
    endsAt: new Date('2026-07-04T09:00:00Z')
  };
  const text = calendarFile(july, { ...about, timeZone: 'Europe/Berlin' });
  expect(text).toContain('DTSTART;TZID=Europe/Berlin:20260704T090000\r\n');
  expect(text).toContain('TZOFFSETTO:+0200\r\n');
});
