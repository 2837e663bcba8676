import { and, eq, inArray, isNull, not, or } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import type { Fact } from './award';
import type { StandingAward } from './fold';
import { circleOf, countsByGrid, isOf, readHistory, type KnownFact } from './history.server';
import type { RuleTimeline } from './model';
import type { FactReceipt } from './read.server';
import type { CheckInputs } from './recheck';
import { awards, facts, rule_sets } from './tables.server';
import { readTimeline } from './timeline.server';

/** Who checks: whose facts they may see. */
export interface Checker {
  memberId: string;
  householdId: string | null;
  /** Officers who may open every receipt. */
  seesAll: boolean;
}

/**
 * What the receipts of a fact follow from, for somebody who may open them: facts of their own and of
 * their household. Of others only whether there are any.
 */
export async function readCheckInputs(
  tx: Sql,
  communityId: string,
  receipt: FactReceipt,
  { memberId, householdId, seesAll }: Checker
): Promise<CheckInputs> {
  const timeline = await readTimeline(tx, communityId);
  const circle = {
    members: new Set([receipt.memberId]),
    households: new Set([receipt.householdId]),
    grids: new Set<string>()
  };
  const known = await readHistory(tx, communityId, circle);
  const seen = known.filter(
    ({ fact }) =>
      seesAll ||
      fact.id === receipt.factId ||
      fact.member_id === memberId ||
      fact.household_id === householdId
  );
  const given = await readAwards(tx, communityId, seen);
  const made = madeAt(receipt, seen, given);
  const versions = await publishedBy(tx, communityId, timeline, made);
  const counted = seen.filter(
    ({ fact, withdrawn, acceptedAt }) =>
      fact.id === receipt.factId || (!withdrawn && acceptedAt <= made)
  );
  const order = new Map(counted.map(({ fact }, index) => [fact.id, index]));
  const subject = order.get(receipt.factId) ?? 0;
  return {
    timeline: versions,
    subject: receipt.factId,
    withdrawn: receipt.withdrawn,
    facts: counted.map(({ fact }, index) => ({
      fact,
      standing: stoodAt(
        given.filter(({ fact_id }) => fact_id === fact.id),
        made,
        (by) => index < subject && (order.get(by) ?? Infinity) >= subject
      )
    })),
    hidden:
      seen.length < known.length ||
      (await reachesFurther(tx, communityId, timeline, known, circle)),
    recorded: receipt.receipts,
    points: receipt.points
  };
}

type GivenAward = typeof awards.$inferSelect;

const readAwards = (tx: Sql, communityId: string, list: KnownFact[]): Promise<GivenAward[]> =>
  tx
    .select()
    .from(awards)
    .where(
      and(
        eq(awards.community_id, communityId),
        inArray(
          awards.fact_id,
          list.map(({ fact }) => fact.id)
        )
      )
    )
    .orderBy(awards.fact_id, awards.rule_id, awards.revision);

/** When the receipts that stand were made; of a fact without any, when it was last believed anew. */
function madeAt(receipt: FactReceipt, seen: KnownFact[], given: GivenAward[]): Date {
  const times = given
    .filter(({ fact_id }) => fact_id === receipt.factId)
    .map(({ awarded_at }) => awarded_at.getTime());
  const revised = receipt.revisions.map(({ at }) => at.getTime());
  const accepted = receipt.acceptedAt.getTime();
  return new Date(Math.max(accepted, ...(times.length > 0 ? times : revised)));
}

/** Versions that were published by then: a later one may begin on the same day. */
async function publishedBy(
  tx: Sql,
  communityId: string,
  { time_zone, versions }: RuleTimeline,
  made: Date
): Promise<RuleTimeline> {
  const published = await tx
    .select({ version: rule_sets.version, at: rule_sets.published_at })
    .from(rule_sets)
    .where(eq(rule_sets.community_id, communityId));
  const known = new Set(published.filter(({ at }) => at <= made).map(({ version }) => version));
  return { time_zone, versions: versions.filter(({ version }) => known.has(version)) };
}

/** The latest award of each rule by then, before facts that came later took its place. */
function stoodAt(
  given: GivenAward[],
  made: Date,
  cameLater: (factId: string) => boolean
): StandingAward[] {
  const standing = new Map<string, StandingAward>();
  for (const { rule_id, rule_version, points, awarded_at, receipt } of given) {
    const isReplaced =
      'stack' in receipt &&
      isLoss(receipt.stack) &&
      receipt.stack.outcome === 'replaced' &&
      cameLater(receipt.stack.by_fact_id);
    if (awarded_at > made || isReplaced) continue;
    standing.set(rule_id, { rule_id, version: rule_version, points });
  }
  return [...standing.values()].filter(({ points }) => points > 0);
}

const isLoss = (value: unknown): value is { outcome: string; by_fact_id: string } =>
  typeof value === 'object' && value !== null && 'by_fact_id' in value;

/** Whether others' facts bear on these ones: of households moved from, of members elsewhere, of a grid. */
async function reachesFurther(
  tx: Sql,
  communityId: string,
  timeline: RuleTimeline,
  known: KnownFact[],
  circle: Parameters<typeof isOf>[0]
): Promise<boolean> {
  const list: Fact[] = known.map(({ fact }) => fact);
  const reached = circleOf(list);
  const isByGrid = countsByGrid(timeline);
  if (!isByGrid) reached.grids.clear();
  const gridless = isByGrid && list.some(({ grid_id }) => grid_id === null);
  const [further] = await tx
    .select({ id: facts.id })
    .from(facts)
    .where(
      and(
        eq(facts.community_id, communityId),
        or(isOf(reached), gridless ? isNull(facts.grid_id) : undefined),
        not(isOf(circle) ?? eq(facts.id, facts.id))
      )
    )
    .limit(1);
  return further !== undefined;
}
