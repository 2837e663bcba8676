import { and, asc, desc, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { beyond } from '../db/keyset.server';
import type { Sql } from '../db/types.server';
import type { CheckInEvidence } from '../door/evidence';
import type { Cursor } from '../shared/cursor';
import { isId } from '../shared/id';
import {
  shift_check_ins,
  shift_confirmations,
  shift_signups,
  shifts,
  teams
} from './tables.server';

/** A shift as a resident meets it in lists. */
export interface ShiftSummary {
  id: string;
  teamId: string;
  team: string;
  activity: string;
  title: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  taken: number;
  cancelled: boolean;
  /** How the member stands to it. */
  mine: 'none' | 'place' | 'waiting';
  /** The number on the waiting list, 1 being the next to move up; null when not waiting. */
  position: number | null;
  checkedIn: boolean;
}

/**
 * The shifts that the member signed up for or waits for and that end after `from`, soonest first,
 * with those that were called off.
 */
export const listMyShifts = (
  tx: Sql,
  communityId: string,
  memberId: string,
  from: Date,
  limit: number
): Promise<ShiftSummary[]> => selectMine(tx, communityId, memberId, from, limit);

/**
 * What the home page shows, in one query: the shifts of the member as `listMyShifts`, and those
 * that begin after `from`, have places left and that the member is not signed up for.
 */
export async function listHomeShifts(
  tx: Sql,
  communityId: string,
  memberId: string,
  from: Date,
  most: { mine: number; open: number }
): Promise<{ mine: ShiftSummary[]; open: ShiftSummary[] }> {
  const both = await unionAll(
    selectMine(tx, communityId, memberId, from, most.mine),
    selectUpcoming(tx, communityId, memberId, {
      from,
      limit: most.open,
      openOnly: true,
      othersOnly: true
    })
  );
  const found = both.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  return {
    mine: found.filter(({ mine }) => mine !== 'none'),
    open: found.filter(({ mine }) => mine === 'none')
  };
}

const selectMine = (tx: Sql, communityId: string, memberId: string, from: Date, limit: number) =>
  selectShifts(tx, memberId)
    .where(
      and(
        eq(shifts.community_id, communityId),
        gt(shifts.ends_at, from),
        isNotNull(shift_signups.id)
      )
    )
    .orderBy(asc(shifts.starts_at), asc(shifts.id))
    .limit(limit);

export interface UpcomingFilter {
  from: Date;
  /** Those that begin before. */
  until?: Date;
  limit: number;
  teamId?: string | null;
  /** Only with places left. */
  openOnly?: boolean;
  /** Only those that the member has not signed up for. */
  othersOnly?: boolean;
  /** Only those with places left or in which the member takes part already. */
  joinableOnly?: boolean;
  /** The last shift of the page before. */
  after?: Cursor | null;
}

/** Shifts that begin after a moment and were not called off, soonest first. */
export const listUpcomingShifts = (
  tx: Sql,
  communityId: string,
  memberId: string,
  filter: UpcomingFilter
): Promise<ShiftSummary[]> => selectUpcoming(tx, communityId, memberId, filter);

const selectUpcoming = (
  tx: Sql,
  communityId: string,
  memberId: string,
  { from, until, limit, teamId, openOnly, othersOnly, joinableOnly, after }: UpcomingFilter
) =>
  selectShifts(tx, memberId)
    .where(
      and(
        eq(shifts.community_id, communityId),
        gt(shifts.starts_at, from),
        until ? lt(shifts.starts_at, until) : undefined,
        isNull(shifts.cancelled_at),
        teamId ? eq(shifts.team_id, teamId) : undefined,
        openOnly ? lt(shifts.taken, shifts.capacity) : undefined,
        othersOnly ? isNull(shift_signups.id) : undefined,
        joinableOnly
          ? or(lt(shifts.taken, shifts.capacity), isNotNull(shift_signups.id))
          : undefined,
        after ? beyond([shifts.starts_at, shifts.id], after, 'later') : undefined
      )
    )
    .orderBy(asc(shifts.starts_at), asc(shifts.id))
    .limit(limit);

/** A shift with all that its page says to one member. */
export interface ShiftDetail extends ShiftSummary {
  note: string;
  waiting: number;
  revision: number;
  cancelReason: string | null;
  arrivedAt: Date | null;
  evidence: CheckInEvidence | null;
  leftAt: Date | null;
  /** What was confirmed, unless it was withdrawn. */
  confirmed: { minutes: number; factId: string; at: Date } | null;
}

/** The shift for its page; null when the community has none of that id. */
export async function readShift(
  tx: Sql,
  communityId: string,
  memberId: string,
  shiftId: string
): Promise<ShiftDetail | null> {
  if (!isId(shiftId)) return null;
  const [found] = await tx
    .select({
      ...summary(memberId),
      note: shifts.note,
      revision: shifts.revision,
      cancelReason: shifts.cancel_reason,
      arrivedAt: shift_check_ins.arrived_at,
      evidence: shift_check_ins.evidence,
      leftAt: shift_check_ins.left_at,
      waiting: sql<number>`(select count(*)::int from ${shift_signups} w
        where w.community_id = ${shifts.community_id} and w.shift_id = ${shifts.id}
        and w.cancelled_at is null and w.waiting_seq is not null)`
    })
    .from(shifts)
    .innerJoin(teams, ofTeam)
    .leftJoin(shift_signups, signupOf(memberId))
    .leftJoin(shift_check_ins, checkInOf(memberId))
    .where(and(eq(shifts.community_id, communityId), eq(shifts.id, shiftId)));
  if (!found) return null;
  const [latest] = await tx
    .select()
    .from(shift_confirmations)
    .where(
      and(
        eq(shift_confirmations.community_id, communityId),
        eq(shift_confirmations.shift_id, shiftId),
        eq(shift_confirmations.member_id, memberId)
      )
    )
    .orderBy(desc(shift_confirmations.revision))
    .limit(1);
  const confirmed =
    latest && latest.kind !== 'withdrawn'
      ? { minutes: latest.minutes, factId: latest.fact_id, at: latest.confirmed_at }
      : null;
  return { ...found, confirmed };
}

const selectShifts = (tx: Sql, memberId: string) =>
  tx
    .select(summary(memberId))
    .from(shifts)
    .innerJoin(teams, ofTeam)
    .leftJoin(shift_signups, signupOf(memberId));

const summary = (memberId: string) => ({
  id: shifts.id,
  teamId: shifts.team_id,
  team: teams.name,
  activity: shifts.activity,
  title: shifts.title,
  place: shifts.place,
  startsAt: shifts.starts_at,
  endsAt: shifts.ends_at,
  capacity: shifts.capacity,
  taken: shifts.taken,
  cancelled: sql<boolean>`${shifts.cancelled_at} is not null`,
  mine: sql<ShiftSummary['mine']>`case when ${shift_signups.id} is null then 'none'
    when ${shift_signups.waiting_seq} is null then 'place' else 'waiting' end`,
  position: sql<number | null>`case when ${shift_signups.waiting_seq} is not null then (
    select count(*)::int from ${shift_signups} w
    where w.community_id = ${shifts.community_id} and w.shift_id = ${shifts.id}
    and w.cancelled_at is null and w.waiting_seq <= ${shift_signups.waiting_seq}) end`,
  checkedIn: sql<boolean>`exists (select from ${shift_check_ins} c
    where c.community_id = ${shifts.community_id} and c.shift_id = ${shifts.id}
    and c.member_id = ${memberId} and c.undone_at is null)`
});

const ofTeam = and(eq(teams.community_id, shifts.community_id), eq(teams.id, shifts.team_id));

const signupOf = (memberId: string) =>
  and(
    eq(shift_signups.community_id, shifts.community_id),
    eq(shift_signups.shift_id, shifts.id),
    eq(shift_signups.member_id, memberId),
    isNull(shift_signups.cancelled_at)
  );

const checkInOf = (memberId: string) =>
  and(
    eq(shift_check_ins.community_id, shifts.community_id),
    eq(shift_check_ins.shift_id, shifts.id),
    eq(shift_check_ins.member_id, memberId),
    isNull(shift_check_ins.undone_at)
  );
