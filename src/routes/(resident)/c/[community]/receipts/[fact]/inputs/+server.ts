import { openCheck } from '$lib/app/receipt-page.server';
import { standingOf } from '$lib/app/standing.server';
import { withCommunity } from '$lib/db/tenancy.server';
import { json } from '@sveltejs/kit';

/** All that the receipt follows from, to be worked out again in the browser; see `CheckInputs`. */
export const GET = async (event) => {
  const standing = await standingOf(event);
  const { inputs } = await withCommunity(event.locals.app.db, standing.community.id, (tx) =>
    openCheck(tx, standing, event)
  );
  return json(inputs, { headers: { 'cache-control': 'private, no-store' } });
};
