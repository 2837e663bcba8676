import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// This file is also run as it is, before anything is built (scripts/start.js): Node's own modules
// only, and no syntax that needs compiling.

/** Another live process holds the data folder. */
export class FolderInUse extends Error {
  override readonly name: string = 'OperatorError';
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${resolve(folder)} is in use by process ${pid}. ` +
        `Stop that process, or set DATA_DIR to another folder.`
    );
    this.pid = pid;
  }
}

const lockFile = (folder: string): string => join(folder, 'linli.pid');

/**
 * Takes the data folder for this process; PGlite itself would let two processes destroy it.
 * Refuses with `FolderInUse`. What a dead process left behind is taken over.
 * @returns a function that gives the folder back
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = lockFile(folder);
  const own = `${process.pid} ${startOf(process.pid)}\n`;
  for (;;) {
    if (placeWhole(file, own)) return () => removeIf(file, own);
    const found = readIfThere(file);
    const holder = livingHolder(found ?? '');
    if (holder !== null) throw new FolderInUse(folder, holder);
    if (found !== null) removeIf(file, found);
  }
}

/** The process that holds the folder now; null when nobody does. */
export const holderOf = (folder: string): number | null =>
  livingHolder(readIfThere(lockFile(folder)) ?? '');

/** Creates the file with its whole content or not at all, so that nobody ever reads half of it. */
function placeWhole(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the file if it still says what was read; another's lock that came meanwhile is put back. */
function removeIf(file: string, content: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const removed = readFileSync(aside, 'utf8');
  if (removed !== content) placeWhole(file, removed);
  rmSync(aside, { force: true });
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
}

/** The pid in a lock whose process lives; a number that the system gave to another is nobody. */
function livingHolder(content: string): number | null {
  const [pidText = '', start = ''] = content.trim().split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  const startNow = startOf(pid);
  // In a new container the number of the old one may well be our own.
  if (pid === process.pid && startNow === '') return null;
  return start === '' || startNow === '' || start === startNow ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** When the process began, as a text that differs for whoever gets its number next; '' if unknown. */
function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold spaces; the 22nd field is the start in clock ticks.
      return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    }
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return text.trim().replaceAll(' ', '_');
  } catch {
    return ''; // No /proc and no ps: then the number alone decides.
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
