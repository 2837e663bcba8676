import type { Sql } from '../db/types.server';
import type { Receipt } from './award';
import { awardNext, horizon, readGrids, toFact, type NewFact } from './facts.server';
import { explainNothing } from './fold';
import { circleOf, countsByGrid, readHistory } from './history.server';
import { readTimeline } from './timeline.server';

/** What a fact would give if it were accepted now, with the reasons. */
export interface Preview {
  /** Smallest units, less what it would take from an earlier fact that it replaces. */
  points: number;
  receipts: Receipt[];
}

/** Judges a fact as it would be judged now, with what is left of every limit. Writes and locks nothing. */
export async function previewFact(tx: Sql, communityId: string, fact: NewFact): Promise<Preview> {
  const timeline = await readTimeline(tx, communityId);
  const grids = await readGrids(tx, communityId, [fact]);
  const shell = toFact(fact, grids.get(fact.householdId) ?? null);
  const circle = circleOf([shell]);
  if (!countsByGrid(timeline)) circle.grids.clear();
  const known = await readHistory(tx, communityId, circle, horizon(timeline, [shell]));
  const before = new Map(
    known.flatMap(({ fact, standing }) =>
      standing.map(({ rule_id, points }) => [`${fact.id}:${rule_id}`, points] as const)
    )
  );
  const awards = awardNext(timeline, known, [shell]).map(({ award }) => award);
  const receipts: Receipt[] = awards
    .filter(({ fact_id }) => fact_id === shell.id)
    .map(({ receipt }) => receipt);
  const nothing = receipts.length === 0 ? explainNothing(timeline, shell) : null;
  return {
    points: awards.reduce(
      (sum, { fact_id, rule_id, points }) =>
        sum + points - (before.get(`${fact_id}:${rule_id}`) ?? 0),
      0
    ),
    receipts: nothing ? [nothing] : receipts
  };
}
