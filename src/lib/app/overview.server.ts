import type { RequestEvent } from '@sveltejs/kit';
import { sql } from 'drizzle-orm';
import { OFFICES } from '../communities/tables.server';
import { countWaiting } from '../claims/read.server';
import type { Standing } from '../communities/standing.server';
import { rows } from '../db/rows.server';
import { withCommunity } from '../db/tenancy.server';
import type { Sql } from '../db/types.server';
import { dueFor } from '../deductions/read.server';
import { listUnconfirmedEvents } from '../events/manage-read.server';
import { hasDuty } from '../grids/duties';
import { tallyGrids, withGridsBelow } from '../grids/grids.server';
import { listUploads } from '../grids/roster-upload.server';
import { openOnes } from '../objections/read.server';
import { teamsLed } from '../volunteering/coordinator.server';
import { listUnconfirmed } from '../volunteering/manage-read.server';
import { reviewedGrids } from './claim-desk.server';
import { officerStanding } from './standing.server';

const UNCONFIRMED_SHOWN = 5;

type OfficerEvent = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'cookies' | 'request'>;

/** What an officer sees first: what waits, who has joined, and what to do next when all is empty. */
export async function readOverview(event: OfficerEvent) {
  const standing = await officerStanding(event, ...OFFICES);
  const { community, offices } = standing;
  const { db, clock } = event.locals.app;
  const may = {
    readHouseholds: hasDuty(offices, 'readHouseholds'),
    keepHouseholds: hasDuty(offices, 'keepHouseholds'),
    keepGrids: hasDuty(offices, 'keepGrids'),
    runShifts: hasDuty(offices, 'runShifts'),
    runEvents: hasDuty(offices, 'runEvents'),
    readAudit: hasDuty(offices, 'readAudit')
  };
  return withCommunity(db, community.id, async (tx) => {
    const now = await clock(tx);
    const tally = may.readHouseholds ? await tallyGrids(tx, community.id) : null;
    const [upload] = may.keepHouseholds ? await listUploads(tx, community.id, now, 1) : [];
    const unconfirmed = may.runShifts
      ? await listUnconfirmed(tx, community.id, teamsLed(offices), now)
      : [];
    const events = may.runEvents ? await listUnconfirmedEvents(tx, community.id, now) : [];
    const led = offices.flatMap(({ grid_id }) => grid_id ?? []);
    const seesAll = may.keepHouseholds || may.readAudit;
    const visible = withGridsBelow(tally?.grids ?? [], led);
    const grids = (tally?.grids ?? []).filter(({ id }) => seesAll || visible.includes(id));
    const sum = (count: 'households' | 'joined') =>
      grids.reduce((total, grid) => total + grid[count], seesAll ? (tally?.none[count] ?? 0) : 0);
    return {
      may,
      grids: grids.map(({ id, name, households, joined }) => ({ id, name, households, joined })),
      withoutGrid: seesAll ? (tally?.none ?? null) : null,
      households: sum('households'),
      joined: sum('joined'),
      upload: upload ?? null,
      /** Shifts that are over and wait for somebody to confirm who was there; the oldest first. */
      unconfirmed: unconfirmed.slice(0, UNCONFIRMED_SHOWN).map(({ id, title, team, startsAt }) => ({
        id,
        title,
        team,
        startsAt
      })),
      unconfirmedCount: unconfirmed.length,
      /** Events that are over and wait for somebody to say who came; the oldest first. */
      unconfirmedEvents: events
        .slice(0, UNCONFIRMED_SHOWN)
        .map(({ id, title, place, startsAt }) => ({
          id,
          title,
          place,
          startsAt
        })),
      now
    };
  });
}

/**
 * How many claims wait for the officer's review, and for the committee how many objections and
 * deductions.
 */
export async function countWaitingWork(
  tx: Sql,
  standing: Standing
): Promise<{ claims: number; objections: number; deductions: number }> {
  const { community, offices } = standing;
  const reviews = hasDuty(offices, 'reviewClaims');
  const own = offices.map(({ member_id }) => member_id);
  const nothing = sql`0`;
  const [counted] = await rows<{ objections: number; deductions: number }>(
    tx,
    sql`select ${hasDuty(offices, 'decideObjections') ? openOnes(community.id) : nothing} as objections,
          ${hasDuty(offices, 'deduct') ? dueFor(community.id, own) : nothing} as deductions`
  );
  return {
    claims: reviews ? await countWaiting(tx, community.id, await reviewedGrids(tx, standing)) : 0,
    objections: counted?.objections ?? 0,
    deductions: counted?.deductions ?? 0
  };
}
