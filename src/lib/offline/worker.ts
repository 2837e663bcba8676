/** What a page tells the worker: keep these pages of ours, `fresh` even when a copy is young. */
export interface FromPage {
  keep: string[];
  fresh: boolean;
  /** Something has just changed: copies from before it would show the old state. */
  changed?: true;
}

/** Registers the worker once the page has loaded; nothing happens where there are no workers. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = () =>
    navigator.serviceWorker
      .register('/service-worker.js')
      .catch((error: unknown) => console.warn('Pages cannot be kept for offline use.', error));
  if (document.readyState === 'complete') void register();
  else window.addEventListener('load', register, { once: true });
}

/** Asks the worker to keep pages by their paths, for when there is no network. */
export async function keepPages(keep: string[], fresh: boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ keep, fresh } satisfies FromPage);
}

/** Tells the worker that copies from before now show an old state. */
export function outdateCopies(): void {
  const message: FromPage = { keep: [], fresh: false, changed: true };
  navigator.serviceWorker?.controller?.postMessage(message);
}

interface WithSync extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Lets the browser send the outbox when the network is back, also after the app was closed. */
export async function askForBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration: WithSync = await navigator.serviceWorker.ready;
  await registration.sync?.register('outbox').catch((error: unknown) => {
    console.warn('No background sync; the outbox is sent when the app is open.', error);
  });
}
