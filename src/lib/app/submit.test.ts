import { expect, test } from 'vitest';
import { refuse } from '../shared/result';
import { sayOutcome } from './commands.server';
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

test('the words about a wrong code name the field, so that the form shows them beside it', () => {
  const wrong = refuse('check_in_code_wrong', { field: 'code' });
  expect(sayOutcome('volunteering.check_in', wrong)).toMatchObject({ tone: 'warn', field: 'code' });
  expect(sayOutcome('volunteering.check_in', refuse('check_in_over'))).not.toHaveProperty('field');
});
