import { eachCommunity } from '../src/lib/communities/directory.server';
import { withCommunity } from '../src/lib/db/tenancy.server';
import type { Database } from '../src/lib/db/types.server';
import { verifyLedger } from '../src/lib/points/verify.server';

/** Adds up every transfer of every community again, with a line for each. @returns whether all is right */
export async function verifyAll(db: Database): Promise<boolean> {
  let isGood = true;
  let count = 0;
  for await (const { id, slug, name } of eachCommunity(db.sql)) {
    count += 1;
    const found = await withCommunity(db, id, (tx) => verifyLedger(tx, id));
    const adds = found.wrong.length === 0 && found.total === 0;
    isGood &&= adds;
    const counted = `${found.accounts} accounts, ${found.transfers} transfers`;
    console.log(`${slug} ${name}: ${counted}: ${adds ? 'adds up' : 'DOES NOT ADD UP'}`);
    if (found.total !== 0) console.log(`  all balances together are ${found.total}, not 0`);
    for (const each of found.wrong) {
      console.log(
        `  ${each.kind} account ${each.account}: posted ${each.posted}, transfers say ` +
          `${each.posted_sum}; pending ${each.pending}, transfers say ${each.pending_sum}`
      );
    }
  }
  if (count === 0) console.log('No community has been founded yet.');
  return isGood;
}
