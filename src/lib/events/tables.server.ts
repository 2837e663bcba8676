import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';
import { CHECK_IN_EVIDENCE } from '../door/evidence';

/** A room or a place that the community has for its events. */
export const rooms = pgTable(
  'rooms',
  {
    ...tenantColumns(),
    name: text('name').notNull(),
    /** How to find it: 居民之家二楼. */
    place: text('place').notNull(),
    capacity: integer('capacity').notNull(),
    created_by: uuid('created_by').notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull(),
    retired_by: uuid('retired_by'),
    retired_at: timestamp('retired_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('rooms_name').on(table.community_id, table.name),
    check('rooms_capacity', sql`capacity > 0`)
  ]
);

/** What people come to. `taken` counts places and can never pass `capacity`. */
export const events = pgTable(
  'events',
  {
    ...tenantColumns(),
    room_id: uuid('room_id').notNull(),
    /** The activity of the rule set that coming counts as; null: it is recorded, but not rewarded. */
    activity: text('activity'),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    starts_at: timestamp('starts_at', { withTimezone: true }).notNull(),
    ends_at: timestamp('ends_at', { withTimezone: true }).notNull(),
    capacity: integer('capacity').notNull(),
    taken: integer('taken').notNull().default(0),
    /** How many groups ever joined the waiting list: the next one's number. */
    waiting_seq: integer('waiting_seq').notNull().default(0),
    /** Grows with each change that people's calendars must learn of: the SEQUENCE of iCalendar. */
    revision: integer('revision').notNull().default(0),
    organiser_id: uuid('organiser_id').notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull(),
    cancelled_by: uuid('cancelled_by'),
    cancelled_at: timestamp('cancelled_at', { withTimezone: true }),
    cancel_reason: text('cancel_reason')
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.room_id],
      foreignColumns: [rooms.community_id, rooms.id]
    }),
    check('events_taken', sql`taken between 0 and capacity`),
    check('events_time', sql`ends_at > starts_at`),
    index('events_by_start').on(table.community_id, table.starts_at, table.id)
  ]
);

/**
 * A room held for a time. Of those not released no two overlap in one room: the exclusion
 * constraint `room_bookings_once` (decision 0015).
 */
export const room_bookings = pgTable(
  'room_bookings',
  {
    ...tenantColumns(),
    room_id: uuid('room_id').notNull(),
    event_id: uuid('event_id').notNull(),
    starts_at: timestamp('starts_at', { withTimezone: true }).notNull(),
    ends_at: timestamp('ends_at', { withTimezone: true }).notNull(),
    booked_by: uuid('booked_by').notNull(),
    booked_at: timestamp('booked_at', { withTimezone: true }).notNull(),
    released_by: uuid('released_by'),
    released_at: timestamp('released_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.room_id],
      foreignColumns: [rooms.community_id, rooms.id]
    }),
    foreignKey({
      columns: [table.community_id, table.event_id],
      foreignColumns: [events.community_id, events.id]
    }),
    check('room_bookings_time', sql`ends_at > starts_at`),
    uniqueIndex('room_bookings_live')
      .on(table.community_id, table.event_id)
      .where(sql`released_at is null`)
  ]
);

export const event_registrations = pgTable(
  'event_registrations',
  {
    ...tenantColumns(),
    event_id: uuid('event_id').notNull(),
    member_id: uuid('member_id').notNull(),
    /** Null with a place; otherwise the number on the waiting list of those who wait together. */
    waiting_seq: integer('waiting_seq'),
    registered_by: uuid('registered_by').notNull(),
    registered_at: timestamp('registered_at', { withTimezone: true }).notNull(),
    cancelled_by: uuid('cancelled_by'),
    cancelled_at: timestamp('cancelled_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.event_id],
      foreignColumns: [events.community_id, events.id]
    }),
    uniqueIndex('event_registrations_live')
      .on(table.community_id, table.event_id, table.member_id)
      .where(sql`cancelled_at is null`),
    index('event_registrations_by_member').on(table.community_id, table.member_id, table.event_id)
  ]
);

export const event_check_ins = pgTable(
  'event_check_ins',
  {
    ...tenantColumns(),
    event_id: uuid('event_id').notNull(),
    member_id: uuid('member_id').notNull(),
    evidence: text('evidence', { enum: CHECK_IN_EVIDENCE }).notNull(),
    /** When the person was there: the server's time, or the phone's for one that waited offline. */
    arrived_at: timestamp('arrived_at', { withTimezone: true }).notNull(),
    recorded_at: timestamp('recorded_at', { withTimezone: true }).notNull(),
    recorded_by: uuid('recorded_by').notNull(),
    undone_by: uuid('undone_by'),
    undone_at: timestamp('undone_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.event_id],
      foreignColumns: [events.community_id, events.id]
    }),
    uniqueIndex('event_check_ins_live')
      .on(table.community_id, table.event_id, table.member_id)
      .where(sql`undone_at is null`)
  ]
);

/** What the organiser vouches for; the highest revision is in force. Never edited. */
export const event_attendances = pgTable(
  'event_attendances',
  {
    community_id: uuid('community_id').notNull(),
    event_id: uuid('event_id').notNull(),
    member_id: uuid('member_id').notNull(),
    revision: integer('revision').notNull(),
    kind: text('kind', { enum: ['confirmed', 'corrected', 'withdrawn'] }).notNull(),
    minutes: integer('minutes').notNull(),
    fact_id: uuid('fact_id').notNull(),
    reason: text('reason').notNull().default(''),
    confirmed_by: uuid('confirmed_by').notNull(),
    confirmed_at: timestamp('confirmed_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({
      columns: [table.community_id, table.event_id, table.member_id, table.revision]
    }),
    foreignKey({
      columns: [table.community_id, table.event_id],
      foreignColumns: [events.community_id, events.id]
    }),
    check('event_attendances_minutes', sql`minutes between 0 and 1440`)
  ]
);
