import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { readTimeZone } from '../communities/time-zone.server';
import type { Sql } from '../db/types.server';
import type { Span } from '../door/window';
import { m } from '../paraglide/messages';
import { isActivityAt } from '../rules/read.server';
import { civilDate, isPlausibleDate, weeklyDates } from '../shared/civil-time';
import { newId } from '../shared/id';
import { isRefused, refuse, type Refused } from '../shared/result';
import { spanOn } from './event';
import { organiser } from './organiser.server';
import { isEvent, lockEvent, moveUp, type Event } from './places.server';
import { MOST_SEATS } from './room-commands.server';
import { holdRoom, lockRoom, releaseRoom } from './rooms.server';
import { event_attendances, events } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

export const MOST_WEEKS = 12;

const text = (most: number) => z.string().trim().min(1).max(most);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const Plan = z.object({
  title: text(60),
  room_id: z.uuid(),
  /** An activity of the rule set; empty when coming is not rewarded. */
  activity: z.string().trim().max(64).default(''),
  description: z.string().trim().max(1000).default(''),
  date: z.string().max(10),
  from: time,
  to: time,
  capacity: wholeNumberField(1, MOST_SEATS)
});
type Plan = z.output<typeof Plan>;

/**
 * Plans an event and holds its room, or the same one on several weeks: all or none. Refuses
 * `room_taken`, `room_retired`, `capacity_above_room`, `event_in_past`, `event_date_wrong`,
 * `event_overnight`, `activity_unknown`.
 */
export const createEvent = defineCommand({
  name: 'events.create_event',
  input: Plan.extend({ weeks: wholeNumberField(1, MOST_WEEKS).default(1) }),
  who: organiser,
  async run(tx, input, { memberId }, { communityId, now }) {
    const noRoom = await refuseRoom(tx, communityId, input);
    if (noRoom) return noRoom;
    const timeZone = await readTimeZone(tx, communityId);
    const spans: Span[] = [];
    for (const date of weeklyDates(input.date, input.weeks)) {
      const span = planSpan({ ...input, date }, timeZone, now);
      if (isRefused(span)) return span;
      spans.push(span);
    }
    const unknown = await refuseUnknownActivity(tx, communityId, input.activity, spans);
    if (unknown) return unknown;
    const ids: string[] = [];
    for (const span of spans) {
      const id = newId();
      await tx.insert(events).values({
        community_id: communityId,
        id,
        ...described(input, span),
        organiser_id: memberId,
        created_at: now
      });
      const hold = { communityId, roomId: input.room_id, eventId: id, by: memberId, at: now };
      const taken = await holdRoom(tx, { ...hold, ...span, timeZone });
      if (taken) return taken;
      ids.push(id);
    }
    return { ok: true, event_id: ids[0] ?? '', count: ids.length };
  },
  done: ({ count }) => ({
    text:
      Number(count) > 1
        ? m.events_done_created_many({ count: Number(count) })
        : m.events_done_created()
  })
});

/**
 * Changes an event of which no attendance is confirmed; one that has begun may be given the times that
 * it really had. More places go to those who wait. Refuses
 * `capacity_below_registered`, `event_has_attendance`, `event_cancelled` and what planning refuses.
 */
export const editEvent = defineCommand({
  name: 'events.edit_event',
  input: Plan.extend({ event_id: z.uuid() }),
  who: organiser,
  async run(tx, input, { memberId }, { communityId, now }) {
    const impossible = await refuseRoom(tx, communityId, input);
    if (impossible) return impossible;
    const event = await lockEvent(tx, communityId, input.event_id);
    if (!event) return refuse('not_found');
    if (event.cancelled_at) return refuse('event_cancelled');
    if (await hasAttendance(tx, event)) return refuse('event_has_attendance');
    const timeZone = await readTimeZone(tx, communityId);
    const span = planSpan(input, timeZone, now < event.starts_at ? now : event.starts_at);
    if (isRefused(span)) return span;
    const isMoved = span.startsAt.getTime() !== event.starts_at.getTime();
    if (isMoved || input.activity !== (event.activity ?? '')) {
      const unknown = await refuseUnknownActivity(tx, communityId, input.activity, [span]);
      if (unknown) return unknown;
    }
    const [changed] = await tx
      .update(events)
      .set({ ...described(input, span), revision: sql`${events.revision} + 1` })
      .where(and(isEvent(communityId, event.id), sql`${events.taken} <= ${input.capacity}`))
      .returning();
    if (!changed) {
      return refuse('capacity_below_registered', { field: 'capacity', taken: event.taken });
    }
    const change = { by: memberId, at: now };
    await releaseRoom(tx, communityId, event.id, change);
    const hold = { communityId, roomId: input.room_id, eventId: event.id, timeZone };
    const taken = await holdRoom(tx, { ...hold, ...change, ...span });
    if (taken) return taken;
    await moveUp(tx, changed, now);
    return { ok: true, event_id: event.id };
  },
  done: () => ({ text: m.events_done_edited() })
});

/** Calls an event off and lets its room go; the registrations stay, so that people see why. */
export const cancelEvent = defineCommand({
  name: 'events.cancel_event',
  input: z.object({ event_id: z.uuid(), reason: text(200) }),
  who: organiser,
  async run(tx, { event_id, reason }, { memberId }, { communityId, now }) {
    const event = await lockEvent(tx, communityId, event_id);
    if (!event) return refuse('not_found');
    if (now >= event.ends_at) return refuse('event_over');
    if (await hasAttendance(tx, event)) return refuse('event_has_attendance');
    const [cancelled] = await tx
      .update(events)
      .set({
        cancelled_by: memberId,
        cancelled_at: now,
        cancel_reason: reason,
        revision: sql`${events.revision} + 1`
      })
      .where(and(isEvent(communityId, event_id), isNull(events.cancelled_at)))
      .returning({ id: events.id });
    if (!cancelled) return refuse('event_cancelled');
    await releaseRoom(tx, communityId, event_id, { by: memberId, at: now });
    return { ok: true, event_id };
  },
  done: ({ event_id }) => ({
    text: m.events_done_event_cancelled(),
    undo: { command: 'events.restore_event', fields: { event_id: String(event_id) } }
  })
});

/**
 * Takes the calling-off back while the event has not ended and its room is still free. Refuses
 * `event_over`, `room_taken`, `room_retired`, `capacity_above_room`.
 */
export const restoreEvent = defineCommand({
  name: 'events.restore_event',
  input: z.object({ event_id: z.uuid() }),
  who: organiser,
  async run(tx, { event_id }, { memberId }, { communityId, now }) {
    const [restored] = await tx
      .update(events)
      .set({
        cancelled_by: null,
        cancelled_at: null,
        cancel_reason: null,
        revision: sql`${events.revision} + 1`
      })
      .where(
        and(isEvent(communityId, event_id), gt(events.ends_at, now), sql`cancelled_at is not null`)
      )
      .returning();
    if (!restored) return refuse('event_over');
    const impossible = await refuseRoom(tx, communityId, restored);
    if (impossible) return impossible;
    const taken = await holdRoom(tx, {
      communityId,
      roomId: restored.room_id,
      eventId: event_id,
      startsAt: restored.starts_at,
      endsAt: restored.ends_at,
      by: memberId,
      at: now,
      timeZone: await readTimeZone(tx, communityId)
    });
    if (taken) return taken;
    await moveUp(tx, restored, now);
    return { ok: true, event_id };
  },
  done: () => ({ text: m.events_done_restored() })
});

const described = (input: Plan, { startsAt, endsAt }: Span) => ({
  title: input.title,
  room_id: input.room_id,
  activity: input.activity || null,
  description: input.description,
  capacity: input.capacity,
  starts_at: startsAt,
  ends_at: endsAt
});

/** The room must be in use and hold everybody. It stays locked until the event stands. */
async function refuseRoom(
  tx: Sql,
  communityId: string,
  { room_id, capacity }: { room_id: string; capacity: number }
): Promise<Refused | undefined> {
  const room = await lockRoom(tx, communityId, room_id);
  if (!room) return refuse('not_found');
  if (room.retired_at) return refuse('room_retired', { field: 'room_id' });
  if (capacity <= room.capacity) return undefined;
  return refuse('capacity_above_room', { field: 'capacity', most: room.capacity });
}

/** The span of a plan that has not ended at `now`, on a date that can be meant. */
function planSpan(
  day: { date: string; from: string; to: string },
  timeZone: string,
  now: Date
): Span | Refused {
  const span = spanOn(day, timeZone);
  if (isRefused(span)) return span;
  if (!isPlausibleDate(day.date, civilDate(now.getTime(), timeZone))) {
    return refuse('event_date_wrong', { field: 'date' });
  }
  return span.endsAt <= now ? refuse('event_in_past', { field: 'date' }) : span;
}

/** The rules of the day of the event decide, as they will when attendance is confirmed. */
async function refuseUnknownActivity(
  tx: Sql,
  communityId: string,
  activity: string,
  spans: Span[]
): Promise<Refused | undefined> {
  if (!activity) return undefined;
  const starts = spans.map(({ startsAt }) => startsAt);
  const isKnown = await isActivityAt(tx, communityId, activity, starts);
  return isKnown ? undefined : refuse('activity_unknown', { field: 'activity' });
}

async function hasAttendance(tx: Sql, event: Event): Promise<boolean> {
  const found = await tx
    .select({ revision: event_attendances.revision })
    .from(event_attendances)
    .where(
      and(
        eq(event_attendances.community_id, event.community_id),
        eq(event_attendances.event_id, event.id)
      )
    )
    .limit(1);
  return found.length > 0;
}
