import { atDesk, type Desk } from '$lib/app/officer.server';
import { findCompact, type Compact } from '$lib/compacts/drafts.server';
import type { Sql } from '$lib/db/types.server';
import { isId } from '$lib/shared/id';
import { error, type RequestEvent } from '@sveltejs/kit';

type CompactEvent = Pick<RequestEvent, 'locals' | 'url' | 'cookies' | 'request'> & {
  params: { community: string; compact: string };
};

/** Reads for a keeper of the compact in the address; 404 for everybody and everything else. */
export const withCompact = <Result>(
  event: CompactEvent,
  work: (tx: Sql, desk: Desk & { compact: Compact }) => Promise<Result>
): Promise<Result> =>
  atDesk(event, 'keepCompacts', async (tx, desk) => {
    const { compact: id } = event.params;
    const compact = isId(id) && (await findCompact(tx, desk.communityId, id));
    if (!compact) error(404);
    return work(tx, { ...desk, compact });
  });
