import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A token that nothing defines is silently black, or nothing at all: CSS says no word about it. */
const files = execFileSync('git', [
  'ls-files',
  'src/*.svelte',
  'src/*.css',
  'src/*.svg',
  'src/*.html'
])
  .toString()
  .split('\n')
  .filter(Boolean);
const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const defined = new Set(
  texts.flatMap(({ text }) =>
    Array.from(text.matchAll(/(--[a-z][\w-]*)\s*:/g), ([, name = '']) => name)
  )
);

test('every design token that a style uses is defined somewhere', () => {
  const undefinedTokens = texts.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/var\(\s*(--[a-z][\w-]*)\s*\)/g), ([, name = '']) => name)
      .filter((name) => !defined.has(name))
      .map((name) => `${file}: ${name}`)
  );
  expect(defined.size).toBeGreaterThan(20);
  expect(undefinedTokens).toEqual([]);
});
