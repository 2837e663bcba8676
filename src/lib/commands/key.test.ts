import { validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { newKey } from './key';

test('a key is a UUIDv7 of its own that carries the time at which it was made', () => {
  const before = Date.now();
  const keys = Array.from({ length: 1000 }, newKey);
  const after = Date.now();
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) {
    expect(validate(key) && version(key)).toBe(7);
    const made = parseInt(key.replace('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(before);
    expect(made).toBeLessThanOrEqual(after);
  }
});
