import { standingOf } from '$lib/app/standing.server';
import { listCompanions } from '$lib/communities/companions.server';
import { withCommunity } from '$lib/db/tenancy.server';

/** Whom this phone may check in, the person acted for first. */
export const load = async (event) => {
  const { community, accountId, member } = await standingOf(event);
  const people = await withCommunity(event.locals.app.db, community.id, (tx) =>
    listCompanions(tx, community.id, accountId, member.id)
  );
  return { people: people.map(({ id, name }) => ({ id, name })) };
};
