import { openPostgres } from '../../src/lib/db/connect.server';
import { runCommand } from '../../src/lib/commands/run.server';
import { confirm } from '../../src/lib/volunteering/confirmation.server';

/**
 * A process of its own that confirms a shift as soon as it is told to, and may be killed at any
 * moment. Its argument says what to send, in JSON; it writes "ready", then "done".
 */
export interface ConfirmChild {
  url: string;
  ownerUrl: string;
  communityId: string;
  key: string;
  caller: { accountId: string; memberId: string };
  input: Record<string, string | string[]>;
  at: string;
}

const task: ConfirmChild = JSON.parse(process.argv[2] ?? '');
const db = await openPostgres(task.url, { ownerUrl: task.ownerUrl, max: 1 });
process.stdin.once('data', () => {
  const sent = { ...task, input: task.input };
  runCommand(db, confirm, sent, async () => new Date(task.at)).then((outcome) => {
    console.log(`done ${JSON.stringify(outcome)}`);
    process.exit(0);
  }, console.error);
});
console.log('ready');
