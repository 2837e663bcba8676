import { Worker } from 'node:worker_threads';
import type { RosterFile } from './roster-file.server';
import type { RosterFileRefusal } from './roster-refusal';
import code from './roster.thread.server.ts?thread';

/** What a file of 10 MB with 20,000 rows needs, with room to spare. */
const MOST_HEAP_MEGABYTES = 300;
const MOST_SECONDS = 20;
const LONGEST_FILENAME_SHOWN = 80;

/**
 * As `readRosterFile`, in a thread with a limit of memory and of time, one file after the other:
 * whatever a file does to its reader, nobody else waits for it. A file that goes beyond the limits is
 * `roster_file_unreadable`.
 */
export const readRosterApart = (bytes: Uint8Array, filename: string): Promise<Read> => {
  const turn = last.then(() => readInThread(bytes, filename));
  last = turn.catch(() => undefined);
  return turn;
};

type Read = RosterFile | RosterFileRefusal;

/** Side by side several files would take too much memory. */
let last: Promise<unknown> = Promise.resolve();

function readInThread(bytes: Uint8Array, filename: string): Promise<Read> {
  const unreadable: RosterFileRefusal = {
    refused: 'roster_file_unreadable',
    params: { filename: filename.slice(0, LONGEST_FILENAME_SHOWN) }
  };
  const worker = new Worker(code, {
    eval: true,
    workerData: { bytes, filename },
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MEGABYTES }
  });
  const read = new Promise<Read>((resolve, reject) => {
    const timer = setTimeout(() => resolve(unreadable), MOST_SECONDS * 1000);
    worker.once('message', (file: Read) => resolve(file));
    worker.once('error', (error) => (isOutOfMemory(error) ? resolve(unreadable) : reject(error)));
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(unreadable);
    });
  });
  return read.finally(() => worker.terminate());
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
