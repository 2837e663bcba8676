import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';

export const communities = pgTable('communities', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  name_en: text('name_en').notNull(),
  district: text('district').notNull(),
  time_zone: text('time_zone').notNull().default('Asia/Shanghai'),
  is_demo: boolean('is_demo').notNull().default(false),
  created_at: timestamp('created_at', { withTimezone: true }).notNull()
});

/** A person in a community. The household and the account may be missing (staff, no phone). */
export const members = pgTable(
  'members',
  {
    ...tenantColumns(),
    household_id: uuid('household_id'),
    account_id: uuid('account_id'),
    name: text('name').notNull(),
    /** Only if the person likes to say so. */
    birth_year: integer('birth_year'),
    joined_at: timestamp('joined_at', { withTimezone: true }).notNull(),
    joined_by: text('joined_by', { enum: ['card', 'staff'] }).notNull(),
    left_at: timestamp('left_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    index('members_by_household').on(table.community_id, table.household_id),
    index('members_by_name').on(table.community_id, table.name, table.id),
    index('members_by_account').on(table.community_id, table.account_id),
    check('members_birth_year', sql`birth_year between 1900 and 2100`)
  ]
);

export const OFFICES = ['coordinator', 'grid_leader', 'committee', 'clerk', 'auditor'] as const;
export type Office = (typeof OFFICES)[number];

/** An office that a member holds: of a team, of a grid, or of the whole community. */
export const appointments = pgTable(
  'appointments',
  {
    ...tenantColumns(),
    member_id: uuid('member_id').notNull(),
    office: text('office', { enum: OFFICES }).notNull(),
    team_id: uuid('team_id'),
    grid_id: uuid('grid_id'),
    appointed_by: uuid('appointed_by').notNull(),
    appointed_at: timestamp('appointed_at', { withTimezone: true }).notNull(),
    ended_by: uuid('ended_by'),
    ended_at: timestamp('ended_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.member_id],
      foreignColumns: [members.community_id, members.id]
    }),
    index('appointments_by_member').on(table.community_id, table.member_id)
  ]
);

/** 代办: a member lets a helper's account act; revocable, and never silently. */
export const helper_mandates = pgTable(
  'helper_mandates',
  {
    ...tenantColumns(),
    member_id: uuid('member_id').notNull(),
    helper_account_id: uuid('helper_account_id').notNull(),
    helper_name: text('helper_name').notNull(),
    granted_by: uuid('granted_by').notNull(),
    granted_at: timestamp('granted_at', { withTimezone: true }).notNull(),
    revoked_by: uuid('revoked_by'),
    revoked_at: timestamp('revoked_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.member_id],
      foreignColumns: [members.community_id, members.id]
    }),
    uniqueIndex('helper_mandates_live')
      .on(table.community_id, table.member_id, table.helper_account_id)
      .where(sql`revoked_at is null`)
  ]
);
