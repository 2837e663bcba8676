import { sql, type SQL } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { isHeld, isPosted, noticeEnd } from '../points/notice.server';
import type { Cursor } from '../shared/cursor';
import { isId } from '../shared/id';

/** What stands on the notice board: points that somebody shall get unless there is an objection. */
export interface Posted {
  factId: string;
  title: string;
  memberId: string;
  memberName: string;
  householdId: string;
  occurredAt: Date;
  acceptedAt: Date;
  /** Smallest units under notice. */
  points: number;
  /** When the notice ends; of one that is held, as it would have been without the time still open. */
  until: Date;
  /** An objection has stopped the clock. */
  held: boolean;
}

interface Row extends Record<string, unknown> {
  fact_id: string;
  title: string;
  member_id: string;
  member_name: string;
  household_id: string;
  occurred: number;
  accepted: number;
  points: number;
  until: number;
  held: boolean;
}

/** Everything under public notice, newest first, `limit` at most, before the cursor. */
export const listNotices = (
  tx: Sql,
  communityId: string,
  now: Date,
  limit: number,
  before: Cursor | null = null
): Promise<Posted[]> =>
  read(
    tx,
    communityId,
    openTransfers(communityId, now),
    before
      ? sql`and (date_trunc('milliseconds', f.accepted_at), f.id)
          < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`
      : sql``,
    limit
  );

/** One fact as it stands on the board; null when nothing of it is under notice. */
export async function readNotice(
  tx: Sql,
  communityId: string,
  factId: string,
  now: Date
): Promise<Posted | null> {
  if (!isId(factId)) return null;
  const own = sql`select t.* from transfers t where t.community_id = ${communityId}
    and t.fact_id = ${factId} and not ${isPosted}
    and (${isHeld} or ${noticeEnd()} > ${now.toISOString()}::timestamptz)`;
  const [found] = await read(tx, communityId, own, sql``, 1);
  return found ?? null;
}

/** By two indexes: what has not ended by itself, and what a hold has kept from ending. */
const openTransfers = (communityId: string, now: Date): SQL => {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`
    select t.* from transfers t
    where t.community_id = ${communityId} and t.notice_until > ${at} and not ${isPosted}
    union all
    select t.* from transfers t
    where t.community_id = ${communityId} and t.notice_until <= ${at} and not ${isPosted}
      and t.fact_id in (select fact_id from notice_holds where community_id = ${communityId})
      and (${isHeld} or ${noticeEnd()} > ${at})`;
};

async function read(
  tx: Sql,
  communityId: string,
  open: SQL,
  beyond: SQL,
  limit: number
): Promise<Posted[]> {
  const found = await rows<Row>(
    tx,
    sql`with open as (${open}),
        sums as (
          select t.fact_id, sum(case when t.why = 'award' then t.amount else -t.amount end)::int as points,
            max(extract(epoch from ${noticeEnd()}) * 1000)::float8 as until, bool_or(${isHeld}) as held
          from open t group by t.fact_id)
        select f.id as fact_id, f.title, f.member_id, m.name as member_name, f.household_id,
          (extract(epoch from f.occurred_at) * 1000)::float8 as occurred,
          (extract(epoch from f.accepted_at) * 1000)::float8 as accepted,
          s.points, s.until, s.held
        from sums s
        join facts f on f.community_id = ${communityId} and f.id = s.fact_id
        join members m on m.community_id = f.community_id and m.id = f.member_id
        where s.points > 0 ${beyond}
        order by f.accepted_at desc, f.id desc limit ${limit}`
  );
  return found.map((row) => ({
    factId: row.fact_id,
    title: row.title,
    memberId: row.member_id,
    memberName: row.member_name,
    householdId: row.household_id,
    occurredAt: new Date(row.occurred),
    acceptedAt: new Date(row.accepted),
    points: row.points,
    until: new Date(row.until),
    held: row.held
  }));
}
