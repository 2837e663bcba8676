import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { getLocale } from '../paraglide/runtime';
import { civilDate, civilTime } from '../shared/civil-time';
import { civilDateWords } from '../ui/words';
import { isId, newId } from '../shared/id';
import { refuse, type Refused } from '../shared/result';
import type { Span } from '../door/window';
import { events, room_bookings, rooms } from './tables.server';

export type Room = typeof rooms.$inferSelect;

export const isRoom = (communityId: string, roomId: string) =>
  and(eq(rooms.community_id, communityId), eq(rooms.id, roomId));

/** The room, locked before its events. Undefined when the community has none of that id. */
export async function lockRoom(
  tx: Sql,
  communityId: string,
  roomId: string,
  strength: 'update' | 'share' = 'share'
): Promise<Room | undefined> {
  const [room] = await tx.select().from(rooms).where(isRoom(communityId, roomId)).for(strength);
  return room;
}

/** A room as lists show it. */
export interface RoomSummary {
  id: string;
  name: string;
  place: string;
  capacity: number;
  retired: boolean;
}

const summary = {
  id: rooms.id,
  name: rooms.name,
  place: rooms.place,
  capacity: rooms.capacity,
  retired: sql<boolean>`${rooms.retired_at} is not null`
};

/** The rooms in use by name; with `all` also the retired ones, at the end. */
export const listRooms = (tx: Sql, communityId: string, all = false): Promise<RoomSummary[]> =>
  tx
    .select(summary)
    .from(rooms)
    .where(and(eq(rooms.community_id, communityId), all ? undefined : isNull(rooms.retired_at)))
    .orderBy(sql`${rooms.retired_at} is not null`, asc(rooms.name))
    .limit(200);

/** The room for its page; null when the community has none of that id. */
export async function readRoom(
  tx: Sql,
  communityId: string,
  roomId: string
): Promise<RoomSummary | null> {
  if (!isId(roomId)) return null;
  const [room] = await tx.select(summary).from(rooms).where(isRoom(communityId, roomId));
  return room ?? null;
}

/** When a room is held, and by what. */
export interface Booking {
  roomId: string;
  eventId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
}

/** What holds the rooms between two moments, soonest first. */
export const listBookings = (
  tx: Sql,
  communityId: string,
  { startsAt, endsAt }: Span
): Promise<Booking[]> =>
  tx
    .select({
      roomId: room_bookings.room_id,
      eventId: room_bookings.event_id,
      title: events.title,
      startsAt: room_bookings.starts_at,
      endsAt: room_bookings.ends_at
    })
    .from(room_bookings)
    .innerJoin(events, ofEvent)
    .where(
      and(
        eq(room_bookings.community_id, communityId),
        isNull(room_bookings.released_at),
        lt(room_bookings.starts_at, endsAt),
        gt(room_bookings.ends_at, startsAt)
      )
    )
    .orderBy(asc(room_bookings.starts_at))
    .limit(1000);

const ofEvent = and(
  eq(events.community_id, room_bookings.community_id),
  eq(events.id, room_bookings.event_id)
);

interface Hold extends Span {
  communityId: string;
  roomId: string;
  eventId: string;
  by: string;
  at: Date;
  timeZone: string;
}

/**
 * Holds a room for an event that exists. The constraint `room_bookings_once` decides. Refuses
 * `room_taken` and says which event has the room and when.
 */
export async function holdRoom(tx: Sql, hold: Hold): Promise<Refused | undefined> {
  const held = await tx
    .insert(room_bookings)
    .values({
      community_id: hold.communityId,
      id: newId(),
      room_id: hold.roomId,
      event_id: hold.eventId,
      starts_at: hold.startsAt,
      ends_at: hold.endsAt,
      booked_by: hold.by,
      booked_at: hold.at
    })
    .onConflictDoNothing()
    .returning({ id: room_bookings.id });
  return held.length > 0 ? undefined : refuseTaken(tx, hold);
}

/** Lets the room of an event go; it may be booked by others at once. */
export async function releaseRoom(
  tx: Sql,
  communityId: string,
  eventId: string,
  { by, at }: { by: string; at: Date }
): Promise<void> {
  await tx
    .update(room_bookings)
    .set({ released_by: by, released_at: at })
    .where(
      and(
        eq(room_bookings.community_id, communityId),
        eq(room_bookings.event_id, eventId),
        isNull(room_bookings.released_at)
      )
    );
}

async function refuseTaken(tx: Sql, hold: Hold): Promise<Refused> {
  const booked = await listBookings(tx, hold.communityId, hold);
  const other = booked.find(({ roomId }) => roomId === hold.roomId);
  if (!other) return refuse('room_taken', { field: 'room_id', title: '', when: '' });
  const time = (at: Date) => civilTime(at.getTime(), hold.timeZone);
  const day = civilDateWords(civilDate(other.startsAt.getTime(), hold.timeZone), getLocale());
  const when = `${day} ${time(other.startsAt)}–${time(other.endsAt)}`;
  return refuse('room_taken', { field: 'room_id', title: other.title, when });
}
