import { and, eq, gt, inArray } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import type { PointOwner } from '../points/accounts.server';
import { expiry_sweeps, point_accounts } from '../points/tables.server';
import { addDays, civilDate, startOfPeriod } from '../shared/civil-time';
import { knowsExpiry, settleExpiry } from './expire.server';
import { readTimeline } from './timeline.server';

/** A part of what is due, done in a transaction of its own. */
export interface Part {
  count: number;
  /** After what the next part goes on; null when this was the last. */
  next: string | null;
}

/** Of how many owners the movements are read at once. */
const OWNERS = 200;

/**
 * Lets expire what ended with a month that is over, of everybody who has points, in parts. What has
 * expired follows from the movements, so that the same again changes nothing: after a crash it begins
 * anew, two processes do no harm, and any downtime is made up for. The last part marks the month as
 * swept.
 * @param now the same for every part: the month that has ended must not change between them
 * @param after the account with which the part before ended
 * @returns how many transfers were made
 */
export async function expireDue(
  tx: Sql,
  communityId: string,
  now: Date,
  after: string | null = null,
  most = OWNERS
): Promise<Part> {
  const timeline = await readTimeline(tx, communityId);
  if (!knowsExpiry(timeline)) return { count: 0, next: null };
  const today = civilDate(now.getTime(), timeline.time_zone);
  const through = addDays(startOfPeriod(today, 'month'), -1);
  if (await isSwept(tx, communityId, through)) return { count: 0, next: null };
  const { owners, next } = await listOwners(tx, communityId, after, most);
  const count = await settleExpiry(tx, communityId, now, timeline, owners);
  if (next === null) {
    await tx
      .insert(expiry_sweeps)
      .values({ community_id: communityId, through, swept_at: now })
      .onConflictDoNothing();
  }
  return { count, next };
}

async function isSwept(tx: Sql, communityId: string, through: string): Promise<boolean> {
  const [swept] = await tx
    .select({ through: expiry_sweeps.through })
    .from(expiry_sweeps)
    .where(and(eq(expiry_sweeps.community_id, communityId), eq(expiry_sweeps.through, through)));
  return swept !== undefined;
}

/** Who has points, in the order of their accounts. */
async function listOwners(
  tx: Sql,
  communityId: string,
  after: string | null,
  most: number
): Promise<{ owners: PointOwner[]; next: string | null }> {
  const having = await tx
    .select({ account: point_accounts.id, kind: point_accounts.kind, id: point_accounts.owner_id })
    .from(point_accounts)
    .where(
      and(
        eq(point_accounts.community_id, communityId),
        inArray(point_accounts.kind, ['member', 'household']),
        gt(point_accounts.posted, 0),
        after === null ? undefined : gt(point_accounts.id, after)
      )
    )
    .orderBy(point_accounts.id)
    .limit(most);
  const owners = having.flatMap(({ kind, id }) =>
    kind === 'member' || kind === 'household' ? [{ kind, id }] : []
  );
  return { owners, next: having.length < most ? null : (having.at(-1)?.account ?? null) };
}
