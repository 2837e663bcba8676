import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');
const light = tokens(/^:root \{([^}]+)\}/m);
const darkByChoice = { ...light, ...tokens(/^:root\[data-theme='dark'\] \{([^}]+)\}/m) };
const darkByDevice = {
  ...light,
  ...tokens(/:root:not\(\[data-theme='light'\]\) \{\s*color-scheme: dark;([^}]+)\}/)
};

/** Every pair of words and ground that the components use. */
const words: [string, string[]][] = [
  ['ink', ['paper', 'surface', 'sunk', 'act-wash', 'straw-wash', 'clay-wash']],
  ['soft', ['paper', 'surface', 'sunk', 'act-wash']],
  ['act-ink', ['paper', 'surface', 'sunk', 'act-wash']],
  ['clay-ink', ['paper', 'surface', 'clay-wash']],
  ['straw-ink', ['paper', 'surface', 'straw-wash']],
  ['on-act', ['act', 'act-deep']],
  ['on-field', ['field']],
  ['field-glow', ['field']],
  ['on-seal', ['seal']]
];

describe.each([
  ['light', light],
  ['dark', darkByChoice]
])('in the %s theme', (_theme, colours) => {
  test.each(words.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const)))(
    'Grandma Li reads %s on %s at 4.5 to 1',
    (ink, ground) => {
      expect(contrast(colours[ink], colours[ground])).toBeGreaterThanOrEqual(4.5);
    }
  );

  test.each(['paper', 'surface'])('she sees the edge of a field on %s at 3 to 1', (ground) => {
    expect(contrast(colours.edge, colours[ground])).toBeGreaterThanOrEqual(3);
  });
});

test('dark by choice and dark by device are the same dark', () => {
  expect(darkByChoice).toEqual(darkByDevice);
});

function tokens(block: RegExp): Record<string, string> {
  const found = block.exec(css)?.[1];
  expect(found, String(block)).toBeDefined();
  return Object.fromEntries(
    [...(found ?? '').matchAll(/--([\w-]+):\s*(#[\da-f]{6});/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? ''
    ])
  );
}

// WCAG 2.2, relative luminance and contrast ratio.
function contrast(one: string | undefined, other: string | undefined): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour = ''): number {
  const [red = NaN, green = NaN, blue = NaN] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
