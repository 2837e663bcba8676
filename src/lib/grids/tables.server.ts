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
    index('households_by_grid').on(table.community_id, table.grid_id)
  ]
);

/** A printed card admits a household's people until its places are used up or it is re-issued. */
export const household_cards = pgTable(
  'household_cards',
  {
    ...tenantColumns(),
    household_id: uuid('household_id').notNull(),
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
    check('household_cards_places', sql`used between 0 and places`)
  ]
);
