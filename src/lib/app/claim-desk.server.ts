import { isWithin } from '../claims/reviewer.server';
import type { Standing } from '../communities/standing.server';
import type { Sql } from '../db/types.server';
import { hasDuty } from '../grids/duties';
import { gridsWithin } from './officer.server';

/** Whether the viewer's offices cover the household of a claim: to look, not yet to decide. */
export async function mayReview(
  tx: Sql,
  standing: Standing,
  claim: Parameters<typeof isWithin>[1]
): Promise<boolean> {
  if (!hasDuty(standing.offices, 'reviewClaims')) return false;
  const within = await reviewedGrids(tx, standing);
  return !within || isWithin(tx, claim, within);
}

/** The grids whose claims the viewer reviews; null for all. An auditor's or clerk's office adds none. */
export function reviewedGrids(tx: Sql, standing: Standing): Promise<string[] | null> {
  const reviewing = standing.offices.filter(({ office }) =>
    ['committee', 'grid_leader'].includes(office)
  );
  return gridsWithin(tx, { ...standing, offices: reviewing });
}
