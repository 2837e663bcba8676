/** Which pages the phone keeps for when there is no network, and under which address. Pure. */

const keptPaths = new RegExp(
  '^/rules/[^/]+/?$|^/c/[^/]+(?:' +
    '|/activities|/mine|/decide|/scan|/week' +
    '|/shifts/.+|/events/.+|/receipts/[^/]+|/notice-board' +
    '|/mine/claims(?:/new(?:/[^/]+)?)?' +
    '|/decide/(?:votes/[^/]+|compacts/[^/]+)' +
    '|/manage/(?:shifts|events)/[^/]+(?:/roster|/door)?' +
    ')/?$'
);

/** Whether the last copy of this page is kept: the resident's core pages and the rosters. */
export const isKeptPage = (path: string): boolean => keptPaths.test(path);

/** The address of the copy: without the words about a command that was just sent, and the anchor. */
export function copyAddress(url: URL): string {
  const kept = new URL(url);
  kept.searchParams.delete('done');
  kept.hash = '';
  return kept.pathname + kept.search;
}

/** The home page of the community that the address is in; null outside of communities. */
export const homeOf = (path: string): string | null => /^\/c\/[^/]+/.exec(path)?.[0] ?? null;

/** The page whose data a client-side navigation asks for; null for other addresses. */
export const pageOfData = (path: string): string | null =>
  path.endsWith('/__data.json') ? path.slice(0, -'/__data.json'.length) || '/' : null;

const tabs: Record<string, string> = { scan: '/scan', join: '/activities', mine: '/mine' };

/** Where the app's start page and its shortcuts lead when only the phone can answer. */
export const startPage = (home: string, to: string | null): string => home + (tabs[to ?? ''] ?? '');

/** The scan page that checks in by a poster's address without a network; null for other addresses. */
export function scanPage(path: string): string | null {
  const slug = /^\/check-in\/([^/]+)\/(?:events\/)?[^/]+\/[^/]+$/.exec(path)?.[1];
  return slug ? `/c/${slug}/scan#${path}` : null;
}

/** An address of this site, whatever was asked for: "//elsewhere" is a path here, never a host. */
export function ownAddress(to: string | null, origin: string): string {
  const asked = to ?? '/';
  const { pathname, search } = new URL(URL.canParse(asked, origin) ? asked : '/', origin);
  return origin + pathname + search;
}

/** Writes after which another account, or none, may be behind the cookie. */
export const mayChangeAccount = (path: string): boolean =>
  !path.startsWith('/c/') && !path.startsWith('/api/') && !path.startsWith('/settings/');
