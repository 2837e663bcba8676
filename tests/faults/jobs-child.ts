import { startJobs } from '../../src/lib/app/jobs.server';
import { openPostgres } from '../../src/lib/db/connect.server';

/**
 * A process of its own that does what is due, as an app does: at its start and every minute. It
 * begins when told to and ends when its input ends.
 */
export interface JobsChild {
  url: string;
  ownerUrl: string;
  /** What it takes for now. */
  at: string;
}

const task: JobsChild = JSON.parse(process.argv[2] ?? '');
const db = await openPostgres(task.url, { ownerUrl: task.ownerUrl, max: 2 });
process.stdin.once('data', () => {
  const stop = startJobs(db, { clock: async () => new Date(task.at) });
  process.stdin.once('end', async () => {
    await stop();
    await db.close();
  });
});
console.log('ready');
