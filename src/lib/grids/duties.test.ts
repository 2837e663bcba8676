import { expect, test } from 'vitest';
import { seesNames } from './duties';

test('the grid leader Zhao sees the names of his grid, and no others when he also audits', () => {
  const leader = { office: 'grid_leader' } as const;
  expect(seesNames([leader], ['north'])).toBe(true);
  expect(seesNames([leader, { office: 'auditor' }], null)).toBe(false);
  expect(seesNames([leader, { office: 'clerk' }], null)).toBe(true);
});
