import type { Said } from './said';

/** A command that the phone keeps until the server has answered it. Stored in IndexedDB. */
export interface Entry {
  /** The idempotency key: made once for the intention, the same in every attempt. */
  key: string;
  /** Whose it is; only a session of the same account sends it. */
  account: string;
  community: string;
  person: string;
  command: string;
  input: Input;
  /** Photos that are sent with it; dropped once the server has answered. */
  photos?: File[];
  /** What the person sees: the button's and the page's words. */
  label: string;
  /** The phone's clock when the person tapped, in ms; by it entries are sent in order. */
  queued_at: number;
  /** The same in ISO 8601, once it waits: what is sent at once happens at the server's time. */
  phone_at?: string;
  state: 'waiting' | 'refused' | 'delivered';
  said: Said | null;
  /** When the server answered, in ms of the phone's clock. */
  answered_at: number | null;
  attempts: number;
  /** Not to be sent again before, in ms; an `online` event overrides it. */
  retry_at: number;
}

export type Input = Record<string, string | string[]>;

/** Commands that may be made without a network; all others say that they need it. */
const mayWaitFor = new Set([
  'claims.send',
  'volunteering.sign_up',
  'volunteering.cancel',
  'volunteering.check_in',
  'volunteering.check_out',
  'events.register',
  'events.cancel',
  'events.check_in',
  'door.check_in',
  'compacts.cast'
]);

export const mayWait = (command: string): boolean => mayWaitFor.has(command);

/** The entry as it waits in the outbox, with the time that the phone says it was. */
export const asWaiting = (entry: Entry): Entry => ({
  ...entry,
  phone_at: new Date(entry.queued_at).toISOString()
});

/** What the server's way in answered: its status and words, or null when it was not reached. */
export interface Answer {
  status: number;
  said: Said | null;
}

export type Verdict = 'delivered' | 'refused' | 'sign_in' | 'later';

/**
 * What an answer means for a command. 401: kept until the person signs in. 408, 429 and 5xx: the
 * server could not take it now. Every other answer is final.
 */
export function verdictOn(answer: Answer | null): Verdict {
  if (!answer) return 'later';
  const { status } = answer;
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 401) return 'sign_in';
  if (status === 408 || status === 429 || status >= 500) return 'later';
  return 'refused';
}

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 10 * 60_000;

/**
 * The entry after an attempt at `now` (ms): final with the server's words, or to be tried later. What
 * was sent is forgotten once it is answered: nobody finds a vote on the phone afterwards.
 */
export function afterAttempt(entry: Entry, answer: Answer | null, now: number): Entry {
  const verdict = verdictOn(answer);
  const attempts = entry.attempts + 1;
  if (verdict === 'sign_in') return { ...entry, attempts };
  if (verdict === 'later') return { ...entry, attempts, retry_at: now + retryDelay(attempts) };
  const { photos: _, ...kept } = entry;
  const said = answer?.said ?? null;
  return { ...kept, attempts, input: {}, state: verdict, said, answered_at: now };
}

/** 5 s, 10 s, 20 s … at most 10 minutes. */
export const retryDelay = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1), LAST_RETRY_MS);

/** Whether the entry is this very act: same command, and the same value in every fixed field (one at least). */
export const isSameAct = (entry: Entry, command: string, fields: Record<string, string>): boolean =>
  entry.command === command &&
  Object.keys(fields).length > 0 &&
  Object.entries(fields).every(([name, value]) => entry.input[name] === value);

const SHOWN_MS = 10 * 60_000;

/** Delivered entries have told their news; refused ones stay until the person has read them. */
export const isOldNews = (entry: Entry, now: number): boolean =>
  entry.state === 'delivered' && now - (entry.answered_at ?? 0) > SHOWN_MS;
