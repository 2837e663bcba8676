import { readdirSync, readFileSync } from 'node:fs';
import { isKeptPage } from '../src/lib/offline/pages.ts';

/** @typedef {{ file: string, imports?: string[], dynamicImports?: string[], css?: string[], assets?: string[] }} Chunk */

const nodesDir = '.svelte-kit/generated/client-optimized/nodes';
const viteManifest = '.svelte-kit/output/client/.vite/manifest.json';

/** What works with data from the network alone: checking a receipt. */
const needsNetwork = (/** @type {string} */ key) => key.endsWith('src/lib/rules/recheck-text.ts');

/**
 * What a phone keeps from the first visit on: the parts of those of the residents' pages whose copies
 * it keeps, and of what is around them. Without its copy no page could be shown.
 */
function isKept(/** @type {string} */ source) {
  if (source.includes('/routes/(staff)/') || source.includes('/routes/(public)/')) return false;
  const route = /\/routes\/([^"']*)\+page\.svelte/.exec(source)?.[1];
  if (route === undefined || route === 'offline/') return true;
  // The published rules are read by anybody: whoever opens them has their parts kept with the copy.
  if (!route.startsWith('(resident)/')) return false;
  return isKeptPage(route.replace(/^\(resident\)/, '').replace(/\[[^\]]+\]/g, 'x'));
}

/**
 * Leaves in the worker's list only the parts that residents' pages need, under the addresses from
 * which the browser asks for them. Other pages' parts are kept when they have been fetched once.
 * @param {{ url: string, revision: string | null, size: number }[]} entries
 */
export async function residentsParts(entries) {
  /** @type {Record<string, Chunk>} */
  const chunks = JSON.parse(readFileSync(viteManifest, 'utf8'));
  const wanted = filesOf(chunks, [...entryKeys(chunks), ...residentsNodes()]);
  const manifest = entries
    .map((entry) => ({ ...entry, url: entry.url.replace(/^client\//, '') }))
    .filter(({ url }) => wanted.has(url));
  return { manifest, warnings: [] };
}

/** @param {Record<string, Chunk>} chunks */
const entryKeys = (chunks) =>
  Object.keys(chunks).filter((key) => /\/(?:client\/entry|client-optimized\/app)\.js$/.test(key));

const residentsNodes = () =>
  readdirSync(nodesDir)
    .map((file) => `${nodesDir}/${file}`)
    .filter((path) => isKept(readFileSync(path, 'utf8')));

/**
 * The files of chunks with all that they import, also later; the app's table of pages is not followed.
 * @param {Record<string, Chunk>} chunks
 * @param {string[]} keys
 */
function filesOf(chunks, keys) {
  const seen = new Set();
  const files = new Set();
  const queue = [...keys];
  for (let key = queue.pop(); key; key = queue.pop()) {
    const chunk = chunks[key];
    if (!chunk || seen.has(key)) continue;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    queue.push(...(chunk.imports ?? []));
    if (!key.endsWith('client-optimized/app.js')) {
      queue.push(...(chunk.dynamicImports ?? []).filter((each) => !needsNetwork(each)));
    }
  }
  return files;
}
