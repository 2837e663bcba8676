import { expect, test } from 'vitest';
import { safePath } from './submit.server';

test.each([
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/c/..//evil.example',
  'https:x'
])('a link with to=%s leads Wei to the front page after signing in', (to) =>
  expect(safePath(to, '/')).toBe('/')
);

test('a link to his shift leads Wei there after signing in', () => {
  expect(safePath('/c/baiyang/shifts/1?from=poster', '/')).toBe('/c/baiyang/shifts/1?from=poster');
});
