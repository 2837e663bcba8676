import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agoWords,
  dateBlockWords,
  dayWords,
  fullDateWords,
  minutesWords,
  numberWords,
  placesWords,
  spanWords,
  timeRange,
  timeWords,
  waitingWords
} from './words';
import { maskName, maskPhone } from './masked';

/** A moment on the clock of Nanjing. */
const at = (civil: string) => new Date(`${civil}:00+08:00`);

/** Without the joiners that keep a moment on one line. */
const plain = (words: string) => words.replaceAll('\u2060', '').replaceAll('\u00a0', ' ');

// Thursday.
const now = at('2026-11-26T10:00');

describe('Wang asks which day it is', () => {
  test.each([
    ['2026-11-26T00:00', '今天', 'today'],
    ['2026-11-26T23:59', '今天', 'today'],
    ['2026-11-25T23:59', '昨天', 'yesterday'],
    ['2026-11-27T00:00', '明天', 'tomorrow'],
    ['2026-11-28T09:00', '后天', 'Saturday'],
    ['2026-11-29T09:00', '周日', 'Sunday'],
    ['2026-11-30T09:00', '下周一', 'Monday'],
    ['2026-12-02T09:00', '下周三', 'Wednesday'],
    ['2026-12-03T09:00', '12月3日 周四', 'Thu 3 Dec'],
    ['2026-11-24T09:00', '11月24日 周二', 'Tue 24 Nov'],
    ['2027-01-03T09:00', '2027年1月3日 周日', 'Sun 3 Jan 2027']
  ])('%s is %s', (date, zh, en) => {
    expect(dayWords(at(date), now, 'zh')).toBe(zh);
    expect(dayWords(at(date), now, 'en')).toBe(en);
  });

  test('a minute after midnight in Nanjing is a new day, though it is still yesterday in London', () => {
    const midnight = at('2026-11-27T00:01');
    expect(dayWords(midnight, at('2026-11-26T23:59'), 'zh')).toBe('明天');
    expect(dayWords(midnight, midnight, 'zh')).toBe('今天');
    expect(dayWords(midnight, at('2026-11-26T23:59'), 'zh', 'Europe/London')).toBe('今天');
  });

  test('on a Monday the coming Saturday is 周六 and the Sunday before it is not', () => {
    const monday = at('2026-11-23T08:00');
    expect(dayWords(at('2026-11-28T09:00'), monday, 'zh')).toBe('周六');
    expect(dayWords(at('2026-11-22T09:00'), monday, 'zh')).toBe('昨天');
  });

  test('on a Sunday the next Saturday is 下周六', () => {
    expect(dayWords(at('2026-12-05T09:00'), at('2026-11-29T08:00'), 'zh')).toBe('下周六');
  });
});

describe('Wang asks from when to when', () => {
  test.each([
    ['2026-11-28T09:00', '2026-11-28T11:00', '上午 9:00 到 11:00', '9–11 am'],
    ['2026-11-28T09:30', '2026-11-28T11:00', '上午 9:30 到 11:00', '9:30–11 am'],
    ['2026-11-28T10:00', '2026-11-28T13:00', '上午 10:00 到下午 1:00', '10 am–1 pm'],
    ['2026-11-28T08:30', '2026-11-28T12:00', '上午 8:30 到中午 12:00', '8:30 am–12 pm'],
    ['2026-11-28T19:00', '2026-11-28T20:30', '晚上 7:00 到 8:30', '7–8:30 pm'],
    ['2026-11-28T06:00', '2026-11-28T07:30', '早上 6:00 到 7:30', '6–7:30 am'],
    ['2026-11-28T07:00', '2026-11-28T08:30', '早上 7:00 到 8:30', '7–8:30 am'],
    ['2026-11-28T20:00', '2026-11-29T00:00', '晚上 8:00 到夜里 12:00', '8 pm–midnight'],
    [
      '2026-11-28T22:00',
      '2026-11-29T01:00',
      '晚上 10:00 到次日凌晨 1:00',
      '10 pm–1 am the next day'
    ],
    ['2026-11-28T00:00', '2026-11-28T02:00', '凌晨 0:00 到 2:00', '12–2 am']
  ])('%s to %s is %s', (start, end, zh, en) => {
    expect(plain(timeRange(at(start), at(end), 'zh'))).toBe(zh);
    expect(timeRange(at(start), at(end), 'en')).toBe(en);
  });

  test('a moment keeps to one line, and a range breaks only before its end', () => {
    const hours = timeRange(at('2026-11-28T10:00'), at('2026-11-28T13:00'), 'zh');
    expect(hours.split(' ')).toEqual(['上\u2060午\u00a010:00', '到\u2060下\u2060午\u00a01:00']);
  });

  test('the patrol on Saturday is said with its day', () => {
    const [start, end] = [at('2026-11-28T09:00'), at('2026-11-28T11:00')];
    const tuesday = at('2026-11-24T10:00');
    expect(plain(spanWords(start, end, tuesday, 'zh'))).toBe('周六上午 9:00 到 11:00');
    expect(spanWords(start, end, tuesday, 'en')).toBe('Saturday 9–11 am');
    const october = at('2026-10-01T10:00');
    expect(plain(spanWords(start, end, october, 'zh'))).toBe('11月28日 周六上午 9:00 到 11:00');
    expect(spanWords(start, end, october, 'en')).toBe('Sat 28 Nov, 9–11 am');
  });

  test('a watch over three days names both its days', () => {
    const [start, end] = [at('2026-11-26T18:00'), at('2026-11-28T08:00')];
    expect(plain(spanWords(start, end, now, 'zh'))).toBe('今天晚上 6:00 – 后天上午 8:00');
    expect(spanWords(start, end, now, 'en')).toBe('today 6 pm – Saturday 8 am');
  });
});

describe('Mei asks how long ago', () => {
  test.each([
    ['2026-11-26T10:00', '刚刚', 'just now'],
    ['2026-11-26T10:02', '刚刚', 'just now'],
    ['2026-11-26T09:55', '5 分钟前', '5 min ago'],
    ['2026-11-26T08:00', '2 小时前', '2 h ago'],
    ['2026-11-25T14:20', '昨天下午 2:20', 'yesterday 2:20 pm'],
    ['2026-11-20T14:20', '11月20日 周五', 'Fri 20 Nov']
  ])('%s is %s', (date, zh, en) => {
    expect(plain(agoWords(at(date), now, 'zh'))).toBe(zh);
    expect(agoWords(at(date), now, 'en')).toBe(en);
  });

  test('two hours before one in the morning was yesterday', () => {
    expect(plain(agoWords(at('2026-11-25T23:00'), at('2026-11-26T01:00'), 'zh'))).toBe(
      '昨天晚上 11:00'
    );
  });
});

test.each([
  [0, '0 分钟', '0 min'],
  [45, '45 分钟', '45 min'],
  [60, '1 小时', '1 h'],
  [150, '2 小时 30 分', '2 h 30 min']
])('%i minutes of service are said as %s', (minutes, zh, en) => {
  expect(minutesWords(minutes, 'zh')).toBe(zh);
  expect(minutesWords(minutes, 'en')).toBe(en);
});

test('Wang hears how many places are left and where he waits', () => {
  expect([3, 1, 0, -1, null].map((left) => placesWords(left, 'zh'))).toEqual([
    '还有 3 个名额',
    '还有 1 个名额',
    '名额已满',
    '名额已满',
    '不限名额'
  ]);
  expect([3, 1, 0].map((left) => placesWords(left, 'en'))).toEqual([
    '3 places left',
    '1 place left',
    'Full'
  ]);
  expect(waitingWords(2, 'zh')).toBe('已候补第 2 位');
  expect(waitingWords(2, 'en')).toBe('Number 2 on the waiting list');
});

test('points are written with groups of three and a true minus', () => {
  const values = [0, 999, 1286, 1_234_567.125, -20, -1000.5, 2.5, -0.001];
  expect(values.map(numberWords)).toEqual('0 999 1,286 1,234,567.13 −20 −1,000.5 2.5 0'.split(' '));
});

test('a certificate carries the date in full, and a leaf of the calendar its parts', () => {
  const date = at('2026-11-28T00:30');
  expect(fullDateWords(date, 'zh')).toBe('2026年11月28日');
  expect(fullDateWords(date, 'en')).toBe('28 Nov 2026');
  expect(plain(timeWords(date, 'zh'))).toBe('凌晨 0:30');
  expect(dateBlockWords(date, 'zh')).toEqual({
    iso: '2026-11-28',
    month: '11月',
    day: '28',
    weekday: '周六'
  });
  expect(dateBlockWords(date, 'en')).toMatchObject({ month: 'Nov', weekday: 'Sat' });
});

test.each([
  ['李秀英', '李**'],
  ['王伟', '王**'],
  ['欧阳修', '欧阳**'],
  ['欧阳', '欧**'],
  ['诸葛孔明', '诸葛**'],
  ['𠮷田', '𠮷**'],
  ['阿卜杜拉·买买提', '阿**'],
  ['lucy Chen', 'L**'],
  ['  李四 ', '李**'],
  ['', '**']
])('%s stands on the notice board as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test('whatever the name, two stars stand for all but its first one or two characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      expect(maskName(name)).toMatch(/^.{0,3}\*\*$/su);
    })
  );
});

test.each([
  ['13800131234', '138****1234'],
  ['+86 138 0013 1234', '138****1234'],
  ['0086-13800131234', '138****1234'],
  ['85551234', '8****1234'],
  ['110', '****'],
  ['', '****']
])('Mei knows %s again as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});
