import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { groupsThatFit } from './event';
import { event_registrations, events } from './tables.server';

export type Event = typeof events.$inferSelect;
export type Registration = typeof event_registrations.$inferSelect;

export const isEvent = (communityId: string, eventId: string) =>
  and(eq(events.community_id, communityId), eq(events.id, eventId));

/** The event, locked before anything below it. Undefined when the community has no such event. */
export async function lockEvent(
  tx: Sql,
  communityId: string,
  eventId: string,
  strength: 'update' | 'share' = 'update'
): Promise<Event | undefined> {
  const [event] = await tx.select().from(events).where(isEvent(communityId, eventId)).for(strength);
  return event;
}

/** The event as it is now, without waiting for others. */
export async function findEvent(
  tx: Sql,
  communityId: string,
  eventId: string
): Promise<Event | undefined> {
  const [event] = await tx.select().from(events).where(isEvent(communityId, eventId));
  return event;
}

/** Takes `many` of the places that are left, all or none; undefined when too few are, or `also` does not hold. */
export async function takePlaces(
  tx: Sql,
  communityId: string,
  eventId: string,
  many: number,
  also?: ReturnType<typeof and>
): Promise<Event | undefined> {
  assert(many > 0, 'somebody takes the places');
  const [event] = await tx
    .update(events)
    .set({ taken: sql`${events.taken} + ${many}` })
    .where(
      and(
        isEvent(communityId, eventId),
        isNull(events.cancelled_at),
        sql`${events.taken} + ${many} <= ${events.capacity}`,
        also
      )
    )
    .returning();
  return event;
}

/** Only events that are not over. */
export const notOver = (now: Date) => gt(events.ends_at, now);

/** Gives back `many` places of a locked event; those that are free afterwards go to who waits. */
export async function givePlacesBack(
  tx: Sql,
  event: Event,
  many: number,
  now: Date
): Promise<void> {
  if (many > 0) {
    await tx
      .update(events)
      .set({ taken: sql`${events.taken} - ${many}` })
      .where(isEvent(event.community_id, event.id));
  }
  await moveUp(tx, { ...event, taken: event.taken - many }, now);
}

/** Gives the free places of a locked event to those who wait, as `groupsThatFit` says, until it is over. */
export async function moveUp(tx: Sql, event: Event, now: Date): Promise<void> {
  const free = event.capacity - event.taken;
  if (free <= 0 || now >= event.ends_at || event.cancelled_at) return;
  const waits = and(
    isLive(event.community_id, event.id),
    isNotNull(event_registrations.waiting_seq)
  );
  const waiting = await tx
    .select({
      seq: sql<number>`${event_registrations.waiting_seq}`,
      size: sql<number>`count(*)::int`
    })
    .from(event_registrations)
    .where(waits)
    .groupBy(event_registrations.waiting_seq);
  const moving = groupsThatFit(waiting, free);
  if (moving.length === 0) return;
  const moved = await tx
    .update(event_registrations)
    .set({ waiting_seq: null })
    .where(and(waits, inArray(event_registrations.waiting_seq, moving)))
    .returning({ id: event_registrations.id });
  await tx
    .update(events)
    .set({ taken: sql`${events.taken} + ${moved.length}` })
    .where(isEvent(event.community_id, event.id));
}

export const isLive = (communityId: string, eventId: string) =>
  and(
    eq(event_registrations.community_id, communityId),
    eq(event_registrations.event_id, eventId),
    isNull(event_registrations.cancelled_at)
  );

/** The live registrations of these members. */
export const findRegistrations = (
  tx: Sql,
  communityId: string,
  eventId: string,
  memberIds: string[]
): Promise<Registration[]> =>
  memberIds.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(event_registrations)
        .where(
          and(isLive(communityId, eventId), inArray(event_registrations.member_id, memberIds))
        );

/** Registers members for places, or together for the waiting list. Gives those who are new. */
export async function addRegistrations(
  tx: Sql,
  event: Event,
  entry: { memberIds: string[]; waitingSeq: number | null; by: string; at: Date }
): Promise<string[]> {
  const added = await tx
    .insert(event_registrations)
    .values(
      entry.memberIds.map((memberId) => ({
        community_id: event.community_id,
        id: newId(),
        event_id: event.id,
        member_id: memberId,
        waiting_seq: entry.waitingSeq,
        registered_by: entry.by,
        registered_at: entry.at
      }))
    )
    .onConflictDoNothing()
    .returning({ memberId: event_registrations.member_id });
  return added.map(({ memberId }) => memberId);
}

/** Gives places that are left to all of these who have none or only wait. False when too few are left. */
export async function seat(
  tx: Sql,
  event: Event,
  memberIds: string[],
  entry: { by: string; at: Date }
): Promise<boolean> {
  const found = await findRegistrations(tx, event.community_id, event.id, memberIds);
  const waiting = found.filter(({ waiting_seq }) => waiting_seq !== null);
  const fresh = memberIds.filter((id) => !found.some(({ member_id }) => member_id === id));
  const many = waiting.length + fresh.length;
  if (many === 0) return true;
  if (!(await takePlaces(tx, event.community_id, event.id, many))) return false;
  for (const { id } of waiting) await setWaiting(tx, event.community_id, id, null);
  if (fresh.length > 0) {
    await addRegistrations(tx, event, { memberIds: fresh, waitingSeq: null, ...entry });
  }
  return true;
}

/** With null the registration has a place. */
export const setWaiting = (tx: Sql, communityId: string, id: string, waiting_seq: number | null) =>
  tx
    .update(event_registrations)
    .set({ waiting_seq })
    .where(and(eq(event_registrations.community_id, communityId), eq(event_registrations.id, id)));

/** Ends registrations; the places are the caller's to give back. */
export async function endRegistrations(
  tx: Sql,
  communityId: string,
  ids: string[],
  { by, at }: { by: string; at: Date }
): Promise<void> {
  await tx
    .update(event_registrations)
    .set({ cancelled_by: by, cancelled_at: at })
    .where(
      and(
        eq(event_registrations.community_id, communityId),
        inArray(event_registrations.id, ids),
        isNull(event_registrations.cancelled_at)
      )
    );
}

/** The number for those who now begin to wait; given out once, so whoever comes back stands last. */
export async function nextWaitingSeq(tx: Sql, event: Event): Promise<number> {
  const [numbered] = await tx
    .update(events)
    .set({ waiting_seq: sql`${events.waiting_seq} + 1` })
    .where(isEvent(event.community_id, event.id))
    .returning({ seq: events.waiting_seq });
  assert(numbered, 'the event is locked');
  return numbered.seq;
}

/** Which number a waiting group has: 1 is asked first when places are free. */
export async function waitingPosition(tx: Sql, event: Event, seq: number): Promise<number> {
  const [ahead] = await tx
    .select({ count: sql<number>`count(distinct ${event_registrations.waiting_seq})::int` })
    .from(event_registrations)
    .where(
      and(isLive(event.community_id, event.id), sql`${event_registrations.waiting_seq} < ${seq}`)
    );
  return (ahead?.count ?? 0) + 1;
}
