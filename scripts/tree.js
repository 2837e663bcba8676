import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.js';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const SOURCES = [
  'src',
  'static',
  'project.inlang/settings.json',
  'scripts/words.js',
  'scripts/parts.js',
  'scripts/plurals.js',
  'scripts/shell.js',
  'scripts/thread.js',
  'svelte.config.js',
  'vite.config.ts',
  'package-lock.json'
];
const STAMP = join(root, 'build', 'sources.sha256');

/** Whether build/ was made from the sources as they are now. */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashSources();
}

/** Builds the app when build/ is missing or older than the sources; silent unless it fails. */
export async function buildIfNeeded() {
  if (isBuilt()) return;
  const began = Date.now();
  console.log('Building the app, which takes a minute or two …');
  const hash = hashSources();
  await run('node_modules/vite/bin/vite.js', ['build'], { env: { NODE_ENV: 'production' } });
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, hash);
  console.log(`Built in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** One hash over the name and content of every file that the build reads; tests are left out. */
function hashSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesIn(join(root, path)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!existsSync(path)) return [];
  const found = readdirSync(dirname(path), { withFileTypes: true });
  const entry = found.find((each) => join(dirname(path), each.name) === path);
  if (!entry?.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((child) => !child.endsWith('.test.ts') && child !== join(root, 'src/lib/paraglide'))
    .flatMap(filesIn);
}
