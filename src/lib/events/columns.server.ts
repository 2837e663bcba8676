import { and, eq, sql } from 'drizzle-orm';
import { event_registrations, events, rooms } from './tables.server';

export const isCancelled = sql<boolean>`${events.cancelled_at} is not null`;

export const ofRoom = and(
  eq(rooms.community_id, events.community_id),
  eq(rooms.id, events.room_id)
);

export const stateColumn = sql<
  'none' | 'place' | 'waiting'
>`case when ${event_registrations.id} is null then 'none'
  when ${event_registrations.waiting_seq} is null then 'place' else 'waiting' end`;

export const positionColumn = sql<
  number | null
>`case when ${event_registrations.waiting_seq} is not null then (
  select count(distinct w.waiting_seq)::int from ${event_registrations} w
  where w.community_id = ${events.community_id} and w.event_id = ${events.id}
  and w.cancelled_at is null and w.waiting_seq <= ${event_registrations.waiting_seq}) end`;
