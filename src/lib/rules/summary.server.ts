import { and, eq, gte, sql } from 'drizzle-orm';
import type { Person } from '../communities/standing.server';
import type { Sql } from '../db/types.server';
import { readBalance, readHouseholdTotal, type Balance } from '../points/balance.server';
import { civilDate, instantOf, startOfPeriod } from '../shared/civil-time';
import { versionInForce } from './fold';
import type { Owner } from './read.server';
import type { SmallestUnit, Words } from './model';
import { awards, facts } from './tables.server';
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

/** The points of the person acted for, under the rules in force. Three or four queries. */
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
  return {
    account,
    owner,
    own: owner
      ? await readBalance(tx, communityId, owner.kind, owner.id)
      : { posted: 0, pending: 0 },
    household:
      account === 'member' && person.household_id
        ? await readHouseholdTotal(tx, communityId, person.household_id)
        : null,
    thisMonth: owner ? await sumSince(tx, communityId, owner, since) : 0,
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

async function sumSince(tx: Sql, communityId: string, owner: Owner, since: Date): Promise<number> {
  const own = owner.kind === 'member' ? facts.member_id : facts.household_id;
  const [sum] = await tx
    .select({
      points: sql<number>`coalesce(sum((select coalesce(sum(points), 0) from (
        select distinct on (rule_id) points from ${awards} a
        where a.community_id = ${facts.community_id} and a.fact_id = ${facts.id}
        order by rule_id, revision desc) current)), 0)::int`
    })
    .from(facts)
    .where(
      and(eq(facts.community_id, communityId), eq(own, owner.id), gte(facts.occurred_at, since))
    );
  return sum?.points ?? 0;
}
