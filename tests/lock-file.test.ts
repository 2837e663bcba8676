import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Entry = z.object({
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional()
});
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

/**
 * Programs for other systems whose hashes the registry at hand did not give. npm never installs them
 * on Linux x64, where the product is built and served; on their systems it takes the registry's own.
 */
const NO_HASH_KNOWN = /^node_modules\/@(?:gorules\/zen-engine|lix-js\/sdk)-(?!linux-x64)/;

test('the lock file holds a hash of every package, so that no other can be slipped in', () => {
  const { packages } = LockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const unsure = Object.entries(packages)
    .filter(([path, { integrity, link }]) => path !== '' && !link && !integrity)
    .map(([path]) => path);
  expect(unsure.filter((path) => !NO_HASH_KNOWN.test(path))).toEqual([]);
});

test('every hash is a strong one', () => {
  const { packages } = LockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const weak = Object.entries(packages)
    .filter(([, { integrity }]) => integrity && !integrity.startsWith('sha512-'))
    .map(([path]) => path);
  expect(weak).toEqual([]);
});
