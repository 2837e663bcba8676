import { bundle } from '../../../scripts/thread.js';

/** Prints the script of a replay's thread, so that the bundler is not in the measured process. */
process.stdout.write((await bundle('src/lib/rules/replay.thread.ts')).code);
