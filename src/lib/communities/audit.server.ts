import { sql, type SQL } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import { containing } from '../db/like.server';
import type { Sql } from '../db/types.server';
import { isId } from '../shared/id';
import type { Outcome } from '../shared/result';

export interface AuditFilter {
  /** A name, or a part of one; of who did it or for whom. */
  q: string;
  /** A command's name; '' for all. */
  command: string;
  /** Only what was refused, or only what was done. */
  result: '' | 'done' | 'refused';
  from: Date | null;
  until: Date | null;
}

export interface AuditEntry {
  key: string;
  at: Date;
  name: string;
  outcome: Outcome;
  /** Who did it; null for an account of which nobody lives here any more. */
  actor: string | null;
  /** For whom, when it was not for the actor's own person. */
  behalf: string | null;
  phoneAt: Date | null;
}

type Row = Pick<AuditEntry, 'key' | 'name' | 'outcome' | 'actor' | 'behalf'> & {
  at_ms: number;
  phone_ms: number | null;
};

const PAGE_ROWS = 50;

/** A page of the audit log, newest first: everything that anybody did or was refused. */
export async function listAudit(
  tx: Sql,
  communityId: string,
  filter: AuditFilter,
  { after, before }: { after?: string | null; before?: string | null }
): Promise<{ rows: AuditEntry[]; after: string | null; before: string | null }> {
  const isBack = Boolean(before);
  const cursor = [before, after].find((key) => key && isId(key));
  const beyond = cursor
    ? sql`and (r.at, r.key) ${isBack ? sql`>` : sql`<`} (select c.at, c.key from command_receipts c
        where c.community_id = ${communityId} and c.key = ${cursor})`
    : sql``;
  const order = isBack ? sql`r.at, r.key` : sql`r.at desc, r.key desc`;
  const found = await readEntries(tx, communityId, filter, beyond, order, PAGE_ROWS + 1);
  const shown = found.slice(0, PAGE_ROWS);
  if (isBack) shown.reverse();
  const hasMore = found.length > PAGE_ROWS;
  return {
    rows: shown,
    before: (isBack ? hasMore : cursor) ? (shown[0]?.key ?? null) : null,
    after: isBack || hasMore ? (shown.at(-1)?.key ?? null) : null
  };
}

/** Everything that matches, newest first, for exports; at most `limit`. */
export const listAllAudit = (
  tx: Sql,
  communityId: string,
  filter: AuditFilter,
  limit = 20_000
): Promise<AuditEntry[]> =>
  readEntries(tx, communityId, filter, sql``, sql`r.at desc, r.key desc`, limit);

async function readEntries(
  tx: Sql,
  communityId: string,
  filter: AuditFilter,
  beyond: SQL,
  order: SQL,
  limit: number
): Promise<AuditEntry[]> {
  const found = await rows<Row>(
    tx,
    sql`select r.key, r.name, r.outcome, b.name as behalf,
          extract(epoch from r.at)::float8 * 1000 as at_ms,
          extract(epoch from r.phone_at)::float8 * 1000 as phone_ms,
          ${actorName(communityId)} as actor
        from command_receipts r
        left join members b on b.community_id = r.community_id and b.id = r.on_behalf_of
        left join members a on a.community_id = r.community_id and a.id = r.acting_member
        where r.community_id = ${communityId} and ${matches(communityId, filter)} ${beyond}
        order by ${order} limit ${limit}`
  );
  return found.map(({ at_ms, phone_ms, ...entry }) => ({
    ...entry,
    at: new Date(at_ms),
    phoneAt: phone_ms === null ? null : new Date(phone_ms)
  }));
}

/** The own person who acted, or the account's first one, or a helper's name in the mandate. */
const actorName = (communityId: string): SQL => sql`coalesce(a.name,
  (select m.name from members m where m.community_id = ${communityId} and m.account_id = r.actor
    order by m.joined_at limit 1),
  (select h.helper_name from helper_mandates h where h.community_id = ${communityId}
    and h.helper_account_id = r.actor order by h.granted_at desc limit 1))`;

function matches(communityId: string, filter: AuditFilter): SQL {
  const tests = [sql`true`];
  if (filter.command !== '') tests.push(sql`r.name = ${filter.command}`);
  if (filter.result === 'refused') tests.push(sql`r.outcome ? 'refused'`);
  if (filter.result === 'done') tests.push(sql`not r.outcome ? 'refused'`);
  if (filter.from) tests.push(sql`r.at >= ${filter.from.toISOString()}::timestamptz`);
  if (filter.until) tests.push(sql`r.at < ${filter.until.toISOString()}::timestamptz`);
  const q = filter.q.trim();
  if (q !== '') {
    const like = containing(q);
    tests.push(sql`(${actorName(communityId)} ilike ${like} or b.name ilike ${like})`);
  }
  return sql.join(tests, sql` and `);
}
