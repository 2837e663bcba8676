import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { point_accounts, redemption_returns, redemptions } from '../points/tables.server';
import type { PointOwner } from '../points/accounts.server';
import { readPosted, type PostedMovement } from '../points/moved.server';
import { eventsOf, expiryIn } from '../rules/expire.server';
import { comingExpiry, type ComingExpiry } from '../rules/lots';
import type { RuleTimeline } from '../rules/model';
import { addDays, civilDate } from '../shared/civil-time';
import type { Cursor } from '../shared/cursor';

/** Something that was handed out, for a list. Amounts are in smallest units. */
export interface HandedOut {
  id: string;
  /** Who came for it. */
  name: string;
  what: string;
  amount: number;
  at: Date;
  by: string | null;
  account: 'member' | 'household';
  returned: { at: Date; reason: string } | null;
}

/** What was handed out, the latest first, from where the page before ended. */
export async function listRedemptions(
  tx: Sql,
  communityId: string,
  limit: number,
  after: Cursor | null
): Promise<HandedOut[]> {
  const { redeemed_at, id } = redemptions;
  const earlier = after
    ? or(lt(redeemed_at, after.at), and(eq(redeemed_at, after.at), lt(id, after.id)))
    : undefined;
  return selectRedemptions(tx)
    .where(and(eq(redemptions.community_id, communityId), earlier))
    .orderBy(desc(redeemed_at), desc(id))
    .limit(limit)
    .then((found) => found.map(toHandedOut));
}

/** One of them; null when the community does not have it. */
export async function readHandedOut(
  tx: Sql,
  communityId: string,
  id: string
): Promise<HandedOut | null> {
  const [found] = await selectRedemptions(tx).where(
    and(eq(redemptions.community_id, communityId), eq(redemptions.id, id))
  );
  return found ? toHandedOut(found) : null;
}

const clerks = alias(members, 'clerks');

const selectRedemptions = (tx: Sql) =>
  tx
    .select({
      id: redemptions.id,
      name: members.name,
      what: redemptions.what,
      amount: redemptions.amount,
      at: redemptions.redeemed_at,
      by: clerks.name,
      kind: point_accounts.kind,
      returned_at: redemption_returns.returned_at,
      reason: redemption_returns.reason
    })
    .from(redemptions)
    .innerJoin(
      point_accounts,
      and(
        eq(point_accounts.community_id, redemptions.community_id),
        eq(point_accounts.id, redemptions.account_id)
      )
    )
    .innerJoin(
      members,
      and(eq(members.community_id, redemptions.community_id), eq(members.id, redemptions.member_id))
    )
    .leftJoin(
      clerks,
      and(
        eq(clerks.community_id, redemptions.community_id),
        eq(clerks.id, redemptions.handed_out_by)
      )
    )
    .leftJoin(
      redemption_returns,
      and(
        eq(redemption_returns.community_id, redemptions.community_id),
        eq(redemption_returns.redemption_id, redemptions.id)
      )
    )
    .$dynamic();

type Row = Awaited<ReturnType<typeof selectRedemptions>>[number];

const toHandedOut = ({ kind, returned_at, reason, ...row }: Row): HandedOut => ({
  ...row,
  account: kind === 'member' ? 'member' : 'household',
  returned: returned_at ? { at: returned_at, reason: reason ?? '' } : null
});

/** What went from somebody's points, and what will expire. Amounts are in smallest units. */
export interface Purse {
  posted: number;
  coming: ComingExpiry[];
  /** Redemptions and expiries, the latest first. */
  gone: Gone[];
}

export type Gone = { at: Date; amount: number } & (
  | { kind: 'redeemed'; id: string; what: string; returnedFor: string | null }
  /** With the end of this civil date. */
  | { kind: 'expired'; date: string }
);

/** What an owner's posted movements say of what went and what will go, in one query. */
export async function readPurse(
  tx: Sql,
  communityId: string,
  owner: PointOwner,
  timeline: RuleTimeline,
  now: Date
): Promise<Purse> {
  const movements = await readPosted(tx, communityId, [owner]);
  const { time_zone } = timeline;
  const today = civilDate(now.getTime(), time_zone);
  return {
    posted: movements.reduce((sum, { gained, amount }) => sum + (gained ? amount : -amount), 0),
    coming: comingExpiry(eventsOf(movements, time_zone), expiryIn(timeline), today),
    gone: movements.flatMap((each) => goneIn(each, time_zone)).toReversed()
  };
}

function goneIn({ why, ...moved }: PostedMovement, timeZone: string): Gone[] {
  const { postedAt, occurredAt, amount, redemption } = moved;
  const at = new Date(postedAt);
  if (why === 'redemption' && redemption) {
    const { id, what, returnedFor } = redemption;
    return [{ kind: 'redeemed', at, amount, id, what, returnedFor }];
  }
  if (why !== 'expiry' && why !== 'expiry_return') return [];
  const date = addDays(civilDate(occurredAt, timeZone), -1);
  return [{ kind: 'expired', at, date, amount: why === 'expiry' ? amount : -amount }];
}

/** What a community has handed out for points altogether, less what came back. */
export async function sumRedeemed(tx: Sql, communityId: string): Promise<number> {
  const [account] = await tx
    .select({ posted: sql<number>`${point_accounts.posted}::float8` })
    .from(point_accounts)
    .where(and(eq(point_accounts.community_id, communityId), eq(point_accounts.kind, 'redeemed')));
  return account?.posted ?? 0;
}
