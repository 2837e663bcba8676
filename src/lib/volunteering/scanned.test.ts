import { expect, test } from 'vitest';
import { readScanned } from './scanned';

const origin = 'https://linli.example';
const shift = '0195f000-0000-7000-8000-000000000001';

test("the poster of a shift is recognised, a household card's link too", () => {
  expect(readScanned(`${origin}/check-in/baiyang/${shift}/abc_-D`, origin)).toEqual({
    kind: 'shift',
    community: 'baiyang',
    shiftId: shift,
    token: 'abc_-D'
  });
  expect(readScanned(`${origin}/join/baiyang/ABCD`, origin)).toEqual({
    kind: 'page',
    path: '/join/baiyang/ABCD'
  });
});

test('a payment code, another site and a script are none of ours', () => {
  for (const text of [
    'wxp://f2f0abc',
    `https://evil.example/check-in/baiyang/${shift}/abc`,
    'javascript:alert(1)',
    `${origin}/c/baiyang/commands/volunteering.cancel`,
    'hello'
  ]) {
    expect(readScanned(text, origin)).toBeNull();
  }
});
