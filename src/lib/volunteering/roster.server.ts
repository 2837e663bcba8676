import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import type { HouseholdPlace } from '../grids/roster-address';
import { households } from '../grids/tables.server';
import type { CheckInEvidence } from '../door/evidence';
import { isId } from '../shared/id';
import { listConfirmations } from './confirmed.server';
import { servedMinutes } from './shift';
import { shift_check_ins, shift_signups, shifts, teams } from './tables.server';

/** A person of a shift's roster with everything that is known about their service. */
export interface RosterRow {
  memberId: string;
  name: string;
  /** Tells people of the same name apart; null without a household, and then no points. */
  home: HouseholdPlace | null;
  /** Null with a place, otherwise the number on the waiting list. */
  position: number | null;
  signedUpAt: Date;
  arrivedAt: Date | null;
  recordedAt: Date | null;
  evidence: CheckInEvidence | null;
  leftAt: Date | null;
  /** What the coordinator is offered to confirm. */
  offeredMinutes: number;
  /** The latest word, if any; then all words, oldest first. */
  confirmed: {
    minutes: number;
    kind: 'confirmed' | 'corrected' | 'withdrawn';
    factId: string;
  } | null;
  history: ConfirmationWords[];
}

export interface ConfirmationWords {
  kind: 'confirmed' | 'corrected' | 'withdrawn';
  minutes: number;
  reason: string;
  by: string;
  at: Date;
}

export interface Roster {
  shift: {
    id: string;
    teamId: string;
    team: string;
    activity: string;
    title: string;
    place: string;
    note: string;
    startsAt: Date;
    endsAt: Date;
    capacity: number;
    taken: number;
    revision: number;
    cancelled: boolean;
    cancelReason: string | null;
  };
  /** Those with a place, by name; then the waiting list in its order. */
  rows: RosterRow[];
}

/** The roster of a shift; null when the community has none of that id. */
export async function readRoster(
  tx: Sql,
  communityId: string,
  shiftId: string
): Promise<Roster | null> {
  const shift = await readPlannedShift(tx, communityId, shiftId);
  if (!shift) return null;
  const signups = await readSignups(tx, communityId, shiftId);
  const revisions = await readHistory(tx, communityId, shiftId);
  let position = 0;
  const rows = signups.map(({ waitingSeq, building, unit, room, ...row }) => {
    const history = revisions.get(row.memberId) ?? [];
    const latest = history.at(-1);
    return {
      ...row,
      home: homeOf(building, unit, room),
      position: waitingSeq === null ? null : ++position,
      offeredMinutes: servedMinutes(shift, row.arrivedAt, row.leftAt),
      confirmed: latest
        ? { minutes: latest.minutes, kind: latest.kind, factId: latest.factId }
        : null,
      history
    };
  });
  return { shift, rows };
}

/** The plan of a shift, for its forms and posters. */
export async function readPlannedShift(
  tx: Sql,
  communityId: string,
  shiftId: string
): Promise<Roster['shift'] | null> {
  if (!isId(shiftId)) return null;
  const [shift] = await tx
    .select({
      id: shifts.id,
      teamId: shifts.team_id,
      team: teams.name,
      activity: shifts.activity,
      title: shifts.title,
      place: shifts.place,
      note: shifts.note,
      startsAt: shifts.starts_at,
      endsAt: shifts.ends_at,
      capacity: shifts.capacity,
      taken: shifts.taken,
      revision: shifts.revision,
      cancelled: sql<boolean>`${shifts.cancelled_at} is not null`,
      cancelReason: shifts.cancel_reason
    })
    .from(shifts)
    .innerJoin(
      teams,
      and(eq(teams.community_id, shifts.community_id), eq(teams.id, shifts.team_id))
    )
    .where(and(eq(shifts.community_id, communityId), eq(shifts.id, shiftId)));
  return shift ?? null;
}

const readSignups = (tx: Sql, communityId: string, shiftId: string) =>
  tx
    .select({
      memberId: shift_signups.member_id,
      name: members.name,
      building: households.building,
      unit: households.unit,
      room: households.room,
      waitingSeq: shift_signups.waiting_seq,
      signedUpAt: shift_signups.signed_up_at,
      arrivedAt: shift_check_ins.arrived_at,
      recordedAt: shift_check_ins.recorded_at,
      evidence: shift_check_ins.evidence,
      leftAt: shift_check_ins.left_at
    })
    .from(shift_signups)
    .innerJoin(
      members,
      and(
        eq(members.community_id, shift_signups.community_id),
        eq(members.id, shift_signups.member_id)
      )
    )
    .leftJoin(households, ofMember)
    .leftJoin(
      shift_check_ins,
      and(
        eq(shift_check_ins.community_id, shift_signups.community_id),
        eq(shift_check_ins.shift_id, shift_signups.shift_id),
        eq(shift_check_ins.member_id, shift_signups.member_id),
        isNull(shift_check_ins.undone_at)
      )
    )
    .where(
      and(
        eq(shift_signups.community_id, communityId),
        eq(shift_signups.shift_id, shiftId),
        isNull(shift_signups.cancelled_at)
      )
    )
    .orderBy(
      sql`${shift_signups.waiting_seq} asc nulls first`,
      asc(members.name),
      asc(shift_signups.id)
    );

const ofMember = and(
  eq(households.community_id, members.community_id),
  eq(households.id, members.household_id)
);

async function readHistory(tx: Sql, communityId: string, shiftId: string) {
  const revisions = await listConfirmations(tx, communityId, shiftId);
  const names = await readNames(tx, communityId, [
    ...new Set(revisions.map(({ confirmed_by }) => confirmed_by))
  ]);
  const byMember = new Map<string, (ConfirmationWords & { factId: string })[]>();
  for (const {
    member_id,
    kind,
    minutes,
    reason,
    confirmed_by,
    confirmed_at,
    fact_id
  } of revisions) {
    const list = byMember.get(member_id) ?? [];
    const by = names.get(confirmed_by) ?? '';
    list.push({ kind, minutes, reason, by, at: confirmed_at, factId: fact_id });
    byMember.set(member_id, list);
  }
  return byMember;
}

async function readNames(
  tx: Sql,
  communityId: string,
  memberIds: string[]
): Promise<Map<string, string>> {
  if (memberIds.length === 0) return new Map();
  const found = await tx
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(and(eq(members.community_id, communityId), sql`${members.id} in ${memberIds}`));
  return new Map(found.map(({ id, name }) => [id, name]));
}

const homeOf = (
  building: string | null,
  unit: string | null,
  room: string | null
): HouseholdPlace | null =>
  building === null || unit === null || room === null ? null : { building, unit, room };
