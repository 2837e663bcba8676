import { afterAttempt, verdictOn, type Answer, type Entry } from './entry';
import type { Said } from './said';
import { listEntries, putEntry, readEntry, removeEntry } from './store';

export interface Delivery {
  delivered: number;
  refused: number;
  /** The session is over or another account's: nothing more is sent until the person signs in. */
  signIn: boolean;
  /** When to try again, in ms; null when nothing is left that could be sent by itself. */
  retryAt: number | null;
}

/**
 * Sends what waits, oldest first, one at a time; stops at the first that the server cannot take, so
 * that the order of acts is kept. Page and worker never send at once where the browser has locks;
 * elsewhere the key makes a double sending harmless.
 * @param eager the network just came back: waiting times are ignored
 */
export const deliver = (account: string, eager: boolean): Promise<Delivery> =>
  alone(async () => {
    const result: Delivery = { delivered: 0, refused: 0, signIn: false, retryAt: null };
    for (const entry of await listEntries(account)) {
      if (entry.state !== 'waiting') continue;
      if (!eager && entry.retry_at > Date.now()) return { ...result, retryAt: entry.retry_at };
      const answer = await send(entry);
      const attempted = afterAttempt(entry, answer, Date.now());
      await putEntry(attempted);
      const verdict = verdictOn(answer);
      if (verdict === 'sign_in') return { ...result, signIn: true };
      if (verdict === 'later') return { ...result, retryAt: attempted.retry_at };
      result[verdict] += 1;
    }
    return result;
  });

/** Takes a waiting entry back; false when it has been sent meanwhile. */
export const withdraw = (key: string): Promise<boolean> =>
  alone(async () => {
    const entry = await readEntry(key);
    if (!entry || entry.state !== 'waiting') return false;
    await removeEntry(key);
    return true;
  });

const PATIENCE_MS = 15_000;
/** Photos go slowly over a poor network. */
const PATIENCE_WITH_PHOTOS_MS = 120_000;

/** Sends one command to the server's way in; null when it was not reached. */
export async function send(entry: Omit<Entry, 'state'>): Promise<Answer | null> {
  const { photos = [] } = entry;
  const hurry = new AbortController();
  const patience = photos.length > 0 ? PATIENCE_WITH_PHOTOS_MS : PATIENCE_MS;
  const timer = setTimeout(() => hurry.abort(), patience);
  try {
    const response = await fetch('/api/commands', {
      method: 'POST',
      ...bodyOf(entry, photos),
      signal: hurry.signal
    });
    return { status: response.status, said: await readSaid(response) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** As JSON; with photos as a form in which the command is a field. */
function bodyOf(
  entry: Omit<Entry, 'state'>,
  photos: File[]
): Pick<RequestInit, 'headers' | 'body'> {
  const { community, command, key, account, person, input, phone_at } = entry;
  const sent = JSON.stringify({ community, command, key, account, person, input, phone_at });
  if (photos.length === 0) return { headers: { 'content-type': 'application/json' }, body: sent };
  const body = new FormData();
  body.set('command', sent);
  for (const photo of photos) body.append('photos', photo);
  return { body };
}

/** The server's words; null for answers that are not from our app, such as a proxy's. */
async function readSaid(response: Response): Promise<Said | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null;
  const body: { said?: Said } = await response.json();
  return body.said ?? null;
}

const alone = <T>(act: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request('linli-outbox', act) : act();
