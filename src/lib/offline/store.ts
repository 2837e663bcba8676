import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { isOldNews, type Entry } from './entry';

interface Outbox extends DBSchema {
  entries: { key: string; value: Entry; indexes: { account: string } };
}

let opened: Promise<IDBPDatabase<Outbox>> | undefined;

/** The phone's outbox; rejects where the browser gives no storage. Page and worker share it. */
function open(): Promise<IDBPDatabase<Outbox>> {
  opened ??= openDB<Outbox>('linli-outbox', 1, {
    upgrade(db) {
      db.createObjectStore('entries', { keyPath: 'key' }).createIndex('account', 'account');
    },
    terminated() {
      opened = undefined;
    }
  });
  return opened;
}

/** Everything of the account that waits or has news, oldest first. */
export async function listEntries(account: string): Promise<Entry[]> {
  const entries = await (await open()).getAllFromIndex('entries', 'account', account);
  return entries.sort((a, b) => a.queued_at - b.queued_at);
}

export async function readEntry(key: string): Promise<Entry | undefined> {
  return (await open()).get('entries', key);
}

/** Resolves when the entry is on the disk, so that a killed browser does not lose it. */
export async function putEntry(entry: Entry): Promise<void> {
  const transaction = (await open()).transaction('entries', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put(entry), transaction.done]);
}

export async function removeEntry(key: string): Promise<void> {
  await (await open()).delete('entries', key);
}

/** Drops delivered entries whose news is old; at `now` in ms. */
export async function dropOldNews(account: string, now: number): Promise<void> {
  for (const entry of await listEntries(account)) {
    if (isOldNews(entry, now)) await removeEntry(entry.key);
  }
}

/** On sign-out: what was answered is forgotten; what still waits stays for the same account. */
export async function forgetAnswered(): Promise<void> {
  const db = await open();
  for (const entry of await db.getAll('entries')) {
    if (entry.state !== 'waiting') await db.delete('entries', entry.key);
  }
}
