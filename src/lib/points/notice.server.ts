import { and, eq, sql, type SQL } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { notice_holds, notice_releases, point_accounts, transfers } from './tables.server';

/**
 * How long holds of a transfer `t` have stopped a clock that was set going at `since`: the time in
 * which at least one was open, of those that were not over then. `openUntil` ends the ones that are
 * still open; null leaves them out.
 */
const heldTime = (openUntil: Date | null, since: SQL = sql`t.recorded_at`): SQL => sql`coalesce((
  select sum(upper(span) - lower(span)) from unnest((
    select range_agg(tstzrange(h.held_at, greatest(h.held_at, ${endOf(openUntil)})))
    from notice_holds h
    left join notice_releases r on r.community_id = h.community_id and r.hold_id = h.id
    where h.community_id = t.community_id and h.fact_id = t.fact_id
      and (r.released_at is null or r.released_at >= ${since}))) span), interval '0')`;

const endOf = (openUntil: Date | null): SQL =>
  openUntil
    ? sql`coalesce(r.released_at, ${openUntil.toISOString()}::timestamptz)`
    : sql`coalesce(r.released_at, h.held_at)`;

/** When the notice of a transfer `t` ends, later by the time for which it was held. */
export const noticeEnd = (openUntil: Date | null = null): SQL =>
  sql`(t.notice_until + ${heldTime(openUntil)})`;

/**
 * The notice to write into another transfer of the same fact, recorded at `now`, so that both end
 * together however long they are held.
 */
export const noticeAlongside = (now: Date): SQL =>
  sql`(${noticeEnd(now)} - ${heldTime(now, sql`${now.toISOString()}::timestamptz`)})`;

/** Whether a hold stops the clock of a transfer `t` now. */
export const isHeld = sql`exists (
  select from notice_holds h where h.community_id = t.community_id and h.fact_id = t.fact_id
    and not exists (select from notice_releases r
                    where r.community_id = h.community_id and r.hold_id = h.id))`;

/** Whether a transfer `t` is posted. */
export const isPosted = sql`exists (select from transfer_postings p
  where p.community_id = t.community_id and p.transfer_id = t.id)`;

/** A movement of points that a fact caused. */
export interface FactMovement {
  at: Date;
  /** Smallest units; negative when points were taken back. */
  amount: number;
  why: 'award' | 'correction';
  /** The end of its public notice; of one that is held, by the time until it was. */
  noticeUntil: Date;
  posted: boolean;
  held: boolean;
}

/** Every movement of a fact, oldest first. */
export async function listMovements(
  tx: Sql,
  communityId: string,
  factId: string
): Promise<FactMovement[]> {
  const found = await rows<{
    at: number;
    amount: number;
    why: FactMovement['why'];
    until: number;
    posted: boolean;
    held: boolean;
  }>(
    tx,
    sql`select (extract(epoch from t.recorded_at) * 1000)::float8 as at, t.why,
          case when t.why = 'award' then t.amount else -t.amount end as amount,
          (extract(epoch from ${noticeEnd()}) * 1000)::float8 as until,
          ${isPosted} as posted, not ${isPosted} and ${isHeld} as held
        from transfers t where t.community_id = ${communityId} and t.fact_id = ${factId}
        order by t.recorded_at, t.id`
  );
  return found.map(({ at, until, ...movement }) => ({
    ...movement,
    at: new Date(at),
    noticeUntil: new Date(until)
  }));
}

export interface Hold {
  id: string;
  factId: string;
  heldBy: string;
  at: Date;
}

/**
 * Stops the clock of a fact's notice. Waits for whoever posts or corrects its points at the moment,
 * so that what is held is not posted.
 * @returns false when nothing of the fact is under notice (any more)
 */
export async function holdNotice(tx: Sql, communityId: string, hold: Hold): Promise<boolean> {
  await lockOwners(tx, communityId, hold.factId);
  const [open] = await rows(
    tx,
    sql`select t.id from transfers t
        where t.community_id = ${communityId} and t.fact_id = ${hold.factId} and t.why = 'award'
          and not ${isPosted}
          and (${isHeld} or ${noticeEnd()} > ${hold.at.toISOString()}::timestamptz)
        limit 1`
  );
  if (!open) return false;
  await tx.insert(notice_holds).values({
    community_id: communityId,
    id: hold.id,
    fact_id: hold.factId,
    held_by: hold.heldBy,
    held_at: hold.at
  });
  return true;
}

/** Lets the rest of the notice run on, from now; a hold is released once. */
export async function releaseNotice(
  tx: Sql,
  communityId: string,
  { holdId, releasedBy, at }: { holdId: string; releasedBy: string; at: Date }
): Promise<void> {
  await tx
    .insert(notice_releases)
    .values({
      community_id: communityId,
      hold_id: holdId,
      released_by: releasedBy,
      released_at: at
    })
    .onConflictDoNothing();
}

/** Posting and correcting lock the same rows, in the order of their ids. */
async function lockOwners(tx: Sql, communityId: string, factId: string): Promise<void> {
  await tx
    .select({ id: point_accounts.id })
    .from(point_accounts)
    .where(
      and(
        eq(point_accounts.community_id, communityId),
        sql`${point_accounts.kind} <> 'issuance'`,
        sql`${point_accounts.id} in (
          select unnest(array[${transfers.from_account}, ${transfers.to_account}]) from ${transfers}
          where ${transfers.community_id} = ${communityId} and ${transfers.fact_id} = ${factId})`
      )
    )
    .orderBy(point_accounts.id)
    .for('update');
}
