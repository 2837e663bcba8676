import { and, asc, eq, gte, inArray, or, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import type { Fact } from './award';
import type { RuleTimeline } from './model';
import { awards, fact_revisions, facts } from './tables.server';

/** A fact as it is believed now, with what stands for it in the ledger. */
export interface KnownFact {
  fact: Fact;
  withdrawn: boolean;
  revision: number;
  acceptedAt: Date;
  standing: { rule_id: string; version: number; points: number; revision: number }[];
}

/** The people, households and, where a rule counts by grid, grids whose facts bear on each other. */
export interface Circle {
  members: Set<string>;
  households: Set<string>;
  grids: Set<string>;
}

export const circleOf = (list: Pick<Fact, 'member_id' | 'household_id' | 'grid_id'>[]): Circle => ({
  members: new Set(list.map((fact) => fact.member_id)),
  households: new Set(list.map((fact) => fact.household_id)),
  grids: new Set(list.flatMap((fact) => fact.grid_id ?? []))
});

/** The condition of a query on facts that they bear on those of the circle. */
export const isOf = ({ members, households, grids }: Circle) =>
  or(
    inArray(facts.member_id, [...members]),
    inArray(facts.household_id, [...households]),
    grids.size > 0 ? inArray(facts.grid_id, [...grids]) : undefined
  );

export const byId = (known: KnownFact[]): Map<string, KnownFact> =>
  new Map(known.map((each) => [each.fact.id, each]));

/** Whether any version counts by grid: then a grid's facts bear on each other. */
export const countsByGrid = (timeline: RuleTimeline): boolean =>
  timeline.versions.some(
    ({ rule_set }) =>
      rule_set.caps.some((cap) => cap.holder === 'grid') ||
      rule_set.groups.some((group) => group.across?.holder === 'grid')
  );

/** Whether any version has a cap or group that never ends: then the whole history counts. */
export const countsForever = (timeline: RuleTimeline): boolean =>
  timeline.versions.some(
    ({ rule_set }) =>
      rule_set.caps.some((cap) => cap.period === 'once') ||
      rule_set.groups.some((group) => group.across?.period === 'once')
  );

/** The longest distance in days over which a cooldown of any version looks. */
export const longestCooldown = (timeline: RuleTimeline): number =>
  Math.max(
    0,
    ...timeline.versions.flatMap(({ rule_set }) =>
      rule_set.rules.map(({ cooldown }) => cooldown?.days ?? 0)
    )
  );

/**
 * The facts of a circle in the order of their acceptance, withdrawn ones included.
 * @param since only activities from this moment on, when no rule looks further back
 */
export async function readHistory(
  tx: Sql,
  communityId: string,
  circle: Circle,
  since: Date | null = null
): Promise<KnownFact[]> {
  const found = await tx
    .select({
      fact: facts,
      revision: fact_revisions,
      standing: sql<KnownFact['standing'] | null>`(
        select json_agg(json_build_object('rule_id', a.rule_id, 'version', a.rule_version,
                                          'points', a.points, 'revision', a.revision))
        from (select distinct on (rule_id) rule_id, rule_version, points, revision from ${awards} w
              where w.community_id = ${communityId} and w.fact_id = ${facts.id}
              order by rule_id, revision desc) a)`
    })
    .from(facts)
    .innerJoin(
      fact_revisions,
      and(
        eq(fact_revisions.community_id, facts.community_id),
        eq(fact_revisions.fact_id, facts.id),
        sql`${fact_revisions.revision} = (select max(r.revision) from fact_revisions r
             where r.community_id = ${facts.community_id} and r.fact_id = ${facts.id})`
      )
    )
    .where(
      and(
        eq(facts.community_id, communityId),
        isOf(circle),
        since ? gte(facts.occurred_at, since) : undefined
      )
    )
    .orderBy(asc(facts.accepted_at), asc(facts.id));
  return found.map(({ fact, revision, standing }) => ({
    fact: {
      id: fact.id,
      activity: fact.activity,
      member_id: fact.member_id,
      household_id: fact.household_id,
      grid_id: fact.grid_id,
      occurred_at: fact.occurred_at.getTime(),
      quantity: revision.quantity,
      attributes: revision.attributes
    },
    withdrawn: revision.withdrawn,
    revision: revision.revision,
    acceptedAt: fact.accepted_at,
    standing: standing ?? []
  }));
}
