import { sql } from 'drizzle-orm';
import {
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';

export const CLAIM_STATES = [
  'waiting',
  'asked',
  'approved',
  'declined',
  'withdrawn',
  'revoked'
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What a resident reports of themselves. `state` is that of the last of its `claim_events`. */
export const claims = pgTable(
  'claims',
  {
    ...tenantColumns(),
    member_id: uuid('member_id').notNull(),
    /** The household of the member when the claim was sent. */
    household_id: uuid('household_id').notNull(),
    /** The activity of the rule set that is claimed. */
    activity: text('activity').notNull(),
    /** Civil date in the community's time zone. */
    occurred_on: date('occurred_on', { mode: 'string' }).notNull(),
    /** In the activity's unit: times, minutes or pieces. */
    quantity: integer('quantity').notNull(),
    attributes: jsonb('attributes').$type<Record<string, string | number | boolean>>().notNull(),
    note: text('note').notNull(),
    sent_by: uuid('sent_by').notNull(),
    sent_at: timestamp('sent_at', { withTimezone: true }).notNull(),
    state: text('state', { enum: CLAIM_STATES }).notNull(),
    /** How many events it has: the next one's number. Who changes it first decides. */
    events: integer('events').notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    check('claims_quantity', sql`quantity > 0`),
    index('claims_by_state').on(table.community_id, table.state, table.sent_at, table.id),
    index('claims_by_time').on(table.community_id, table.sent_at, table.id),
    index('claims_by_member').on(table.community_id, table.member_id, table.sent_at, table.id)
  ]
);

export const CLAIM_EVENTS = [
  'sent',
  'asked',
  'answered',
  'approved',
  'corrected',
  'declined',
  'withdrawn',
  'restored',
  'revoked'
] as const;
export type ClaimEventKind = (typeof CLAIM_EVENTS)[number];

/** The story of a claim: what was sent, asked, answered and decided, by whom and why. Never edited. */
export const claim_events = pgTable(
  'claim_events',
  {
    community_id: uuid('community_id').notNull(),
    claim_id: uuid('claim_id').notNull(),
    number: integer('number').notNull(),
    kind: text('kind', { enum: CLAIM_EVENTS }).notNull(),
    /** A question, an answer or a reason. */
    words: text('words').notNull(),
    /** What counts from here on, in the activity's unit. */
    quantity: integer('quantity').notNull(),
    /** The fact that an approval made. */
    fact_id: uuid('fact_id'),
    by_member: uuid('by_member').notNull(),
    by_account: uuid('by_account').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.claim_id, table.number] }),
    foreignKey({
      columns: [table.community_id, table.claim_id],
      foreignColumns: [claims.community_id, claims.id]
    })
  ]
);

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value)
});

/** A picture as it was drawn anew from what the phone sent: no place, no device, no time in it. */
export const claim_photos = pgTable(
  'claim_photos',
  {
    ...tenantColumns(),
    claim_id: uuid('claim_id').notNull(),
    /** The event with which it came: 0 with the claim itself, later with an answer. */
    event: integer('event').notNull(),
    position: integer('position').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** WebP. */
    bytes: bytea('bytes').notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.claim_id],
      foreignColumns: [claims.community_id, claims.id]
    }),
    index('claim_photos_by_claim').on(
      table.community_id,
      table.claim_id,
      table.event,
      table.position
    )
  ]
);
