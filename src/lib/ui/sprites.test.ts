import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawingNames } from './drawings';
import { iconNames } from './icons';

const symbolsOf = (file: string): string[] =>
  [...readFileSync(`src/lib/ui/${file}`, 'utf8').matchAll(/<symbol id="(\w+)"/g)].map(
    ([, id]) => id ?? ''
  );

test('every icon and drawing that a page may name is drawn, and none besides', () => {
  expect(symbolsOf('icons.svg')).toEqual(iconNames);
  expect(symbolsOf('drawings.svg')).toEqual(drawingNames);
});
