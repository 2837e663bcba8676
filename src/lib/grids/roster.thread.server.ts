import { parentPort, workerData } from 'node:worker_threads';
import { readRosterFile } from './roster-file.server';

const { bytes, filename } = workerData as { bytes: Uint8Array; filename: string };

void readRosterFile(bytes, filename).then((file) => parentPort?.postMessage(file));
