import type { RequestEvent } from '@sveltejs/kit';
import type { Standing } from '../communities/standing.server';
import { withCommunity } from '../db/tenancy.server';
import type { Sql } from '../db/types.server';
import { DUTIES, hasDuty, seesNames, type Duty } from '../grids/duties';
import { listGrids, withGridsBelow } from '../grids/grids.server';
import { officerStanding } from './standing.server';

type OfficerEvent = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'cookies' | 'request'>;

/** What a page of the committee's side reads with, in one transaction of its community. */
export interface Desk {
  standing: Standing;
  communityId: string;
  /** The grids whose households the officer may see; null for all. */
  within: readonly string[] | null;
  /** Whether names are shown in full: to those who work with them, not to an auditor. */
  seesNames: boolean;
  may(duty: Duty): boolean;
  now: Date;
}

/** Reads for an officer with the duty; anybody else gets the 404 of a page that is not there. */
export async function atDesk<Result>(
  event: OfficerEvent,
  duty: Duty,
  work: (tx: Sql, desk: Desk) => Promise<Result>
): Promise<Result> {
  const standing = await officerStanding(event, ...DUTIES[duty]);
  const { db, clock } = event.locals.app;
  const communityId = standing.community.id;
  return withCommunity(db, communityId, async (tx) => {
    const within = await gridsWithin(tx, standing);
    const may = (one: Duty) => hasDuty(standing.offices, one);
    const names = seesNames(standing.offices, within);
    return work(tx, {
      standing,
      communityId,
      within,
      seesNames: names,
      may,
      now: await clock(tx)
    });
  });
}

/** A grid leader who holds no other office of the whole community sees the own grids only. */
export async function gridsWithin(
  tx: Sql,
  { community, offices }: Standing
): Promise<string[] | null> {
  const seesAll = offices.some(({ office }) => ['committee', 'clerk', 'auditor'].includes(office));
  if (seesAll) return null;
  const led = offices.flatMap(({ office, grid_id }) =>
    office === 'grid_leader' && grid_id ? [grid_id] : []
  );
  return withGridsBelow(await listGrids(tx, community.id), led);
}
