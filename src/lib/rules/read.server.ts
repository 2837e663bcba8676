import { and, asc, desc, eq, gte, lt, or, sql } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { listMovements, type FactMovement } from '../points/notice.server';
import { transfer_postings, transfers } from '../points/tables.server';
import { civilDate } from '../shared/civil-time';
import { isId } from '../shared/id';
import type { Receipt } from './award';
import { explainNothing, versionInForce } from './fold';
import type { Activity } from './model';
import { ruleSentence } from './sentence';
import { awards, fact_revisions, facts } from './tables.server';
import { readTimeline } from './timeline.server';

/** The rule set in force at a moment, with its version; null before the first. */
export async function readRulesInForce(tx: Sql, communityId: string, at: Date) {
  return versionInForce(await readTimeline(tx, communityId), at.getTime());
}

/** The activities that a shift may count as: those of the rule set in force. */
export async function listShiftActivities(
  tx: Sql,
  communityId: string,
  at: Date
): Promise<Pick<Activity, 'id' | 'name' | 'unit'>[]> {
  const inForce = await readRulesInForce(tx, communityId, at);
  return (inForce?.rule_set.activities ?? []).map(({ id, name, unit }) => ({ id, name, unit }));
}

/**
 * The activities that something planned from a moment on may count as: those of the rule set in
 * force then and of every one that comes into force later, as the earliest of them names each.
 */
export async function listActivitiesAhead(
  tx: Sql,
  communityId: string,
  from: Date
): Promise<Pick<Activity, 'id' | 'name' | 'unit'>[]> {
  const timeline = await readTimeline(tx, communityId);
  const today = civilDate(from.getTime(), timeline.time_zone);
  const inForce = versionInForce(timeline, from.getTime());
  const later = timeline.versions
    .filter(({ in_force_from }) => in_force_from > today)
    .toSorted((one, other) => (one.in_force_from < other.in_force_from ? -1 : 1));
  const ahead = new Map<string, Pick<Activity, 'id' | 'name' | 'unit'>>();
  for (const { rule_set } of [...(inForce ? [inForce] : []), ...later]) {
    for (const { id, name, unit, trigger } of rule_set.activities) {
      if (!trigger && !ahead.has(id)) ahead.set(id, { id, name, unit });
    }
  }
  return [...ahead.values()];
}

/** Whether the rules in force at each of the moments have the activity. */
export async function isActivityAt(
  tx: Sql,
  communityId: string,
  activity: string,
  moments: Date[]
): Promise<boolean> {
  const timeline = await readTimeline(tx, communityId);
  return moments.every((at) =>
    versionInForce(timeline, at.getTime())?.rule_set.activities.some(({ id }) => id === activity)
  );
}

/** What residents may report of themselves on a day, by the rule set in force on it. */
export async function listClaimable(tx: Sql, communityId: string, at: Date): Promise<Activity[]> {
  const inForce = await readRulesInForce(tx, communityId, at);
  return (inForce?.rule_set.activities ?? []).filter(({ claimable }) => claimable);
}

/** Every activity that any version declared, as the latest of them names it, by id. */
export async function readActivities(tx: Sql, communityId: string): Promise<Map<string, Activity>> {
  const { versions } = await readTimeline(tx, communityId);
  const inOrder = versions.toSorted((one, other) => one.version - other.version);
  return new Map(
    inOrder.flatMap(({ rule_set }) => rule_set.activities.map((each) => [each.id, each] as const))
  );
}

/** Whether a fact is withdrawn now. */
export async function isWithdrawn(tx: Sql, communityId: string, factId: string): Promise<boolean> {
  const [latest] = await tx
    .select({ withdrawn: fact_revisions.withdrawn })
    .from(fact_revisions)
    .where(and(eq(fact_revisions.community_id, communityId), eq(fact_revisions.fact_id, factId)))
    .orderBy(desc(fact_revisions.revision))
    .limit(1);
  return latest?.withdrawn ?? false;
}

/** What the rules in force say of an activity, as sentences. */
export async function rulesForActivity(
  tx: Sql,
  communityId: string,
  activity: string,
  at: Date,
  locale: 'zh' | 'en'
): Promise<string[]> {
  const inForce = await readRulesInForce(tx, communityId, at);
  if (!inForce) return [];
  const { rule_set } = inForce;
  return rule_set.rules
    .filter((rule) => rule.activity === activity)
    .map((rule) => ruleSentence(rule, rule_set, locale));
}

/** What somebody did and what it gave, for the list of "my points". */
export interface Earned {
  factId: string;
  title: string;
  occurredAt: Date;
  acceptedAt: Date;
  memberId: string;
  memberName: string;
  withdrawn: boolean;
  /** Smallest units. */
  points: number;
  /** The part of `points` that is still under public notice. */
  pending: number;
}

/** Whose points they are: a person's, or all of a household's. */
export type Owner = { kind: 'member' | 'household'; id: string };

/**
 * Facts of an owner, newest acceptance first, `limit` at most, before the cursor.
 * @param before the `acceptedAt` and id of the last one seen
 */
export async function listEarned(
  tx: Sql,
  communityId: string,
  owner: Owner,
  limit: number,
  before: { acceptedAt: Date; factId: string } | null = null
): Promise<Earned[]> {
  const own = owner.kind === 'member' ? facts.member_id : facts.household_id;
  const earlier = before
    ? or(
        lt(facts.accepted_at, before.acceptedAt),
        and(eq(facts.accepted_at, before.acceptedAt), lt(facts.id, before.factId))
      )
    : undefined;
  return tx
    .select(earned)
    .from(facts)
    .innerJoin(members, whoDidIt)
    .where(and(eq(facts.community_id, communityId), eq(own, owner.id), earlier))
    .orderBy(desc(facts.accepted_at), desc(facts.id))
    .limit(limit);
}

/** More than a household does in a month; beyond it the list says that it goes on. */
export const MONTH_LIMIT = 300;

/** What an owner did in a time, the latest first, whenever it was accepted; at most `MONTH_LIMIT`. */
export async function listDoneBetween(
  tx: Sql,
  communityId: string,
  owner: Owner,
  from: Date,
  until: Date
): Promise<(Earned & { activity: string; quantity: number })[]> {
  const own = owner.kind === 'member' ? facts.member_id : facts.household_id;
  return tx
    .select({
      ...earned,
      activity: facts.activity,
      quantity: sql<number>`(select r.quantity from ${fact_revisions} r
        where r.community_id = ${facts.community_id} and r.fact_id = ${facts.id}
        order by r.revision desc limit 1)`
    })
    .from(facts)
    .innerJoin(members, whoDidIt)
    .where(
      and(
        eq(facts.community_id, communityId),
        eq(own, owner.id),
        gte(facts.occurred_at, from),
        lt(facts.occurred_at, until)
      )
    )
    .orderBy(desc(facts.occurred_at), desc(facts.id))
    .limit(MONTH_LIMIT);
}

const whoDidIt = and(eq(members.community_id, facts.community_id), eq(members.id, facts.member_id));

/** The columns of `Earned`. */
const earned = {
  factId: facts.id,
  title: facts.title,
  occurredAt: facts.occurred_at,
  acceptedAt: facts.accepted_at,
  memberId: facts.member_id,
  memberName: members.name,
  withdrawn: sql<boolean>`(select r.withdrawn from ${fact_revisions} r
    where r.community_id = ${facts.community_id} and r.fact_id = ${facts.id}
    order by r.revision desc limit 1)`,
  points: sql<number>`(select coalesce(sum(points), 0)::int from (
    select distinct on (rule_id) points from ${awards} a
    where a.community_id = ${facts.community_id} and a.fact_id = ${facts.id}
    order by rule_id, revision desc) current)`,
  pending: sql<number>`(select coalesce(sum(case when t.why = 'award' then t.amount else -t.amount end), 0)::int
    from ${transfers} t where t.community_id = ${facts.community_id} and t.fact_id = ${facts.id}
    and not exists (select from ${transfer_postings} p
      where p.community_id = t.community_id and p.transfer_id = t.id))`
};

export interface FactReceipt extends Earned {
  householdId: string;
  source: string;
  sourceId: string;
  activity: string;
  /** What stands now: one for each rule, or why nothing. */
  receipts: Receipt[];
  /** Everything that was ever awarded, corrected or taken back, oldest first. */
  history: FactMovement[];
  /** Corrections and withdrawal with their reasons, oldest first; empty when never revised. */
  revisions: { at: Date; reason: string; withdrawn: boolean; quantity: number }[];
}

/** A fact with all that explains its points; null when it does not exist in this community. */
export async function readFactReceipt(
  tx: Sql,
  communityId: string,
  factId: string
): Promise<FactReceipt | null> {
  if (!isId(factId)) return null;
  const [found] = await tx
    .select({ fact: facts, memberName: members.name })
    .from(facts)
    .innerJoin(
      members,
      and(eq(members.community_id, facts.community_id), eq(members.id, facts.member_id))
    )
    .where(and(eq(facts.community_id, communityId), eq(facts.id, factId)));
  if (!found) return null;
  const { fact, memberName } = found;
  const revisions = await tx
    .select()
    .from(fact_revisions)
    .where(and(eq(fact_revisions.community_id, communityId), eq(fact_revisions.fact_id, factId)))
    .orderBy(asc(fact_revisions.revision));
  const standing = await tx
    .selectDistinctOn([awards.rule_id])
    .from(awards)
    .where(and(eq(awards.community_id, communityId), eq(awards.fact_id, factId)))
    .orderBy(asc(awards.rule_id), desc(awards.revision));
  const history = await listMovements(tx, communityId, factId);
  const latest = revisions.at(-1);
  return {
    factId,
    title: fact.title,
    occurredAt: fact.occurred_at,
    acceptedAt: fact.accepted_at,
    memberId: fact.member_id,
    memberName,
    householdId: fact.household_id,
    source: fact.source,
    sourceId: fact.source_id,
    activity: fact.activity,
    withdrawn: latest?.withdrawn ?? false,
    points: standing.reduce((sum, award) => sum + award.points, 0),
    pending: history.reduce((sum, { posted, amount }) => sum + (posted ? 0 : amount), 0),
    receipts: await explain(tx, communityId, fact, latest, standing),
    history,
    revisions: revisions.slice(1).map(({ revised_at, reason, withdrawn, quantity }) => ({
      at: revised_at,
      reason,
      withdrawn,
      quantity
    }))
  };
}

async function explain(
  tx: Sql,
  communityId: string,
  fact: typeof facts.$inferSelect,
  latest: typeof fact_revisions.$inferSelect | undefined,
  standing: (typeof awards.$inferSelect)[]
): Promise<Receipt[]> {
  const given = standing.map(({ receipt }) => receipt).filter(isReceipt);
  if (given.length > 0 || !latest) return given;
  const nothing = explainNothing(await readTimeline(tx, communityId), {
    ...fact,
    occurred_at: fact.occurred_at.getTime(),
    quantity: latest.quantity,
    attributes: latest.attributes
  });
  return nothing ? [nothing] : [];
}

/** What a taken-back award leaves is no receipt of its own: the revision's reason says it. */
const isReceipt = (value: object): value is Receipt => 'kind' in value && value.kind === 'award';
