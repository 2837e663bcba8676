import { expect, test } from 'vitest';
import { longestMatch } from './navigation';

const tabs = ['/c/baiyang', '/c/baiyang/join', '/c/baiyang/mine?tab=points'];

test.each([
  ['/c/baiyang', '/c/baiyang'],
  ['/c/baiyang/join/shift-1', '/c/baiyang/join'],
  ['/c/baiyang/joined', '/c/baiyang'],
  ['/c/baiyang/mine', '/c/baiyang/mine?tab=points'],
  ['/elsewhere', undefined]
])('Wang on %s sees the tab %s marked', (path, marked) => {
  expect(longestMatch(path, tabs)).toBe(marked);
});
