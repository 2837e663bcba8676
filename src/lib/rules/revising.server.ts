import { and, eq, inArray } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { assert } from '../shared/result';
import type { AttributeValue } from './award';
import type { FactContext } from './facts.server';
import { byId, circleOf, countsByGrid, readHistory, type Circle } from './history.server';
import { lockCircle } from './locks.server';
import type { RuleTimeline } from './model';
import { refold } from './refold.server';
import { settle } from './settle.server';
import { fact_revisions, facts } from './tables.server';
import { readTimeline } from './timeline.server';

/** Another quantity of a fact, in the activity's unit, or also other attributes. */
export interface Correction {
  factId: string;
  quantity: number;
  attributes?: Record<string, AttributeValue>;
}

/**
 * Believes other quantities of facts from now on and folds everyone affected again, once for all of
 * them. A fact that was withdrawn counts again.
 */
export const correctFacts = (
  tx: Sql,
  context: FactContext,
  list: Correction[],
  reason: string
): Promise<void> =>
  revise(
    tx,
    context,
    list.map((correction) => ({ ...correction, reason, withdrawn: false }))
  );

/** As `correctFacts`, of one. */
export const correctFact = (
  tx: Sql,
  context: FactContext,
  factId: string,
  { quantity, reason }: { quantity: number; reason: string }
): Promise<void> => correctFacts(tx, context, [{ factId, quantity }], reason);

/** Takes a fact back: everyone affected gets what would have been without it. */
export const withdrawFact = (
  tx: Sql,
  context: FactContext,
  factId: string,
  reason: string
): Promise<void> => revise(tx, context, [{ factId, reason, withdrawn: true }]);

interface Revision {
  factId: string;
  /** As before when it is not given. */
  quantity?: number;
  attributes?: Record<string, AttributeValue>;
  reason: string;
  withdrawn: boolean;
}

async function revise(tx: Sql, context: FactContext, list: Revision[]): Promise<void> {
  if (list.length === 0) return;
  const { communityId, caller } = context;
  const timeline = await readTimeline(tx, communityId);
  const circle = await lockConnected(
    tx,
    communityId,
    timeline,
    list.map(({ factId }) => factId)
  );
  const now = await context.readClock();
  const before = byId(await readHistory(tx, communityId, circle));
  await tx.insert(fact_revisions).values(
    list.map(({ factId, quantity, attributes, reason, withdrawn }) => {
      const known = before.get(factId);
      assert(known, 'a fact to revise is in its own circle');
      return {
        community_id: communityId,
        fact_id: factId,
        revision: known.revision + 1,
        withdrawn,
        quantity: quantity ?? known.fact.quantity,
        attributes: attributes ?? known.fact.attributes,
        reason,
        revised_by: caller.accountId,
        revised_at: now
      };
    })
  );
  const known = await readHistory(tx, communityId, circle);
  await settle(tx, communityId, now, timeline, byId(known), refold(timeline, known));
}

/**
 * Locks all whose awards could change with the facts: their households, the members with facts
 * there, their other households, and so on until nobody new is found.
 */
async function lockConnected(
  tx: Sql,
  communityId: string,
  timeline: RuleTimeline,
  factIds: string[]
): Promise<Circle> {
  const revised = await tx
    .select()
    .from(facts)
    .where(and(eq(facts.community_id, communityId), inArray(facts.id, factIds)));
  assert(revised.length === new Set(factIds).size, 'the facts to revise exist');
  let circle = circleOf(revised);
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
