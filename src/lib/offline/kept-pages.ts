import { copyAddress, homeOf, isKeptPage } from './pages';

/*
 * The last copies of pages in the worker's caches, one cache for each account. Which account is
 * signed in is known from the header of every answer, never from the page.
 */

const NOBODY = 'none';
const PAGES = 'linli-pages-';
const ACCOUNT = 'linli-account';
const MOST_PAGES = 60;
const FRESH_MS = 30 * 60_000;

interface SignedIn {
  /** The account's tag; `none` when nobody is signed in or nobody knows. */
  tag: string;
  /** The home page seen last. */
  home: string | null;
}

let known: Promise<SignedIn> | undefined;
let writes = 0;

/** Answers that were asked for before a sign-in or sign-out say nothing about afterwards. */
export const moment = (): number => writes;

/** A sign-in or sign-out is under way: no copy is shown until the server says whose phone this is. */
export function doubtAccount(): Promise<void> {
  writes += 1;
  return saveAccount({ tag: NOBODY, home: null });
}

export const signedIn = (): Promise<SignedIn> => (known ??= loadAccount());

/**
 * Learns from an answer who is signed in, and keeps it when it is a page to keep. Copies of other
 * accounts go at once; all go when nobody is signed in.
 * @param asked the `moment()` at which the page was asked for
 */
export async function remember(url: URL, answer: Response, asked: number): Promise<void> {
  const tag = answer.headers.get('x-account');
  if (!tag || asked !== writes) return;
  const home = tag === NOBODY ? null : homeOf(url.pathname);
  const before = await signedIn();
  const kept = home ?? (before.tag === tag ? before.home : null);
  if (before.tag !== tag || before.home !== kept) await saveAccount({ tag, home: kept });
  if (before.tag !== tag || tag === NOBODY) await wipeExcept(tag);
  if (tag !== NOBODY && isWorthKeeping(url, answer)) await keep(tag, url, answer);
  if (tag !== NOBODY && answer.status === 404) await forget(tag, url);
}

/** The last copy for whoever is signed in, marked so that the page can say how old it is. */
export async function lastCopy(url: URL): Promise<Response | null> {
  const { tag } = await signedIn();
  if (tag === NOBODY) return null;
  const pages = await caches.open(PAGES + tag);
  const kept = (await pages.match(copyAddress(url))) ?? (await pages.match(url.pathname));
  if (!kept) return null;
  const html = await kept.text();
  return new Response(html.replace('<html ', '<html data-kept '), { headers: kept.headers });
}

/** Whether the copy is young enough not to be fetched again unasked. */
export const isFresh = async (url: URL): Promise<boolean> =>
  Date.now() - (await keptAt(url)) < FRESH_MS;

/** When the page was kept, in ms; 0 when it was not. */
export async function keptAt(url: URL): Promise<number> {
  const { tag } = await signedIn();
  const kept = await (await caches.open(PAGES + tag)).match(copyAddress(url));
  return Number(kept?.headers.get('x-kept-at') ?? 0);
}

/** Forgets the pages of every account but this one. */
export async function wipeExcept(tag: string): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + tag) await caches.delete(name);
  }
}

const isWorthKeeping = (url: URL, answer: Response): boolean =>
  answer.status === 200 &&
  isKeptPage(url.pathname) &&
  !url.searchParams.has('done') &&
  (answer.headers.get('content-type') ?? '').startsWith('text/html');

async function keep(tag: string, url: URL, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers);
  headers.set('x-kept-at', String(Date.now()));
  headers.delete('content-encoding');
  headers.delete('content-length');
  const pages = await caches.open(PAGES + tag);
  await pages.put(copyAddress(url), new Response(await answer.blob(), { headers }));
  await trim(pages, MOST_PAGES);
}

/** What one may no longer see, as after a revoked mandate, is not shown from a copy either. */
async function forget(tag: string, url: URL): Promise<void> {
  const pages = await caches.open(PAGES + tag);
  for (const address of [copyAddress(url), url.pathname]) await pages.delete(address);
}

/** Drops the oldest entries of a cache beyond `most`. */
async function trim(cache: Cache, most: number): Promise<void> {
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(old);
}

async function loadAccount(): Promise<SignedIn> {
  const saved = await (await caches.open(ACCOUNT)).match('/account');
  return saved ? saved.json() : { tag: NOBODY, home: null };
}

async function saveAccount(account: SignedIn): Promise<void> {
  known = Promise.resolve(account);
  await (await caches.open(ACCOUNT)).put('/account', Response.json(account));
}
