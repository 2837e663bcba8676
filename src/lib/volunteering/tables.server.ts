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
import { members } from '../communities/tables.server';
import { tenantColumns } from '../db/tenancy.server';
import { CHECK_IN_EVIDENCE } from '../door/evidence';

export const teams = pgTable(
  'teams',
  {
    ...tenantColumns(),
    name: text('name').notNull(),
    about: text('about').notNull().default(''),
    created_by: uuid('created_by').notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull(),
    closed_at: timestamp('closed_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('teams_name').on(table.community_id, table.name)
  ]
);

export const team_members = pgTable(
  'team_members',
  {
    ...tenantColumns(),
    team_id: uuid('team_id').notNull(),
    member_id: uuid('member_id').notNull(),
    joined_at: timestamp('joined_at', { withTimezone: true }).notNull(),
    left_at: timestamp('left_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.team_id],
      foreignColumns: [teams.community_id, teams.id]
    }),
    uniqueIndex('team_members_live')
      .on(table.community_id, table.team_id, table.member_id)
      .where(sql`left_at is null`),
    index('team_members_by_member').on(table.community_id, table.member_id)
  ]
);

/**
 * Who brought a new volunteer, as the newcomer says, until the first service is confirmed. From then
 * on it has its fact and stays as it is.
 */
export const introductions = pgTable(
  'introductions',
  {
    community_id: uuid('community_id').notNull(),
    newcomer_id: uuid('newcomer_id').notNull(),
    brought_by: uuid('brought_by').notNull(),
    named_at: timestamp('named_at', { withTimezone: true }).notNull(),
    fact_id: uuid('fact_id')
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.newcomer_id] }),
    foreignKey({
      columns: [table.community_id, table.newcomer_id],
      foreignColumns: [members.community_id, members.id]
    }),
    foreignKey({
      columns: [table.community_id, table.brought_by],
      foreignColumns: [members.community_id, members.id]
    })
  ]
);

/** One piece of service. `taken` counts places and can never pass `capacity`. */
export const shifts = pgTable(
  'shifts',
  {
    ...tenantColumns(),
    team_id: uuid('team_id').notNull(),
    /** The activity of the rule set that the service counts as. */
    activity: text('activity').notNull(),
    title: text('title').notNull(),
    place: text('place').notNull(),
    note: text('note').notNull().default(''),
    starts_at: timestamp('starts_at', { withTimezone: true }).notNull(),
    ends_at: timestamp('ends_at', { withTimezone: true }).notNull(),
    capacity: integer('capacity').notNull(),
    taken: integer('taken').notNull().default(0),
    /** How many ever joined the waiting list: the next one's number. */
    waiting_seq: integer('waiting_seq').notNull().default(0),
    /** Grows with each change that people's calendars must learn of: the SEQUENCE of iCalendar. */
    revision: integer('revision').notNull().default(0),
    created_by: uuid('created_by').notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull(),
    cancelled_by: uuid('cancelled_by'),
    cancelled_at: timestamp('cancelled_at', { withTimezone: true }),
    cancel_reason: text('cancel_reason')
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.team_id],
      foreignColumns: [teams.community_id, teams.id]
    }),
    check('shifts_taken', sql`taken between 0 and capacity`),
    check('shifts_time', sql`ends_at > starts_at`),
    index('shifts_by_start').on(table.community_id, table.starts_at, table.id)
  ]
);

export const shift_signups = pgTable(
  'shift_signups',
  {
    ...tenantColumns(),
    shift_id: uuid('shift_id').notNull(),
    member_id: uuid('member_id').notNull(),
    /** Null with a place; otherwise the number on the waiting list, lowest first. */
    waiting_seq: integer('waiting_seq'),
    signed_up_by: uuid('signed_up_by').notNull(),
    signed_up_at: timestamp('signed_up_at', { withTimezone: true }).notNull(),
    cancelled_by: uuid('cancelled_by'),
    cancelled_at: timestamp('cancelled_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.shift_id],
      foreignColumns: [shifts.community_id, shifts.id]
    }),
    uniqueIndex('shift_signups_live')
      .on(table.community_id, table.shift_id, table.member_id)
      .where(sql`cancelled_at is null`),
    index('shift_signups_by_member').on(table.community_id, table.member_id, table.shift_id)
  ]
);

export const shift_check_ins = pgTable(
  'shift_check_ins',
  {
    ...tenantColumns(),
    shift_id: uuid('shift_id').notNull(),
    member_id: uuid('member_id').notNull(),
    evidence: text('evidence', { enum: CHECK_IN_EVIDENCE }).notNull(),
    /** When the person was there: the server's time, or the phone's for one that waited offline. */
    arrived_at: timestamp('arrived_at', { withTimezone: true }).notNull(),
    recorded_at: timestamp('recorded_at', { withTimezone: true }).notNull(),
    recorded_by: uuid('recorded_by').notNull(),
    left_at: timestamp('left_at', { withTimezone: true }),
    undone_by: uuid('undone_by'),
    undone_at: timestamp('undone_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.shift_id],
      foreignColumns: [shifts.community_id, shifts.id]
    }),
    uniqueIndex('shift_check_ins_live')
      .on(table.community_id, table.shift_id, table.member_id)
      .where(sql`undone_at is null`)
  ]
);

/** What the coordinator vouches for; the highest revision is in force. Never edited. */
export const shift_confirmations = pgTable(
  'shift_confirmations',
  {
    community_id: uuid('community_id').notNull(),
    shift_id: uuid('shift_id').notNull(),
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
      columns: [table.community_id, table.shift_id, table.member_id, table.revision]
    }),
    foreignKey({
      columns: [table.community_id, table.shift_id],
      foreignColumns: [shifts.community_id, shifts.id]
    }),
    check('shift_confirmations_minutes', sql`minutes between 0 and 1440`)
  ]
);
