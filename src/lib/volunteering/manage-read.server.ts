import { and, asc, desc, eq, gt, ilike, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { beyond } from '../db/keyset.server';
import { containing } from '../db/like.server';
import type { Sql } from '../db/types.server';
import type { Cursor } from '../shared/cursor';
import {
  shift_check_ins,
  shift_confirmations,
  shift_signups,
  shifts,
  teams
} from './tables.server';

/** A shift as its coordinator meets it in lists. */
export interface ManagedShift {
  id: string;
  teamId: string;
  team: string;
  title: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  taken: number;
  cancelled: boolean;
  waiting: number;
  /** How many were there. */
  present: number;
  /** How many of them have their service confirmed. */
  confirmed: number;
}

/** How long a shift to which nobody came still asks to be looked at. */
const FORGOTTEN_AFTER_DAYS = 14;
const MOST_UNCONFIRMED = 50;

/**
 * Shifts that are over and wait for the coordinator: somebody was there and is not confirmed, or
 * nobody was marked at all within the last 14 days. Oldest first, 50 at most.
 * @param teamIds the teams of the coordinator; null for all
 */
export const listUnconfirmed = (
  tx: Sql,
  communityId: string,
  teamIds: string[] | null,
  now: Date
): Promise<ManagedShift[]> =>
  listManagedShifts(tx, communityId, {
    teamIds,
    now,
    view: 'unconfirmed',
    limit: MOST_UNCONFIRMED
  });

export interface ManagedFilter {
  teamIds: string[] | null;
  now: Date;
  view: 'upcoming' | 'past' | 'unconfirmed';
  limit: number;
  /** Words of the title or the place. */
  search?: string;
  teamId?: string | null;
  after?: Cursor | null;
}

/** Shifts of the teams: upcoming soonest first, past latest first. */
export function listManagedShifts(
  tx: Sql,
  communityId: string,
  { teamIds, now, view, limit, search, teamId, after }: ManagedFilter
): Promise<ManagedShift[]> {
  const pattern = search?.trim() ? containing(search) : null;
  const newestFirst = view === 'past';
  const order = newestFirst ? desc : asc;
  return tx
    .select(columns)
    .from(shifts)
    .innerJoin(
      teams,
      and(eq(teams.community_id, shifts.community_id), eq(teams.id, shifts.team_id))
    )
    .where(
      and(
        eq(shifts.community_id, communityId),
        teamIds ? inArray(shifts.team_id, teamIds) : undefined,
        teamId ? eq(shifts.team_id, teamId) : undefined,
        pattern ? or(ilike(shifts.title, pattern), ilike(shifts.place, pattern)) : undefined,
        view === 'upcoming' ? gt(shifts.ends_at, now) : lte(shifts.ends_at, now),
        view === 'unconfirmed' ? awaitsConfirmation(now) : undefined,
        after
          ? beyond([shifts.starts_at, shifts.id], after, newestFirst ? 'earlier' : 'later')
          : undefined
      )
    )
    .orderBy(order(shifts.starts_at), order(shifts.id))
    .limit(limit);
}

const present = sql<number>`(select count(*)::int from ${shift_check_ins} c
  where c.community_id = ${shifts.community_id} and c.shift_id = ${shifts.id}
  and c.undone_at is null)`;

const confirmed = sql<number>`(select count(*)::int from (
  select distinct on (v.member_id) v.kind from ${shift_confirmations} v
  where v.community_id = ${shifts.community_id} and v.shift_id = ${shifts.id}
  order by v.member_id, v.revision desc) latest where latest.kind <> 'withdrawn')`;

const everConfirmed = sql`exists (select from ${shift_confirmations} v
  where v.community_id = ${shifts.community_id} and v.shift_id = ${shifts.id})`;

const unheard = sql`exists (select from ${shift_check_ins} c
  where c.community_id = ${shifts.community_id} and c.shift_id = ${shifts.id}
  and c.undone_at is null and not exists (select from ${shift_confirmations} v
    where v.community_id = c.community_id and v.shift_id = c.shift_id
    and v.member_id = c.member_id))`;

const awaitsConfirmation = (now: Date) =>
  and(
    isNull(shifts.cancelled_at),
    gt(shifts.taken, 0),
    or(
      unheard,
      and(
        gt(shifts.ends_at, new Date(now.getTime() - FORGOTTEN_AFTER_DAYS * 86_400_000)),
        sql`not ${everConfirmed}`
      )
    )
  );

const columns = {
  id: shifts.id,
  teamId: shifts.team_id,
  team: teams.name,
  title: shifts.title,
  place: shifts.place,
  startsAt: shifts.starts_at,
  endsAt: shifts.ends_at,
  capacity: shifts.capacity,
  taken: shifts.taken,
  cancelled: sql<boolean>`${shifts.cancelled_at} is not null`,
  waiting: sql<number>`(select count(*)::int from ${shift_signups} w
    where w.community_id = ${shifts.community_id} and w.shift_id = ${shifts.id}
    and w.cancelled_at is null and w.waiting_seq is not null)`,
  present,
  confirmed
};
