import { sql, type SQL } from 'drizzle-orm';
import type { Community, Person } from '../communities/standing.server';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import type { Balance } from '../points/balance.server';
import { civilDate, instantOf, startOfPeriod } from '../shared/civil-time';
import { assert } from '../shared/result';
import { versionInForce } from './fold';
import type { Owner } from './read.server';
import type { RuleTimeline, SmallestUnit, Words } from './model';
import { timelineOf } from './timeline.server';

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
  /** All versions of the rules. */
  timeline: RuleTimeline;
}

/** The points of the person acted for, under the rules in force, in one query. */
export async function readPointsSummary(
  tx: Sql,
  { id: communityId, time_zone }: Pick<Community, 'id' | 'time_zone'>,
  person: Person,
  now: Date
): Promise<PointsSummary> {
  const month = startOfPeriod(civilDate(now.getTime(), time_zone), 'month');
  const since = new Date(instantOf(month, time_zone));
  const sums = await readSums(tx, communityId, person, since);
  const timeline = await timelineOf(tx, communityId, sums.rule_sets, time_zone);
  const inForce = versionInForce(timeline, now.getTime());
  const account = inForce?.rule_set.account ?? 'member';
  const owner = ownerOf(account, person);
  const { own, household, members: together } = sums;
  return {
    account,
    owner,
    own: balanceOf(account === 'member' ? own : household),
    household: account === 'member' && person.household_id ? balanceOf(together) : null,
    thisMonth: account === 'member' ? own.month : household.month,
    unitName: inForce?.rule_set.unit_name ?? { zh: '分', en: 'points' },
    smallestUnit: inForce?.rule_set.smallest_unit ?? '1',
    version: inForce?.version ?? null,
    noticeDays: inForce?.rule_set.notice_days ?? 0,
    timeline
  };
}

const balanceOf = ({ posted, pending }: Balance): Balance => ({ posted, pending });

/** Staff who do not live here have no household, and so no account where households count. */
export function ownerOf(
  account: 'member' | 'household',
  person: Pick<Person, 'id' | 'household_id'>
): Owner | null {
  if (account === 'member') return { kind: 'member', id: person.id };
  return person.household_id ? { kind: 'household', id: person.household_id } : null;
}

type Sums = {
  /** The ids of all rule sets, in the order of their versions. */
  rule_sets: string[];
  own: Balance & { month: number };
  household: Balance & { month: number };
  /** The accounts of everybody who lives in the household. */
  members: Balance;
};

/**
 * One query: a page asks for these together, on a connection that others wait for. Whose account
 * counts is known only with the rules, so that it asks for the person's and the household's.
 */
async function readSums(
  tx: Sql,
  communityId: string,
  { id, household_id }: Person,
  since: Date
): Promise<Sums> {
  const balance = (kind: 'member' | 'household', owner: string | null) => sql`(
    select json_build_object('posted', coalesce(sum(posted), 0), 'pending', coalesce(sum(pending), 0),
      'month', ${given(kind === 'member' ? sql`f.member_id` : sql`f.household_id`, owner)})
    from point_accounts
    where community_id = ${communityId} and kind = ${kind} and owner_id = ${owner}::uuid)`;
  const given = (whose: SQL, owner: string | null) => sql`(
    select coalesce(sum(w.points), 0) from facts f
      cross join lateral (
        select distinct on (rule_id) points from awards
        where community_id = f.community_id and fact_id = f.id
        order by rule_id, revision desc) w
    where f.community_id = ${communityId} and ${whose} = ${owner}::uuid
      and f.occurred_at >= ${since.toISOString()}::timestamptz)`;
  const [sums] = await rows<Sums>(
    tx,
    sql`select
      (select coalesce(json_agg(id order by version), '[]') from rule_sets
        where community_id = ${communityId}) as rule_sets,
      ${balance('member', id)} as own,
      ${balance('household', household_id)} as household,
      (select json_build_object('posted', coalesce(sum(a.posted), 0), 'pending', coalesce(sum(a.pending), 0))
        from point_accounts a join members m on m.community_id = a.community_id and m.id = a.owner_id
        where a.community_id = ${communityId} and a.kind = 'member'
          and m.household_id = ${household_id}::uuid) as members`
  );
  assert(sums, 'sums of nothing are zero');
  return sums;
}
