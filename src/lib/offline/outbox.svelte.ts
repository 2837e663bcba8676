import { invalidateAll } from '$app/navigation';
import { isSameAct, type Entry } from './entry';
import { askForBackgroundSync, keepPages, outdateCopies } from './worker';

/** What of this account waits on the phone or has news, oldest first; empty until it was opened. */
export const outbox = $state<{ entries: Entry[]; needsSignIn: boolean }>({
  entries: [],
  needsSignIn: false
});

let account: string | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;

/** IndexedDB and sending are loaded after the page, or with the first tap. */
const loadStore = () => import('./store');
const loadDelivery = () => import('./delivery');

/** Shows and sends what waits of this account; called once a page is idle. */
export async function openOutbox(tag: string): Promise<void> {
  account = tag;
  const { dropOldNews } = await loadStore();
  await dropOldNews(tag, Date.now());
  await sendWaiting(true);
}

/** Reads the outbox again, as after the worker has sent something. */
export async function refreshOutbox(): Promise<void> {
  if (!account) return;
  const { listEntries } = await loadStore();
  outbox.entries = await listEntries(account);
}

/** Sends what waits; afterwards the page shows the new state. */
export async function sendWaiting(eager: boolean): Promise<void> {
  await refreshOutbox();
  if (!account || !outbox.entries.some(isWaiting) || navigator.onLine === false) return;
  const { deliver } = await loadDelivery();
  const { delivered, refused, signIn, retryAt } = await deliver(account, eager);
  outbox.needsSignIn = signIn;
  await refreshOutbox();
  scheduleRetry(retryAt);
  if (delivered + refused > 0) await showNewState();
}

/** Keeps a command until it can be sent. Rejects where the phone cannot store anything. */
export async function putInOutbox(entry: Entry): Promise<void> {
  account = entry.account;
  const { putEntry } = await loadStore();
  await putEntry(entry);
  await refreshOutbox();
  void askForBackgroundSync();
  scheduleRetry(entry.retry_at);
}

/** Takes a waiting command back; false when it has already been sent. */
export async function withdrawEntry(key: string): Promise<boolean> {
  const { withdraw } = await loadDelivery();
  const withdrawn = await withdraw(key);
  await refreshOutbox();
  return withdrawn;
}

/** The person has read what became of it. */
export async function dismissEntry(key: string): Promise<void> {
  const { removeEntry } = await loadStore();
  await removeEntry(key);
  await refreshOutbox();
}

/** News of deliveries has been seen: the person went on, or did something else. */
export async function dismissDelivered(): Promise<void> {
  for (const { key, state } of outbox.entries) {
    if (state === 'delivered') await dismissEntry(key);
  }
}

/** The entry by which this very act waits, if it does. */
export const waitingAct = (command: string, fields: Record<string, string>): Entry | undefined =>
  outbox.entries.find((entry) => isWaiting(entry) && isSameAct(entry, command, fields));

export const isWaiting = (entry: Entry): boolean => entry.state === 'waiting';

/** After a change: the page's data, and the copies that would show the old state offline. */
export async function showNewState(): Promise<void> {
  outdateCopies();
  await invalidateAll();
  const { pathname } = location;
  const home = /^\/c\/[^/]+/.exec(pathname)?.[0];
  void keepPages(
    [...new Set([pathname, ...(home ? [home, `${home}/activities`, `${home}/mine`] : [])])],
    true
  );
}

function scheduleRetry(at: number | null): void {
  clearTimeout(retry);
  if (at === null) return;
  retry = setTimeout(() => void sendWaiting(false), Math.max(1000, at - Date.now()));
}
