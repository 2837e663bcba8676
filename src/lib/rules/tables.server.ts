import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';
import type { AttributeValue } from './award';

/** Published rule sets. A published version never changes. */
export const rule_sets = pgTable(
  'rule_sets',
  {
    ...tenantColumns(),
    version: integer('version').notNull(),
    document: jsonb('document').$type<object>().notNull(),
    /** Civil date in the community's time zone: in force from the beginning of that day. */
    in_force_from: date('in_force_from', { mode: 'string' }).notNull(),
    published_by: uuid('published_by').notNull(),
    published_at: timestamp('published_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('rule_sets_version').on(table.community_id, table.version)
  ]
);

/**
 * What communities have published, for others to begin from: the rules of a community can be read by
 * anyone (decision 0017). Of the whole installation; written with each publication.
 */
export const shared_rule_sets = pgTable(
  'shared_rule_sets',
  {
    community_id: uuid('community_id').notNull(),
    version: integer('version').notNull(),
    document: jsonb('document').$type<object>().notNull(),
    in_force_from: date('in_force_from', { mode: 'string' }).notNull(),
    published_at: timestamp('published_at', { withTimezone: true }).notNull()
  },
  (table) => [primaryKey({ columns: [table.community_id, table.version] })]
);

/** Something that happened, as first accepted. The order (accepted_at, id) is the order of the fold. */
export const facts = pgTable(
  'facts',
  {
    ...tenantColumns(),
    activity: text('activity').notNull(),
    member_id: uuid('member_id').notNull(),
    household_id: uuid('household_id').notNull(),
    grid_id: uuid('grid_id'),
    occurred_at: timestamp('occurred_at', { withTimezone: true }).notNull(),
    accepted_at: timestamp('accepted_at', { withTimezone: true }).notNull(),
    recorded_by: uuid('recorded_by').notNull(),
    /** Which record it came from, for example a shift, and words for it. */
    source: text('source').notNull(),
    source_id: uuid('source_id').notNull(),
    title: text('title').notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('facts_source').on(table.community_id, table.source, table.source_id, table.member_id),
    /** For reading all of them in the order of acceptance. */
    index('facts_by_acceptance').on(table.community_id, table.accepted_at, table.id),
    index('facts_by_household').on(table.community_id, table.household_id, table.accepted_at),
    index('facts_by_member').on(table.community_id, table.member_id, table.accepted_at)
  ]
);

/**
 * Months of an office that were recorded: a row for each, so that none is recorded twice. Its id is
 * the source of the facts of those who held it.
 */
export const office_months = pgTable(
  'office_months',
  {
    ...tenantColumns(),
    /** 2026-03. */
    month: text('month').notNull(),
    office: text('office').notNull(),
    recorded_at: timestamp('recorded_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('office_months_once').on(table.community_id, table.month, table.office)
  ]
);

/** What is believed of a fact: revision 0 as accepted, later ones are corrections or withdrawal. */
export const fact_revisions = pgTable(
  'fact_revisions',
  {
    community_id: uuid('community_id').notNull(),
    fact_id: uuid('fact_id').notNull(),
    revision: integer('revision').notNull(),
    withdrawn: boolean('withdrawn').notNull(),
    /** In the activity's unit: times, minutes or pieces. */
    quantity: integer('quantity').notNull(),
    attributes: jsonb('attributes').$type<Record<string, AttributeValue>>().notNull(),
    reason: text('reason').notNull(),
    revised_by: uuid('revised_by').notNull(),
    revised_at: timestamp('revised_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.fact_id, table.revision] }),
    foreignKey({
      columns: [table.community_id, table.fact_id],
      foreignColumns: [facts.community_id, facts.id]
    }),
    check('fact_revisions_quantity', sql`quantity >= 0`)
  ]
);

/** What a rule gives for a fact, with the receipt; the highest revision is in force. */
export const awards = pgTable(
  'awards',
  {
    community_id: uuid('community_id').notNull(),
    fact_id: uuid('fact_id').notNull(),
    rule_id: text('rule_id').notNull(),
    revision: integer('revision').notNull(),
    rule_version: integer('rule_version').notNull(),
    /** In the smallest unit. */
    points: integer('points').notNull(),
    receipt: jsonb('receipt').$type<object>().notNull(),
    awarded_at: timestamp('awarded_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.fact_id, table.rule_id, table.revision] }),
    foreignKey({
      columns: [table.community_id, table.fact_id],
      foreignColumns: [facts.community_id, facts.id]
    })
  ]
);
