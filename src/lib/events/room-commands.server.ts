import { and, eq, gt, isNull, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { roomKeeper } from './organiser.server';
import { isRoom, lockRoom } from './rooms.server';
import { events, rooms } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

export const MOST_SEATS = 2000;

const text = (most: number) => z.string().trim().min(1).max(most);

const RoomFields = z.object({
  name: text(30),
  place: text(80),
  capacity: wholeNumberField(1, MOST_SEATS)
});
const OneRoom = z.object({ room_id: z.uuid() });

/** Adds a room to the list. Refuses `room_name_taken`. */
export const addRoom = defineCommand({
  name: 'events.add_room',
  input: RoomFields,
  who: roomKeeper,
  async run(tx, input, { memberId }, { communityId, now }) {
    const id = newId();
    const added = await tx
      .insert(rooms)
      .values({ community_id: communityId, id, ...input, created_by: memberId, created_at: now })
      .onConflictDoNothing()
      .returning({ id: rooms.id });
    if (added.length === 0) return refuse('room_name_taken', { field: 'name' });
    return { ok: true, room_id: id, name: input.name };
  },
  done: ({ name }) => ({ text: m.events_done_room_added({ name: String(name) }) })
});

/** Changes a room. Refuses `room_name_taken`, and `room_too_small` when an event needs more seats. */
export const editRoom = defineCommand({
  name: 'events.edit_room',
  input: RoomFields.extend({ room_id: z.uuid() }),
  who: roomKeeper,
  async run(tx, { room_id, ...input }, _keeper, { communityId, now }) {
    const room = await lockRoom(tx, communityId, room_id, 'update');
    if (!room) return refuse('not_found');
    const { seats } = await comingEvents(tx, communityId, room_id, now);
    if (input.capacity < seats) return refuse('room_too_small', { field: 'capacity', seats });
    const [namesake] = await tx
      .select({ id: rooms.id })
      .from(rooms)
      .where(
        and(
          eq(rooms.community_id, communityId),
          eq(rooms.name, input.name),
          sql`${rooms.id} <> ${room_id}`
        )
      );
    if (namesake) return refuse('room_name_taken', { field: 'name' });
    await tx.update(rooms).set(input).where(isRoom(communityId, room_id));
    return { ok: true, room_id };
  },
  done: () => ({ text: m.events_done_room_edited() })
});

/** Takes a room out of use; nothing more can be planned there. Refuses `room_in_use`. */
export const retireRoom = defineCommand({
  name: 'events.retire_room',
  input: OneRoom,
  who: roomKeeper,
  async run(tx, { room_id }, { memberId }, { communityId, now }) {
    const room = await lockRoom(tx, communityId, room_id, 'update');
    if (!room) return refuse('not_found');
    const { count } = await comingEvents(tx, communityId, room_id, now);
    if (count > 0) return refuse('room_in_use', { count });
    await tx
      .update(rooms)
      .set({ retired_by: memberId, retired_at: now })
      .where(and(isRoom(communityId, room_id), isNull(rooms.retired_at)));
    return { ok: true, room_id, name: room.name };
  },
  done: ({ room_id, name }) => ({
    text: m.events_done_room_retired({ name: String(name) }),
    undo: { command: 'events.reopen_room', fields: { room_id: String(room_id) } }
  })
});

/** Brings a retired room back into use. */
export const reopenRoom = defineCommand({
  name: 'events.reopen_room',
  input: OneRoom,
  who: roomKeeper,
  async run(tx, { room_id }, _keeper, { communityId }) {
    const [room] = await tx
      .update(rooms)
      .set({ retired_by: null, retired_at: null })
      .where(isRoom(communityId, room_id))
      .returning({ name: rooms.name });
    return room ? { ok: true, room_id, name: room.name } : refuse('not_found');
  },
  done: ({ name }) => ({ text: m.events_done_room_reopened({ name: String(name) }) })
});

/** How many events are still to come in a room, and how many seats the largest of them needs. */
async function comingEvents(tx: Sql, communityId: string, roomId: string, now: Date) {
  const [coming] = await tx
    .select({ count: sql<number>`count(*)::int`, seats: max(events.capacity) })
    .from(events)
    .where(
      and(
        eq(events.community_id, communityId),
        eq(events.room_id, roomId),
        isNull(events.cancelled_at),
        gt(events.ends_at, now)
      )
    );
  return { count: coming?.count ?? 0, seats: coming?.seats ?? 0 };
}
