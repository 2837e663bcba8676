import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Entry = z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() });
const LockFile = z.object({ packages: z.record(z.string(), Entry) });

/** Where npm would find a package that the one at `from` asks for. */
function placesOf(name: string, from: string): string[] {
  const parts = from === '' ? [] : from.split('/node_modules/');
  return [...parts.keys(), parts.length].map((depth) =>
    [...parts.slice(0, depth), name]
      .join('/node_modules/')
      .replace(/^(?!node_modules\/)/, 'node_modules/')
  );
}

// npm leaves out what the registry did not give for other systems, and then refuses its own file.
test('the lock file names what each system needs, so that npm ci works everywhere', () => {
  const { packages } = LockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesOf(name, from).some((place) => place in packages))
      .map((name) => `${name} of ${from}`)
  );
  expect(missing).toEqual([]);
});
