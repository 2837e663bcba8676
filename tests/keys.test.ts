import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('a form that is sent without a fresh page takes a new key for each intention', () => {
  const reused = globSync('src/**/*.svelte').filter((path) => {
    const text = readFileSync(path, 'utf8');
    const hasKey = text.includes('name="key"') && text.includes('use:enhance');
    return hasKey && !text.includes('.mark(formData)');
  });
  expect(reused).toEqual([]);
});
