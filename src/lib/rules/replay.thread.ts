import { parentPort, workerData } from 'node:worker_threads';
import { replay, type ReplayInput, type ReplayResult } from './replay';

/** What the thread of a replay says. */
export type ReplayMessage =
  { kind: 'progress'; judged: number; all: number } | { kind: 'done'; result: ReplayResult };

const say = (message: ReplayMessage): void => parentPort?.postMessage(message);
const input = workerData as ReplayInput;

const result = replay(input, (judged, all) => say({ kind: 'progress', judged, all }));
say({ kind: 'done', result });
