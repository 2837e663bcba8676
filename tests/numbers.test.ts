import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Files in which numbers are read in other ways than in `shared/number.ts` would understand them. */
const sources = globSync('src/**/*.{ts,svelte}')
  .filter((path) => !path.includes('/paraglide/') && !/\.(test|examples)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** What takes 0x10 and 1e3 for amounts, or hides from us what was typed in full-width digits. */
const ELSEWHERE = [/z\.coerce\.number/, /\bparseFloat\(/, /type="number"/, /valueAsNumber/];

/** `Number(…)` and `parseInt(…)` of what a form, an address or a command says. */
const OF_INPUT =
  /\b(?:Number|parseInt)\((?:await )?(?:\w+\.)*(?:input|fields|typed|form|searchParams|query|params|amount|quantity)\b(?!\.length)/;

test('whatever people type as a number is read by the one reader', () => {
  const found = sources.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, at) =>
        [...ELSEWHERE, OF_INPUT].some((pattern) => pattern.test(line))
          ? [`${path}:${at + 1} ${line.trim()}`]
          : []
      )
  );
  expect(found.filter((each) => !ALLOWED.some((known) => each.includes(known)))).toEqual([]);
});

/** The revision in the answer of a command of ours, which is no input. */
const ALLOWED = ['Number(outcome.params?.revision)'];
