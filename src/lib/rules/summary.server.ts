import { sql } from 'drizzle-orm';
import type { Person } from '../communities/standing.server';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import type { Balance } from '../points/balance.server';
import { civilDate, instantOf, startOfPeriod } from '../shared/civil-time';
import { assert } from '../shared/result';
import { versionInForce } from './fold';
import type { Owner } from './read.server';
import type { SmallestUnit, Words } from './model';
import { readTimeline } from './timeline.server';

/** What the home page and "my points" say first. Amounts are in smallest units. */
export interface PointsSummary {
  /** Whose points the community counts; the first figure shown. */
  account: 'member' | 'household';
  owner: Owner | null;
  own: Balance;
  /** Everybody of the household together, where points are personal. */
  household: Balance | null;
  /** What this civil month's activities gave. */
  thisMonth: number;
  unitName: Words;
  smallestUnit: SmallestUnit;
  version: number | null;
  noticeDays: number;
}

/** The points of the person acted for, under the rules in force. Two queries. */
export async function readPointsSummary(
  tx: Sql,
  communityId: string,
  person: Person,
  now: Date
): Promise<PointsSummary> {
  const timeline = await readTimeline(tx, communityId);
  const inForce = versionInForce(timeline, now.getTime());
  const account = inForce?.rule_set.account ?? 'member';
  const owner = ownerOf(account, person);
  const month = startOfPeriod(civilDate(now.getTime(), timeline.time_zone), 'month');
  const since = new Date(instantOf(month, timeline.time_zone));
  const sums = owner
    ? await readSums(tx, communityId, owner, person.household_id, since)
    : { posted: 0, pending: 0, household_posted: 0, household_pending: 0, month: 0 };
  const { household_posted, household_pending } = sums;
  return {
    account,
    owner,
    own: { posted: sums.posted, pending: sums.pending },
    household:
      account === 'member' && person.household_id
        ? { posted: household_posted, pending: household_pending }
        : null,
    thisMonth: sums.month,
    unitName: inForce?.rule_set.unit_name ?? { zh: '分', en: 'points' },
    smallestUnit: inForce?.rule_set.smallest_unit ?? '1',
    version: inForce?.version ?? null,
    noticeDays: inForce?.rule_set.notice_days ?? 0
  };
}

/** Staff who do not live here have no household, and so no account where households count. */
export function ownerOf(account: 'member' | 'household', person: Person): Owner | null {
  if (account === 'member') return { kind: 'member', id: person.id };
  return person.household_id ? { kind: 'household', id: person.household_id } : null;
}

/** One query: a page asks for these together, on a connection that others wait for. */
async function readSums(
  tx: Sql,
  communityId: string,
  owner: Owner,
  householdId: string | null,
  since: Date
) {
  const own = owner.kind === 'member' ? sql`f.member_id` : sql`f.household_id`;
  const [sums] = await rows<{
    posted: number;
    pending: number;
    household_posted: number;
    household_pending: number;
    month: number;
  }>(
    tx,
    sql`with own as (
          select posted, pending from point_accounts
          where community_id = ${communityId} and kind = ${owner.kind} and owner_id = ${owner.id}),
        household as (
          select coalesce(sum(a.posted), 0) as posted, coalesce(sum(a.pending), 0) as pending
          from point_accounts a join members m
            on m.community_id = a.community_id and m.id = a.owner_id
          where a.community_id = ${communityId} and a.kind = 'member'
            and m.household_id = ${householdId}::uuid)
        select coalesce((select posted from own), 0)::float8 as posted,
          coalesce((select pending from own), 0)::float8 as pending,
          household.posted::float8 as household_posted,
          household.pending::float8 as household_pending,
          (select coalesce(sum(w.points), 0)::int from facts f
             cross join lateral (
               select distinct on (rule_id) points from awards
               where community_id = f.community_id and fact_id = f.id
               order by rule_id, revision desc) w
           where f.community_id = ${communityId} and ${own} = ${owner.id}
             and f.occurred_at >= ${since.toISOString()}::timestamptz) as month
        from household`
  );
  assert(sums, 'sums of nothing are zero');
  return sums;
}
