import { sql, type SQL } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import type { Cursor } from '../shared/cursor';
import { isId } from '../shared/id';
import type { OBJECTION_ENDS } from './tables.server';

type End = (typeof OBJECTION_ENDS)[number];

/** An objection and how it ended. Who raised it is for the committee and the person alone. */
export interface Objection {
  id: string;
  factId: string;
  /** What the fact was, and whose. */
  title: string;
  factMember: string;
  memberId: string;
  memberName: string;
  reason: string;
  raisedAt: Date;
  end: { kind: End; reason: string; at: Date; by: string } | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  fact_id: string;
  title: string;
  fact_member: string;
  member_id: string;
  member_name: string;
  reason: string;
  raised: number;
  kind: End | null;
  end_reason: string;
  ended: number;
  ended_by: string;
}

/** Every objection to a fact, oldest first. */
export async function listForFact(
  tx: Sql,
  communityId: string,
  factId: string
): Promise<Objection[]> {
  if (!isId(factId)) return [];
  return read(tx, communityId, sql`and o.fact_id = ${factId} order by o.raised_at, o.id limit 100`);
}

/** The committee's list: open ones oldest first, or decided ones newest first. */
export const listObjections = (
  tx: Sql,
  communityId: string,
  state: 'open' | 'decided',
  limit: number,
  after: Cursor | null = null
): Promise<Objection[]> => {
  const isOpen = state === 'open';
  const place = after && sql`(${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
  const raised = sql`(date_trunc('milliseconds', o.raised_at), o.id)`;
  return read(
    tx,
    communityId,
    sql`${isOpen ? sql`and d.kind is null` : sql`and d.kind is not null`}
      ${place ? (isOpen ? sql`and ${raised} > ${place}` : sql`and ${raised} < ${place}`) : sql``}
      order by ${isOpen ? sql`o.raised_at, o.id` : sql`o.raised_at desc, o.id desc`} limit ${limit}`
  );
};

/** How many wait for the committee. */
export async function countOpen(tx: Sql, communityId: string): Promise<number> {
  const [row] = await rows<{ count: number }>(tx, sql`select ${openOnes(communityId)} as count`);
  return row?.count ?? 0;
}

/** As `countOpen`, a scalar query, so that a page may ask it with others. */
export const openOnes = (communityId: string): SQL =>
  sql`(select count(*)::int from objections o where o.community_id = ${communityId}
    and not exists (select from objection_decisions d
                    where d.community_id = o.community_id and d.objection_id = o.id))`;

async function read(tx: Sql, communityId: string, further: SQL): Promise<Objection[]> {
  const found = await rows<Row>(
    tx,
    sql`select o.id, o.fact_id, f.title, fm.name as fact_member, o.member_id, m.name as member_name,
          o.reason, (extract(epoch from o.raised_at) * 1000)::float8 as raised, d.kind,
          coalesce(d.reason, '') as end_reason, coalesce(dm.name, '') as ended_by,
          coalesce(extract(epoch from d.decided_at) * 1000, 0)::float8 as ended
        from objections o
        join facts f on f.community_id = o.community_id and f.id = o.fact_id
        join members fm on fm.community_id = f.community_id and fm.id = f.member_id
        join members m on m.community_id = o.community_id and m.id = o.member_id
        left join objection_decisions d
          on d.community_id = o.community_id and d.objection_id = o.id
        left join members dm on dm.community_id = d.community_id and dm.id = d.decided_by
        where o.community_id = ${communityId} ${further}`
  );
  return found.map((row) => ({
    id: row.id,
    factId: row.fact_id,
    title: row.title,
    factMember: row.fact_member,
    memberId: row.member_id,
    memberName: row.member_name,
    reason: row.reason,
    raisedAt: new Date(row.raised),
    end: row.kind && {
      kind: row.kind,
      reason: row.end_reason,
      at: new Date(row.ended),
      by: row.ended_by
    }
  }));
}
