/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { deliver } from '$lib/offline/delivery';
import {
  doubtAccount,
  isFresh,
  keptAt,
  lastCopy,
  moment,
  remember,
  signedIn,
  wipeExcept
} from '$lib/offline/kept-pages';
import {
  isKeptPage,
  mayChangeAccount,
  ownAddress,
  pageOfData,
  scanPage,
  startPage
} from '$lib/offline/pages';
import { forgetAnswered } from '$lib/offline/store';
import type { FromPage } from '$lib/offline/worker';

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
};

/** Sent by Background Sync, which TypeScript's library does not know. */
interface SyncEvent extends ExtendableEvent {
  tag: string;
}

const PATIENCE_MS = 2500;
/** When the copy is known to show an old state, which the person has just changed. */
const PATIENCE_AFTER_CHANGE_MS = 12_000;
const PARTS = 'linli-parts';
/** Of earlier versions, and of pages that are not in the shell. */
const MOST_OTHER_PARTS = 100;
const OFFLINE = 'linli-offline';
/** Never a page of the app: a way to say "leave the client-side navigation and open it anew". */
const OPEN_ANEW = '/_open';

/** The parts of the residents' pages, each named by its content. */
const shell = self.__WB_MANIFEST.map(({ url }) => new URL(url, location.origin).href);

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([fetchShell(), fetchOfflinePage()]).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldParts(), self.registration.navigationPreload?.enable()]));
});
clientsClaim();

/** Parts are named by their content: a copy is never out of date, whichever version asks. */
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/_app/immutable/'),
  new CacheFirst({ cacheName: PARTS, matchOptions: { ignoreVary: true } })
);
registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.mode === 'navigate',
  ({ event, url }) => openPage(event as FetchEvent, url)
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && pageOfData(url.pathname) !== null,
  ({ event, url }) => openData(event as FetchEvent, url, pageOfData(url.pathname) ?? '/')
);

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin === location.origin && event.request.method !== 'GET') {
    event.waitUntil(noticeWrite(url));
  }
});

self.addEventListener('message', (event) => {
  const message: FromPage = event.data;
  if (message.changed) changedAt = Date.now();
  event.waitUntil(keepPages(message.keep, message.fresh));
});

self.addEventListener('sync', (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === 'outbox') sync.waitUntil(deliverInBackground());
});

async function fetchShell(): Promise<void> {
  const parts = await caches.open(PARTS);
  const had = new Set((await parts.keys()).map(({ url }) => url));
  await parts.addAll(shell.filter((url) => !had.has(url)));
}

/** Pages that are open now may still ask for parts of earlier versions, so those go late. */
async function dropOldParts(): Promise<void> {
  const parts = await caches.open(PARTS);
  const current = new Set(shell);
  const others = (await parts.keys()).filter(({ url }) => !current.has(url));
  for (const old of others.slice(0, -MOST_OTHER_PARTS)) await parts.delete(old);
}

/** Before the person's own pages are fetched again, the cookie may belong to somebody else. */
async function noticeWrite({ pathname }: URL): Promise<void> {
  if (pathname.startsWith('/settings/')) isOfflinePageStale = true;
  if (!mayChangeAccount(pathname)) return;
  await doubtAccount();
  if (pathname.startsWith('/sign-out')) {
    await wipeExcept('');
    await forgetAnswered();
  }
}

/** Pages whose data could not be had a moment ago: their copies are shown without waiting again. */
const givenUp = new Set<string>();

/** The page from the network; its last copy when that takes too long; else the offline page. */
async function openPage(event: FetchEvent, url: URL): Promise<Response> {
  if (url.pathname === OPEN_ANEW) {
    return Response.redirect(ownAddress(url.searchParams.get('to'), location.origin));
  }
  const answer = fetchPage(event, url);
  const patience = givenUp.delete(url.pathname) ? 0 : await patienceFor(url);
  const arrived = await firstOf(answer, patience);
  if (arrived) return arrived;
  const copy = await lastCopyOrHome(url);
  if (!copy) return answer.catch(() => offlinePage());
  event.waitUntil(answer.catch(() => undefined));
  return copy;
}

async function fetchPage(event: FetchEvent, url: URL): Promise<Response> {
  const asked = moment();
  const preloaded: Response | undefined = await event.preloadResponse;
  const answer = reached(preloaded ?? (await fetch(event.request)));
  event.waitUntil(remember(url, answer.clone(), asked));
  if (isOfflinePageStale) event.waitUntil(fetchOfflinePage());
  return answer;
}

async function lastCopyOrHome(url: URL): Promise<Response | null> {
  if (isKeptPage(url.pathname)) return lastCopy(url);
  const scan = scanPage(url.pathname);
  if (scan) {
    const isKept = (await lastCopy(new URL(scan, location.origin))) !== null;
    return isKept ? Response.redirect(scan) : null;
  }
  const { home } = await signedIn();
  if (url.pathname !== '/' || !home) return null;
  return Response.redirect(startPage(home, url.searchParams.get('to')));
}

/** Data of a client-side navigation; without a network the page is opened anew from its copy. */
async function openData(event: FetchEvent, url: URL, page: string): Promise<Response> {
  const asked = moment();
  const target = new URL(page + url.search, location.origin);
  target.searchParams.delete('x-sveltekit-invalidated');
  target.searchParams.delete('x-sveltekit-trailing-slash');
  const answer = fetch(event.request).then((data) => {
    event.waitUntil(remember(url, data.clone(), asked));
    return reached(data);
  });
  const arrived = await firstOf(answer, await patienceFor(target));
  if (arrived) return arrived;
  if (isKeptPage(page) && !(await lastCopy(target))) {
    const late = await answer.catch(() => null);
    if (late) return late;
  }
  givenUp.add(page);
  const to = encodeURIComponent(target.pathname + target.search);
  return Response.json({ type: 'redirect', location: `${OPEN_ANEW}?to=${to}` });
}

let changedAt = 0;

/** How long the network may take until the copy is shown instead, in ms. */
const patienceFor = async (url: URL): Promise<number> =>
  (await keptAt(url)) < changedAt ? PATIENCE_AFTER_CHANGE_MS : PATIENCE_MS;

/** A proxy's answer that the app is away counts as no network. */
function reached(answer: Response): Response {
  if ([502, 503, 504].includes(answer.status)) throw new TypeError('The app is away.');
  return answer;
}

/** The answer if it comes within `ms`; null when it does not, or fails. */
const firstOf = (answer: Promise<Response>, ms: number): Promise<Response | null> =>
  Promise.race([
    answer.catch(() => null),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), ms))
  ]);

let isOfflinePageStale = false;

/** Rendered by the server, so that it has the person's language and display mode. */
async function fetchOfflinePage(): Promise<void> {
  isOfflinePageStale = false;
  await (await caches.open(OFFLINE)).add('/offline');
}

const offlinePage = async (): Promise<Response> =>
  (await caches.match('/offline', { cacheName: OFFLINE })) ?? Response.error();

/** Fetches pages so that they open without a network; `fresh` even when the copy is young. */
async function keepPages(paths: string[], fresh: boolean): Promise<void> {
  for (const path of paths) {
    const url = new URL(path, location.origin);
    if (!isKeptPage(url.pathname) || (!fresh && (await isFresh(url)))) continue;
    const asked = moment();
    const page = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null);
    if (!page) return;
    if (!page.redirected) await remember(url, page, asked);
  }
}

/** Rejects while something is left to send, so that the browser tries again later. */
async function deliverInBackground(): Promise<void> {
  const { tag } = await signedIn();
  const { delivered, refused, retryAt } = await deliver(tag, true);
  if (delivered + refused > 0) await tellPages();
  if (retryAt !== null) throw new Error('Some commands still wait.');
}

async function tellPages(): Promise<void> {
  for (const client of await self.clients.matchAll()) client.postMessage('outbox');
}
