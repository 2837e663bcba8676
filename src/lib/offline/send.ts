import { applyAction, deserialize } from '$app/forms';
import { goto } from '$app/navigation';
import { m } from '$lib/paraglide/messages';
import { send } from './delivery';
import { asWaiting, mayWait, retryDelay, verdictOn, type Entry, type Input } from './entry';
import { dismissDelivered, putInOutbox, showNewState } from './outbox.svelte';
import type { Said } from './said';
import { hush, tell } from './told.svelte';

/** Who the page was made for; its commands are sent in this name only. */
export interface Sender {
  account: string;
  community: string;
  person: string;
}

export interface Act {
  /** Stays the same until the server has answered, so that a second tap cannot act twice. */
  key: string;
  command: string;
  input: Input;
  sender: Sender;
  label: string;
  photos?: File[];
  /** Where to go when it is done; here unless given. */
  back?: string;
  /** Says why it was refused, where what was typed still stands. */
  showRefusal: (said: Said) => void;
}

/** Done: by the server, or safe in the outbox. Open: neither answered nor kept. */
export type Settled = 'done' | 'refused' | 'open';

/** Sends a one-tap command. Without a network it waits in the outbox, or the person is told why not. */
export async function sendAct(given: Act): Promise<Settled> {
  const act = await lightened(given);
  const entry = entryFor(act);
  const answer = navigator.onLine === false ? null : await send(entry);
  const verdict = verdictOn(answer);
  if (verdict === 'later') return keepForLater(entry, answer !== null);
  if (verdict === 'sign_in') return askToSignIn(entry);
  if (verdict === 'delivered' && act.back && act.back !== location.pathname + location.search) {
    await goto(act.back);
  }
  await dismissDelivered();
  const said = answer?.said ?? { tone: 'warn', text: m.ui_error_broken_text() };
  if (verdict === 'refused') act.showRefusal(said);
  else tell(said);
  await showNewState();
  return verdict === 'refused' ? 'refused' : 'done';
}

/**
 * Posts a page's form to its own action, as the browser would, but keeps everything typed when the
 * network is away.
 */
export async function sendToPage(
  form: HTMLFormElement,
  body: FormData,
  given: Act
): Promise<Settled> {
  const act = await lightened(given);
  body.set('key', act.key);
  if (act.photos) {
    body.delete('photos');
    for (const photo of act.photos) body.append('photos', photo);
  }
  hush();
  const response = await post(form.getAttribute('action') ?? '', body);
  const isOurs = response?.headers.get('content-type')?.includes('json');
  if (!response || !isOurs) return keepForLater(entryFor(act), response !== null);
  const result = deserialize(await response.text());
  if (result.type === 'error' && (result.status ?? 500) >= 500)
    return keepForLater(entryFor(act), true);
  if (result.type === 'redirect' && result.location.startsWith('/sign-in')) {
    return askToSignIn(entryFor(act));
  }
  await applyAction(result);
  if (result.type === 'redirect' || result.type === 'success') await showNewState();
  else showProblem(form);
  return 'done';
}

/** With its photos as small as they need to be. */
async function lightened(act: Act): Promise<Act> {
  if (!act.photos?.length) return act;
  const { shrink } = await import('./shrink');
  return { ...act, photos: await Promise.all(act.photos.map(shrink)) };
}

const post = (action: string, body: FormData): Promise<Response | null> =>
  fetch(action, {
    method: 'POST',
    headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
    cache: 'no-store',
    body
  }).catch(() => null);

function showProblem(form: HTMLFormElement): void {
  const problem = form.querySelector('[aria-invalid="true"]');
  if (problem instanceof HTMLElement) problem.focus();
  else form.scrollIntoView({ block: 'nearest' });
}

/** @param reached the server was there, but could not take it */
async function keepForLater(entry: Entry, reached: boolean): Promise<Settled> {
  const sorry = reached ? m.ui_error_broken_text() : m.offline_needs_network();
  if (!mayWait(entry.command)) {
    tell({ tone: 'warn', text: sorry });
    return 'open';
  }
  try {
    await putInOutbox(asWaiting(entry));
    hush();
    return 'done';
  } catch (error) {
    console.warn('The phone cannot store what waits.', error);
    tell({ tone: 'warn', text: sorry });
    return 'open';
  }
}

async function askToSignIn(entry: Entry): Promise<Settled> {
  const settled = mayWait(entry.command) ? await keepForLater(entry, true) : 'open';
  const kept = settled === 'done';
  const here = encodeURIComponent(location.pathname + location.search);
  tell(
    { tone: 'warn', text: kept ? m.offline_sign_in_waiting() : m.offline_sign_in() },
    { href: `/sign-in?to=${here}`, words: m.offline_sign_in_action() }
  );
  return settled;
}

function entryFor({ key, command, input, photos, sender, label }: Act): Entry {
  const now = Date.now();
  return {
    key,
    ...sender,
    command,
    input,
    ...(photos?.length ? { photos } : {}),
    label,
    queued_at: now,
    state: 'waiting',
    said: null,
    answered_at: null,
    attempts: 0,
    retry_at: now + retryDelay(1)
  };
}
