import { and, eq, inArray, max, or } from 'drizzle-orm';
import type { CommandContext } from '../commands/command.server';
import { households } from '../grids/tables.server';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { civilDate, instantOf, startOfPeriod } from '../shared/civil-time';
import { assert } from '../shared/result';
import type { AttributeValue, Award, Fact } from './award';
import { startFold } from './fold';
import {
  circleOf,
  countsByGrid,
  countsForever,
  readHistory,
  type KnownFact
} from './history.server';
import { lockCircle } from './locks.server';
import type { RuleTimeline } from './model';
import { refold } from './refold.server';
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

type FactContext = Pick<CommandContext, 'communityId' | 'readClock' | 'caller'>;

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
  const acceptedAt = await nextAcceptance(tx, context, shells);
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

/** Believes another quantity of a fact from now on and folds everyone affected again. */
export const correctFact = (
  tx: Sql,
  context: FactContext,
  factId: string,
  { quantity, reason }: { quantity: number; reason: string }
): Promise<void> => revise(tx, context, factId, { quantity, reason, withdrawn: false });

/** Takes a fact back: everyone affected gets what would have been without it. */
export const withdrawFact = (
  tx: Sql,
  context: FactContext,
  factId: string,
  reason: string
): Promise<void> => revise(tx, context, factId, { reason, withdrawn: true });

async function revise(
  tx: Sql,
  context: FactContext,
  factId: string,
  change: { quantity?: number; reason: string; withdrawn: boolean }
): Promise<void> {
  const { communityId } = context;
  const timeline = await readTimeline(tx, communityId);
  const circle = await lockConnected(tx, communityId, timeline, factId);
  const now = await context.readClock();
  const before = (await readHistory(tx, communityId, circle)).find(
    ({ fact }) => fact.id === factId
  );
  assert(before, 'the fact to revise is in its own circle');
  await tx.insert(fact_revisions).values({
    community_id: communityId,
    fact_id: factId,
    revision: before.revision + 1,
    withdrawn: change.withdrawn,
    quantity: change.quantity ?? before.fact.quantity,
    attributes: before.fact.attributes,
    reason: change.reason,
    revised_by: context.caller.accountId,
    revised_at: now
  });
  const known = await readHistory(tx, communityId, circle);
  await settle(tx, communityId, now, timeline, byId(known), refold(timeline, known));
}

/**
 * Locks all whose awards could change with the fact: its household, the members with facts there,
 * their other households, and so on until nobody new is found.
 */
async function lockConnected(tx: Sql, communityId: string, timeline: RuleTimeline, factId: string) {
  const [fact] = await tx
    .select()
    .from(facts)
    .where(and(eq(facts.community_id, communityId), eq(facts.id, factId)));
  assert(fact, 'the fact to revise exists');
  let circle = circleOf([fact]);
  for (;;) {
    if (!countsByGrid(timeline)) circle.grids.clear();
    await lockCircle(tx, communityId, circle);
    const reached = circleOf(
      (await readHistory(tx, communityId, circle)).map((known) => known.fact)
    );
    const size = circle.members.size + circle.households.size + circle.grids.size;
    circle = reached;
    if (!countsByGrid(timeline)) circle.grids.clear();
    if (circle.members.size + circle.households.size + circle.grids.size === size) return circle;
  }
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

const byId = (known: KnownFact[]): Map<string, KnownFact> =>
  new Map(known.map((each) => [each.fact.id, each]));

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

/** Strictly after every fact of the same people and households, also within one millisecond. */
async function nextAcceptance(tx: Sql, context: FactContext, list: Fact[]): Promise<Date> {
  const now = await context.readClock();
  const { members, households } = circleOf(list);
  const [last] = await tx
    .select({ at: max(facts.accepted_at) })
    .from(facts)
    .where(
      and(
        eq(facts.community_id, context.communityId),
        or(inArray(facts.member_id, [...members]), inArray(facts.household_id, [...households]))
      )
    );
  const after = last?.at ? last.at.getTime() + 1 : 0;
  return new Date(Math.max(now.getTime(), after));
}

/** Periods end with the year at the latest, except `once`; a week may begin in the year before. */
export function horizon(timeline: RuleTimeline, list: Fact[]): Date | null {
  if (countsForever(timeline)) return null;
  const earliest = Math.min(...list.map((fact) => fact.occurred_at));
  const date = civilDate(earliest, timeline.time_zone);
  const years = instantOf(startOfPeriod(date, 'year'), timeline.time_zone);
  const weeks = instantOf(startOfPeriod(date, 'week'), timeline.time_zone);
  return new Date(Math.min(years, weeks));
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
