import { expect, test } from 'vitest';
import { readScanned } from './scanned';

const origin = 'https://linli.example';
const id = '0195f000-0000-7000-8000-000000000001';

test("the posters of shifts and events are recognised, a household card's link too", () => {
  const shift = `/check-in/baiyang/${id}/abc_-D`;
  const event = `/check-in/baiyang/events/${id}/abc_-D`;
  const found = { community: 'baiyang', id, token: 'abc_-D' };
  expect(readScanned(origin + shift, origin)).toEqual({ kind: 'shift', path: shift, ...found });
  expect(readScanned(origin + event, origin)).toEqual({ kind: 'event', path: event, ...found });
  expect(readScanned(`${origin}/join/baiyang/ABCD`, origin)).toEqual({
    kind: 'page',
    path: '/join/baiyang/ABCD'
  });
});

test('a payment code, another site and a script are none of ours', () => {
  for (const text of [
    'wxp://f2f0abc',
    `https://evil.example/check-in/baiyang/${id}/abc`,
    'javascript:alert(1)',
    `${origin}/c/baiyang/commands/volunteering.cancel`,
    'hello'
  ]) {
    expect(readScanned(text, origin)).toBeNull();
  }
});
