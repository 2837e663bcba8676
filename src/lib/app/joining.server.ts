import type { RequestEvent } from '@sveltejs/kit';
import { network } from '../accounts/limits.server';
import { runCommand } from '../commands/run.server';
import {
  findCommunity,
  findCommunityById,
  type CommunityName
} from '../communities/directory.server';
import { join } from '../communities/join.server';
import { withCommunity } from '../db/tenancy.server';
import { communityOfCard, readCard, type OpenCard } from '../grids/card-admission.server';
import { normaliseCardCode } from '../grids/card-code';
import { isRefused, refuse, type Outcome, type Refused } from '../shared/result';

type CardEvent = Pick<RequestEvent, 'locals' | 'params' | 'getClientAddress'>;

/** The card of the address and its community. */
export interface ShownCard {
  community: CommunityName;
  card: OpenCard;
}

/**
 * Reads the card of the address. An unknown community, a card of another community and a wrong code
 * are the same card_unknown; wrong ones count against the address that tries them.
 */
export async function readShownCard(event: CardEvent): Promise<ShownCard | Refused> {
  const { db, limits, clock } = event.locals.app;
  const address = network(event.getClientAddress());
  const allowed = await limits.look(['wrong_card_by_address', address]);
  if (isRefused(allowed)) return allowed;
  const community = await findCommunity(db.sql, event.params.community ?? '');
  const card = community
    ? await withCommunity(db, community.id, async (tx) =>
        readCard(tx, community.id, event.params.code ?? '', await clock(tx))
      )
    : refuse('card_unknown');
  if (!isRefused(card) && community) return { community, card };
  const refused = isRefused(card) ? card : refuse('card_unknown');
  if (refused.refused === 'card_unknown') await limits.count(['wrong_card_by_address', address]);
  return refused;
}

/**
 * Where the card whose code somebody typed opens the door: the address of its page. A code that no
 * community knows is `card_unknown` and counts against the address that tries it.
 */
export async function addressOfCard(
  { locals, getClientAddress }: Omit<CardEvent, 'params'>,
  typed: string
): Promise<{ href: string } | Refused> {
  const { db, limits } = locals.app;
  const address = network(getClientAddress());
  const allowed = await limits.look(['wrong_card_by_address', address]);
  if (isRefused(allowed)) return allowed;
  const id = await communityOfCard(db.sql, typed);
  const community = id && (await findCommunityById(db.sql, id));
  if (community) return { href: `/join/${community.slug}/${normaliseCardCode(typed)}` };
  await limits.count(['wrong_card_by_address', address]);
  return refuse('card_unknown');
}

/** Joins the account to the community of the card in the address. */
export function joinWithCard(
  event: CardEvent,
  community: CommunityName,
  sent: { accountId: string; name: string; key: string }
): Promise<Outcome> {
  const { db, clock } = event.locals.app;
  return runCommand(
    db,
    join,
    {
      communityId: community.id,
      key: sent.key,
      caller: { accountId: sent.accountId, memberId: null },
      input: { code: event.params.code ?? '', name: sent.name }
    },
    clock
  );
}
