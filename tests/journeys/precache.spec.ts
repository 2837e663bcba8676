import { expect, test } from '@playwright/test';
import { problems } from '../../scripts/check-precache';

test('The built worker keeps what residents need, within its weight', () => {
  expect(problems()).toEqual([]);
});
