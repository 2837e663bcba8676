import type { RequestEvent } from '@sveltejs/kit';
import { readOwnReceipt } from '../commands/receipts.server';
import type { Standing } from '../communities/standing.server';
import { withCommunity } from '../db/tenancy.server';
import { isRefused, type Outcome } from '../shared/result';
import { sayOutcome, sayRefusal, type SaidOutcome } from './commands.server';
import { withDone } from './submit.server';

/** What is refused before a command runs leaves no receipt, or the receipt is of something else. */
const UNRECORDED = ['input_invalid', 'key_malformed', 'key_reused'];

/** Where a form leads back to, so that the page there can say what became of it. */
export function withAnswer(path: string, key: string, outcome: Outcome): string {
  const bare = withoutAnswer(path);
  const isUnrecorded = isRefused(outcome) && UNRECORDED.includes(outcome.refused);
  if (!isUnrecorded) return withDone(bare, key);
  const url = new URL(bare, 'http://internal');
  url.searchParams.set('refused', outcome.refused);
  return url.pathname + url.search + url.hash;
}

/** The path without what it would say about an act before. */
export function withoutAnswer(path: string): string {
  const url = new URL(path, 'http://internal');
  for (const name of ['done', 'refused']) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

/**
 * What became of the command whose key the address carries (`?done=`), or why nothing was recorded
 * of it (`?refused=`); null without either.
 */
export async function readSaid(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  { community, accountId }: Standing
): Promise<SaidOutcome | null> {
  const refused = url.searchParams.get('refused');
  if (refused && UNRECORDED.includes(refused)) return { tone: 'warn', text: sayRefusal(refused) };
  const key = url.searchParams.get('done');
  if (!key) return null;
  const receipt = await withCommunity(locals.app.db, community.id, (tx) =>
    readOwnReceipt(tx, community.id, accountId, key)
  );
  return receipt && sayOutcome(receipt.name, receipt.outcome);
}
