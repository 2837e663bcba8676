import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';
import type { RosterPreview, RosterRow } from './roster';

/** Qixia's three levels: the community, an area or group of buildings, a resident organisation. */
export const GRID_LEVELS = ['community', 'area', 'dedicated'] as const;
export type GridLevel = (typeof GRID_LEVELS)[number];

export const grids = pgTable(
  'grids',
  {
    ...tenantColumns(),
    level: text('level', { enum: GRID_LEVELS }).notNull(),
    parent_id: uuid('parent_id'),
    name: text('name').notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('grids_name').on(table.community_id, table.name),
    foreignKey({
      columns: [table.community_id, table.parent_id],
      foreignColumns: [table.community_id, table.id]
    })
  ]
);

/** 楼/单元/室. `unit` is '' where a building has none. */
export const households = pgTable(
  'households',
  {
    ...tenantColumns(),
    grid_id: uuid('grid_id'),
    building: text('building').notNull(),
    unit: text('unit').notNull(),
    room: text('room').notNull(),
    head_name: text('head_name').notNull().default(''),
    people: integer('people'),
    note: text('note').notNull().default(''),
    created_at: timestamp('created_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('households_address').on(table.community_id, table.building, table.unit, table.room),
    foreignKey({
      columns: [table.community_id, table.grid_id],
      foreignColumns: [grids.community_id, grids.id]
    }),
    index('households_by_grid').on(table.community_id, table.grid_id),
    /** Building 2 before building 10: shorter texts first, which is right for numbers. */
    index('households_in_order').on(
      table.community_id,
      sql`length(${table.building})`,
      table.building,
      sql`length(${table.unit})`,
      table.unit,
      sql`length(${table.room})`,
      table.room
    )
  ]
);

/** A printed card admits a household's people until its places are used up or it is re-issued. */
export const household_cards = pgTable(
  'household_cards',
  {
    ...tenantColumns(),
    household_id: uuid('household_id').notNull(),
    /** The cards that were issued and are printed together. */
    batch_id: uuid('batch_id'),
    code_hash: text('code_hash').notNull(),
    places: integer('places').notNull(),
    used: integer('used').notNull().default(0),
    issued_by: uuid('issued_by').notNull(),
    issued_at: timestamp('issued_at', { withTimezone: true }).notNull(),
    expires_at: timestamp('expires_at', { withTimezone: true }).notNull(),
    revoked_at: timestamp('revoked_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('household_cards_code').on(table.community_id, table.code_hash),
    uniqueIndex('household_cards_live')
      .on(table.community_id, table.household_id)
      .where(sql`revoked_at is null`),
    foreignKey({
      columns: [table.community_id, table.household_id],
      foreignColumns: [households.community_id, households.id]
    }),
    index('household_cards_by_batch').on(table.community_id, table.batch_id),
    check('household_cards_places', sql`used between 0 and places`)
  ]
);

/**
 * Of which community a card is, by the hash of its code, so that who types the code need not say.
 * Belongs to the installation; it names no household.
 */
export const card_directory = pgTable('card_directory', {
  code_hash: text('code_hash').primaryKey(),
  community_id: uuid('community_id').notNull()
});

/** What a roster file holds beside its households; these are in `roster_batches`. */
export type RosterAside = Omit<RosterPreview, 'rows'>;

/** A roster file as it was read, kept until it is imported and for a few days after, then deleted. */
export const roster_uploads = pgTable(
  'roster_uploads',
  {
    ...tenantColumns(),
    filename: text('filename').notNull(),
    /** All rows of the file, with its headers and its empty rows. */
    file_rows: integer('file_rows').notNull(),
    household_rows: integer('household_rows').notNull(),
    batches: integer('batches').notNull(),
    aside: jsonb('aside').$type<RosterAside>().notNull(),
    uploaded_by: uuid('uploaded_by').notNull(),
    uploaded_at: timestamp('uploaded_at', { withTimezone: true }).notNull(),
    expires_at: timestamp('expires_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    index('roster_uploads_by_time').on(table.community_id, table.uploaded_at)
  ]
);

/** A part of a roster that is imported in one transaction, and what became of it. */
export const roster_batches = pgTable(
  'roster_batches',
  {
    community_id: uuid('community_id').notNull(),
    upload_id: uuid('upload_id').notNull(),
    /** From 0. */
    number: integer('number').notNull(),
    rows: jsonb('rows').$type<RosterRow[]>().notNull(),
    imported_by: uuid('imported_by'),
    imported_at: timestamp('imported_at', { withTimezone: true }),
    created: integer('created').notNull().default(0),
    updated: integer('updated').notNull().default(0),
    unchanged: integer('unchanged').notNull().default(0),
    /** Rows whose grid was gone when their turn came. */
    unknown_grid: jsonb('unknown_grid').$type<RosterRow[]>().notNull().default([])
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.upload_id, table.number] }),
    foreignKey({
      columns: [table.community_id, table.upload_id],
      foreignColumns: [roster_uploads.community_id, roster_uploads.id]
    })
  ]
);
