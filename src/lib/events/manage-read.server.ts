import { and, asc, desc, eq, gt, ilike, isNull, lte, or, sql } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import { beyond } from '../db/keyset.server';
import { containing } from '../db/like.server';
import type { Sql } from '../db/types.server';
import type { CheckInEvidence } from '../door/evidence';
import type { HouseholdPlace } from '../grids/roster-address';
import { households } from '../grids/tables.server';
import type { Cursor } from '../shared/cursor';
import { listAttendances } from './attended.server';
import {
  event_attendances,
  event_check_ins,
  event_registrations,
  events,
  rooms
} from './tables.server';

/** An event as its organisers meet it in lists. */
export interface ManagedEvent {
  id: string;
  title: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  taken: number;
  cancelled: boolean;
  /** How many people wait, were there, and have their attendance confirmed. */
  waiting: number;
  present: number;
  confirmed: number;
}

export interface ManagedFilter {
  now: Date;
  view: 'upcoming' | 'past' | 'unconfirmed';
  limit: number;
  /** Words of the title or the room. */
  search?: string;
  roomId?: string | null;
  after?: Cursor | null;
}

/** How long an event to which nobody came still asks to be looked at. */
const FORGOTTEN_AFTER_DAYS = 14;
const MOST_UNCONFIRMED = 50;

/**
 * Events that are over and wait for somebody to say who was there: somebody checked in and is not
 * confirmed, or nobody was marked at all within the last 14 days. Oldest first, 50 at most.
 */
export const listUnconfirmedEvents = (
  tx: Sql,
  communityId: string,
  now: Date
): Promise<ManagedEvent[]> =>
  listManagedEvents(tx, communityId, { now, view: 'unconfirmed', limit: MOST_UNCONFIRMED });

/** Events: upcoming soonest first, past latest first. */
export function listManagedEvents(
  tx: Sql,
  communityId: string,
  { now, view, limit, search, roomId, after }: ManagedFilter
): Promise<ManagedEvent[]> {
  const pattern = search?.trim() ? containing(search) : null;
  const newestFirst = view === 'past';
  const order = newestFirst ? desc : asc;
  return tx
    .select(columns)
    .from(events)
    .innerJoin(
      rooms,
      and(eq(rooms.community_id, events.community_id), eq(rooms.id, events.room_id))
    )
    .where(
      and(
        eq(events.community_id, communityId),
        roomId ? eq(events.room_id, roomId) : undefined,
        pattern ? or(ilike(events.title, pattern), ilike(rooms.name, pattern)) : undefined,
        view === 'upcoming' ? gt(events.ends_at, now) : lte(events.ends_at, now),
        view === 'unconfirmed' ? awaitsConfirmation(now) : undefined,
        after
          ? beyond([events.starts_at, events.id], after, newestFirst ? 'earlier' : 'later')
          : undefined
      )
    )
    .orderBy(order(events.starts_at), order(events.id))
    .limit(limit);
}

/** A person of an event's list with everything that is known about their coming. */
export interface AttendeeRow {
  memberId: string;
  name: string;
  /** Tells people of the same name apart; null without a household, and then no points. */
  home: HouseholdPlace | null;
  /** Null with a place, otherwise the number that the group has on the waiting list. */
  position: number | null;
  arrivedAt: Date | null;
  evidence: CheckInEvidence | null;
  /** The latest word, if any; then all words, oldest first. */
  confirmed: { minutes: number; kind: AttendanceKind; factId: string } | null;
  history: AttendanceWords[];
}

type AttendanceKind = 'confirmed' | 'corrected' | 'withdrawn';

export interface AttendanceWords {
  kind: AttendanceKind;
  minutes: number;
  reason: string;
  by: string;
  at: Date;
}

/** Those with a place by name, then the waiting list in its order. */
export async function listAttendees(
  tx: Sql,
  communityId: string,
  eventId: string
): Promise<AttendeeRow[]> {
  const registered = await readRegistered(tx, communityId, eventId);
  const revisions = await readHistory(tx, communityId, eventId);
  const numbers = [...new Set(registered.flatMap(({ waitingSeq }) => waitingSeq ?? []))];
  return registered.map(({ waitingSeq, building, unit, room, ...row }) => {
    const history = revisions.get(row.memberId) ?? [];
    const latest = history.at(-1);
    return {
      ...row,
      home: building !== null && unit !== null && room !== null ? { building, unit, room } : null,
      position: waitingSeq === null ? null : numbers.indexOf(waitingSeq) + 1,
      confirmed: latest
        ? { minutes: latest.minutes, kind: latest.kind, factId: latest.factId }
        : null,
      history
    };
  });
}

const readRegistered = (tx: Sql, communityId: string, eventId: string) =>
  tx
    .select({
      memberId: event_registrations.member_id,
      name: members.name,
      building: households.building,
      unit: households.unit,
      room: households.room,
      waitingSeq: event_registrations.waiting_seq,
      arrivedAt: event_check_ins.arrived_at,
      evidence: event_check_ins.evidence
    })
    .from(event_registrations)
    .innerJoin(
      members,
      and(
        eq(members.community_id, event_registrations.community_id),
        eq(members.id, event_registrations.member_id)
      )
    )
    .leftJoin(
      households,
      and(
        eq(households.community_id, members.community_id),
        eq(households.id, members.household_id)
      )
    )
    .leftJoin(
      event_check_ins,
      and(
        eq(event_check_ins.community_id, event_registrations.community_id),
        eq(event_check_ins.event_id, event_registrations.event_id),
        eq(event_check_ins.member_id, event_registrations.member_id),
        isNull(event_check_ins.undone_at)
      )
    )
    .where(
      and(
        eq(event_registrations.community_id, communityId),
        eq(event_registrations.event_id, eventId),
        isNull(event_registrations.cancelled_at)
      )
    )
    .orderBy(
      sql`${event_registrations.waiting_seq} asc nulls first`,
      asc(members.name),
      asc(event_registrations.id)
    );

async function readHistory(tx: Sql, communityId: string, eventId: string) {
  const revisions = await listAttendances(tx, communityId, eventId);
  const names = await readNames(tx, communityId, [
    ...new Set(revisions.map(({ confirmed_by }) => confirmed_by))
  ]);
  const byMember = new Map<string, (AttendanceWords & { factId: string })[]>();
  for (const { member_id, kind, minutes, reason, ...said } of revisions) {
    const list = byMember.get(member_id) ?? [];
    const by = names.get(said.confirmed_by) ?? '';
    list.push({ kind, minutes, reason, by, at: said.confirmed_at, factId: said.fact_id });
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

const present = sql<number>`(select count(*)::int from ${event_check_ins} c
  where c.community_id = ${events.community_id} and c.event_id = ${events.id}
  and c.undone_at is null)`;

const confirmed = sql<number>`(select count(*)::int from (
  select distinct on (v.member_id) v.kind from ${event_attendances} v
  where v.community_id = ${events.community_id} and v.event_id = ${events.id}
  order by v.member_id, v.revision desc) latest where latest.kind <> 'withdrawn')`;

const unheard = sql`exists (select from ${event_check_ins} c
  where c.community_id = ${events.community_id} and c.event_id = ${events.id}
  and c.undone_at is null and not exists (select from ${event_attendances} v
    where v.community_id = c.community_id and v.event_id = c.event_id
    and v.member_id = c.member_id))`;

const everConfirmed = sql`exists (select from ${event_attendances} v
  where v.community_id = ${events.community_id} and v.event_id = ${events.id})`;

const awaitsConfirmation = (now: Date) =>
  and(
    isNull(events.cancelled_at),
    gt(events.taken, 0),
    or(
      unheard,
      and(
        gt(events.ends_at, new Date(now.getTime() - FORGOTTEN_AFTER_DAYS * 86_400_000)),
        sql`not ${everConfirmed}`
      )
    )
  );

const columns = {
  id: events.id,
  title: events.title,
  place: rooms.name,
  startsAt: events.starts_at,
  endsAt: events.ends_at,
  capacity: events.capacity,
  taken: events.taken,
  cancelled: sql<boolean>`${events.cancelled_at} is not null`,
  waiting: sql<number>`(select count(*)::int from ${event_registrations} w
    where w.community_id = ${events.community_id} and w.event_id = ${events.id}
    and w.cancelled_at is null and w.waiting_seq is not null)`,
  present,
  confirmed
};
