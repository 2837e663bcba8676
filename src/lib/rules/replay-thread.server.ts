import { Worker } from 'node:worker_threads';
import type { FactTable } from './fact-table';
import type { ReplayInput, ReplayResult } from './replay';
import type { ReplayMessage } from './replay.thread';

export interface RunningReplay {
  /** What came of it; null when it was cancelled. Rejects when the thread ends by an error. */
  result: Promise<ReplayResult | null>;
  cancel(): void;
}

/** The most memory that a replay may take beside its facts, in MB: what lasts, and what does not. */
const LASTING_MEMORY = 400;
/** Nearly all that a fold makes is soon forgotten: a larger nursery would be filled for nothing. */
const PASSING_MEMORY = 16;

/**
 * Runs a replay in a thread of its own, so that the site answers meanwhile. The columns of the
 * facts go to the thread and are gone here.
 * @param code the script of `replay.thread.ts`
 * @param progress is told how many of how many judgements are made
 */
export function startReplay(
  code: string,
  input: ReplayInput,
  progress: (judged: number, all: number) => void = () => undefined
): RunningReplay {
  const worker = new Worker(code, {
    eval: true,
    workerData: input,
    transferList: columnsOf(input.facts),
    resourceLimits: {
      maxOldGenerationSizeMb: LASTING_MEMORY,
      maxYoungGenerationSizeMb: PASSING_MEMORY
    }
  });
  let isCancelled = false;
  const result = new Promise<ReplayResult | null>((resolve, reject) => {
    worker.on('message', (message: ReplayMessage) => {
      if (message.kind === 'progress') progress(message.judged, message.all);
      else resolve(message.result);
    });
    worker.on('error', reject);
    worker.on('exit', (status) =>
      isCancelled ? resolve(null) : reject(new Error(`The thread of a replay ended with ${status}`))
    );
  });
  return {
    result,
    cancel: () => {
      isCancelled = true;
      void worker.terminate();
    }
  };
}

const columnsOf = (facts: FactTable): ArrayBuffer[] =>
  Object.values(facts).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : []
  );
