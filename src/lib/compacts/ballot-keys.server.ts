import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '../shared/result';

/**
 * The private keys of secret votes, each in a file of its own outside the database and its backups:
 * `<folder>/<community>/<vote>.<fingerprint of the public key>`. A file is written before the vote
 * that needs it is committed, and destroyed once its count is.
 */

let folder: string | undefined;

/** Says once, when the app starts, where the keys are kept. Processes of one database share it. */
export function configureBallotKeys(path: string): void {
  folder = path;
}

/** Which key: that of this vote whose public half is this one. */
export interface KeyName {
  communityId: string;
  voteId: string;
  publicKey: string;
}

/** A file in the folder; its vote may be over, or may never have been committed. */
export interface KeptKey {
  voteId: string;
  fingerprint: string;
  writtenAt: Date;
}

/** Whether keys can be kept at all: asked before a secret vote is called. */
export async function canKeepKeys(): Promise<boolean> {
  try {
    await mkdir(keysFolder(), { recursive: true, mode: 0o700 });
    await access(keysFolder(), constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false; // Whatever the reason is, the operator finds it at the folder.
  }
}

/** Writes a key so that it outlives a crash from here on; only the app's own user may read it. */
export async function keepKey(name: KeyName, privateKey: Uint8Array): Promise<void> {
  const place = join(keysFolder(), name.communityId);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const file = await open(fileOf(name), 'wx', 0o600);
  try {
    await file.writeFile(Buffer.from(privateKey).toString('base64url'));
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(place);
}

/** Whether this process can reach the key. */
export const hasKey = (name: KeyName): Promise<boolean> =>
  access(fileOf(name), constants.R_OK).then(
    () => true,
    () => false
  );

/** The private key, or null when its file is not there or not whole. */
export async function readKey(name: KeyName): Promise<Uint8Array | null> {
  try {
    const bytes = Buffer.from(await readFile(fileOf(name), 'utf8'), 'base64url');
    return bytes.length === KEY_BYTES ? new Uint8Array(bytes) : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

const KEY_BYTES = 32;

/** The keys that are kept for a community. */
export async function listKeys(communityId: string): Promise<KeptKey[]> {
  const place = join(keysFolder(), communityId);
  const names = await readdir(place).catch((error: unknown) => {
    if (isGone(error)) return [];
    throw error;
  });
  const kept = await Promise.all(
    names.map(async (name): Promise<KeptKey[]> => {
      const [voteId = '', fingerprint = ''] = name.split('.');
      const found = await stat(join(place, name)).catch(() => null);
      return found ? [{ voteId, fingerprint, writtenAt: found.mtime }] : [];
    })
  );
  return kept.flat();
}

/** Overwrites and removes a key. Gone already is as good: several processes may do it. */
export async function destroyKey(
  communityId: string,
  { voteId, fingerprint }: Pick<KeptKey, 'voteId' | 'fingerprint'>
): Promise<void> {
  const place = join(keysFolder(), communityId);
  const path = join(place, `${voteId}.${fingerprint}`);
  try {
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    await file.write(randomBytes(Math.max(size, 1)), 0, size, 0);
    await file.sync();
    await file.close();
    await rm(path);
    await syncFolder(place);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** A short name for a public key; another key has another file. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(publicKey).digest('hex').slice(0, 32);

const fileOf = ({ communityId, voteId, publicKey }: KeyName): string =>
  join(keysFolder(), communityId, `${voteId}.${fingerprintOf(publicKey)}`);

function keysFolder(): string {
  assert(folder, 'configureBallotKeys is called when the app starts');
  return folder;
}

/** Makes names in a folder last; Windows does so by itself and has no call for it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
