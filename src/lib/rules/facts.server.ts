import { and, eq, inArray, max } from 'drizzle-orm';
import type { CommandContext } from '../commands/command.server';
import { households } from '../grids/tables.server';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { addDays, civilDate, instantOf, startOfPeriod } from '../shared/civil-time';
import { assert } from '../shared/result';
import type { AttributeValue, Award, Fact } from './award';
import { startFold } from './fold';
import {
  byId,
  circleOf,
  countsByGrid,
  countsForever,
  isOf,
  longestCooldown,
  readHistory,
  type Circle,
  type KnownFact
} from './history.server';
import { lockCircle } from './locks.server';
import type { RuleTimeline } from './model';
import { settle, settlementOf } from './settle.server';
import { fact_revisions, facts } from './tables.server';
import { readTimeline } from './timeline.server';

/** Something that an activity of the product vouches for and the rules may reward. */
export interface NewFact {
  activity: string;
  memberId: string;
  /** The household of the member at the time of the activity. */
  householdId: string;
  occurredAt: Date;
  /** In the activity's unit: minutes, times or pieces. */
  quantity: number;
  attributes?: Record<string, AttributeValue>;
  /** The kind and id of the record behind it; one fact for each member of a source. */
  source: string;
  sourceId: string;
  /** What it was, in the words of those who arranged it. */
  title: string;
}

export interface Recorded {
  factId: string;
  memberId: string;
  /** Smallest units that the fact gives, over all rules. */
  points: number;
}

/** What recording and revising use of a command's context. */
export type FactContext = Pick<CommandContext, 'communityId' | 'readClock' | 'caller'>;

/**
 * Accepts facts and awards their points at once, in the caller's transaction. The order of
 * acceptance is that of the database's clock after the locks are taken (RULES.md, "Semantics").
 */
export async function recordFacts(
  tx: Sql,
  context: FactContext,
  list: NewFact[]
): Promise<Recorded[]> {
  if (list.length === 0) return [];
  const { communityId } = context;
  const timeline = await readTimeline(tx, communityId);
  const grids = await readGrids(tx, communityId, list);
  const shells = list.map((fact) => toFact(fact, grids.get(fact.householdId) ?? null));
  const circle = circleOf(shells);
  if (!countsByGrid(timeline)) circle.grids.clear();
  await lockCircle(tx, communityId, circle);
  const acceptedAt = await nextAcceptance(tx, context, circle);
  const known = await readHistory(tx, communityId, circle, horizon(timeline, shells));
  await insertFacts(tx, context, list, shells, acceptedAt);
  const awards = awardNext(timeline, known, shells);
  const gained = await settle(
    tx,
    communityId,
    acceptedAt,
    timeline,
    byId(known),
    awards.map(({ fact, award }) => settlementOf(fact, award))
  );
  return shells.map((fact) => ({
    factId: fact.id,
    memberId: fact.member_id,
    points: gained.get(fact.id) ?? 0
  }));
}

/** Judges new facts after recalling what stands; gives what they set, replaced awards included. */
export function awardNext(
  timeline: RuleTimeline,
  known: KnownFact[],
  fresh: Fact[]
): { fact: Fact; award: Award }[] {
  const fold = startFold(timeline);
  const all = new Map(fresh.map((fact) => [fact.id, fact]));
  for (const { fact, withdrawn, standing } of known) {
    all.set(fact.id, fact);
    const live = standing.filter(({ points }) => points > 0);
    if (!withdrawn) fold.recall(fact, live);
  }
  const final = new Map<string, Map<string, Award>>();
  for (const fact of fresh) {
    for (const award of fold.accept(fact)) {
      const rules = final.get(award.fact_id) ?? new Map<string, Award>();
      final.set(award.fact_id, rules.set(award.rule_id, award));
    }
  }
  return [...final].flatMap(([id, rules]) => {
    const fact = all.get(id);
    assert(fact, 'an award belongs to a known fact');
    return [...rules.values()].map((award) => ({ fact, award }));
  });
}

export const toFact = (fact: NewFact, gridId: string | null): Fact => ({
  id: newId(),
  activity: fact.activity,
  member_id: fact.memberId,
  household_id: fact.householdId,
  grid_id: gridId,
  occurred_at: fact.occurredAt.getTime(),
  quantity: fact.quantity,
  attributes: fact.attributes ?? {}
});

export async function readGrids(
  tx: Sql,
  communityId: string,
  list: NewFact[]
): Promise<Map<string, string | null>> {
  const found = await tx
    .select({ id: households.id, grid_id: households.grid_id })
    .from(households)
    .where(
      and(
        eq(households.community_id, communityId),
        inArray(households.id, [...new Set(list.map(({ householdId }) => householdId))])
      )
    );
  return new Map(found.map(({ id, grid_id }) => [id, grid_id]));
}

/** Strictly after every fact of the circle, also within one millisecond. */
async function nextAcceptance(tx: Sql, context: FactContext, circle: Circle): Promise<Date> {
  const now = await context.readClock();
  const [last] = await tx
    .select({ at: max(facts.accepted_at) })
    .from(facts)
    .where(and(eq(facts.community_id, context.communityId), isOf(circle)));
  const after = last?.at ? last.at.getTime() + 1 : 0;
  return new Date(Math.max(now.getTime(), after));
}

/**
 * Periods end with the year at the latest, except `once`; a week may begin in the year before, and
 * a cooldown looks back over it.
 */
export function horizon(timeline: RuleTimeline, list: Fact[]): Date | null {
  if (countsForever(timeline)) return null;
  const earliest = Math.min(...list.map((fact) => fact.occurred_at));
  const date = civilDate(earliest, timeline.time_zone);
  const years = instantOf(startOfPeriod(date, 'year'), timeline.time_zone);
  const weeks = instantOf(startOfPeriod(date, 'week'), timeline.time_zone);
  const cooldown = instantOf(addDays(date, -longestCooldown(timeline)), timeline.time_zone);
  return new Date(Math.min(years, weeks, cooldown));
}

async function insertFacts(
  tx: Sql,
  { communityId, caller }: FactContext,
  list: NewFact[],
  shells: Fact[],
  acceptedAt: Date
): Promise<void> {
  await tx.insert(facts).values(
    shells.map((fact, index) => ({
      community_id: communityId,
      id: fact.id,
      activity: fact.activity,
      member_id: fact.member_id,
      household_id: fact.household_id,
      grid_id: fact.grid_id,
      occurred_at: new Date(fact.occurred_at),
      accepted_at: acceptedAt,
      recorded_by: caller.accountId,
      source: list[index]!.source,
      source_id: list[index]!.sourceId,
      title: list[index]!.title
    }))
  );
  await tx.insert(fact_revisions).values(
    shells.map((fact) => ({
      community_id: communityId,
      fact_id: fact.id,
      revision: 0,
      withdrawn: false,
      quantity: fact.quantity,
      attributes: fact.attributes,
      reason: '',
      revised_by: caller.accountId,
      revised_at: acceptedAt
    }))
  );
}
