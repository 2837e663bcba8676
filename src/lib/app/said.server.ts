import type { RequestEvent } from '@sveltejs/kit';
import { readOwnReceipt } from '../commands/receipts.server';
import type { Standing } from '../communities/standing.server';
import { withCommunity } from '../db/tenancy.server';
import { sayOutcome, type SaidOutcome } from './commands.server';

/** What became of the command whose key the address carries (`?done=`); null without one. */
export async function readSaid(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  { community, accountId }: Standing
): Promise<SaidOutcome | null> {
  const key = url.searchParams.get('done');
  if (!key) return null;
  const receipt = await withCommunity(locals.app.db, community.id, (tx) =>
    readOwnReceipt(tx, community.id, accountId, key)
  );
  return receipt && sayOutcome(receipt.name, receipt.outcome);
}
