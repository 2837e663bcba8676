import { expect, test } from 'vitest';
import { numberField, wholeNumberField } from './number-field.server';
import { readNumber, readWholeNumber } from './number';

test.each([
  ['3', 3],
  ['３', 3],
  ['5 ', 5],
  ['　12　', 12],
  ['1,000', 1000],
  ['1，000', 1000],
  ['1 000', 1000],
  ['12,345,678', 12_345_678],
  ['4.5', 4.5],
  ['４．５', 4.5],
  ['007', 7],
  ['-3', -3],
  ['−3', -3],
  ['+3', 3],
  ['-0', 0],
  ['零', 0],
  ['〇', 0],
  ['两', 2],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['九十九', 99],
  ['一百零五', 105],
  ['一百二十', 120],
  ['两千', 2000],
  ['三千零六', 3006],
  ['一万', 10_000],
  ['三万二千', 32_000],
  ['一点五', 1.5],
  ['二〇二六', 2026],
  ['叁拾', 30]
])('Wang types %j and means %d', (typed, meant) => {
  expect(readNumber(typed)).toBe(meant);
});

test.each([
  '',
  ' ',
  '0x10',
  '0b1',
  '0o7',
  '1e3',
  '1E3',
  'Infinity',
  'NaN',
  'null',
  'true',
  '1,00',
  '1,0000',
  ',5',
  '1,,000',
  '1.2.3',
  '.5',
  '5.',
  '--3',
  '3人',
  '十十',
  '百',
  '万',
  '二十零三十',
  '一二十',
  '零十',
  '99999999999999999999',
  '9'.repeat(500),
  '十'.repeat(500)
])('%j is no number anywhere', (typed) => {
  expect(readNumber(typed)).toBeNull();
  expect(numberField.safeParse(typed).success).toBe(false);
});

test('a field of a command takes a number from the product itself, and nothing that is not one', () => {
  expect(numberField.parse(1.5)).toBe(1.5);
  for (const given of [NaN, Infinity, null, undefined, true, [], {}, ['3']]) {
    expect(numberField.safeParse(given).success).toBe(false);
  }
});

test('a whole number has bounds, both included', () => {
  expect(readWholeNumber('十二', 1, 12)).toBe(12);
  expect(readWholeNumber('13', 1, 12)).toBeNull();
  expect(readWholeNumber('1.5')).toBeNull();
  expect(wholeNumberField(1, 12).parse('１２')).toBe(12);
  expect(wholeNumberField(1, 12).safeParse('0').success).toBe(false);
  expect(wholeNumberField(1, 12).optional().parse(undefined)).toBeUndefined();
});
