import { foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { timestamp, uuid } from 'drizzle-orm/pg-core';
import { members } from '../communities/tables.server';
import { tenantColumns } from '../db/tenancy.server';

/** One officer says that somebody did what the rules deduct for; nothing is taken yet. */
export const deductions = pgTable(
  'deductions',
  {
    ...tenantColumns(),
    member_id: uuid('member_id').notNull(),
    /** Whose points are concerned, by the rules when it was proposed. */
    owner_kind: text('owner_kind', { enum: ['member', 'household'] }).notNull(),
    owner_id: uuid('owner_id').notNull(),
    /** The item of the closed list, of which version of the rules. */
    item: text('item').notNull(),
    rule_version: integer('rule_version').notNull(),
    reason: text('reason').notNull(),
    proposed_by: uuid('proposed_by').notNull(),
    proposed_account: uuid('proposed_account').notNull(),
    proposed_at: timestamp('proposed_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.member_id],
      foreignColumns: [members.community_id, members.id]
    }),
    index('deductions_by_owner').on(table.community_id, table.owner_id, table.proposed_at)
  ]
);

/** The parts of a deduction's story after the proposal, each at most once, with who and when. */
export const DEDUCTION_STEPS = ['confirmed', 'dropped', 'objected', 'kept', 'withdrawn'] as const;

/**
 * - `confirmed`: another officer agreed and points were taken; `dropped`: it came to nothing.
 * - `objected`: the person says why not; `kept`: one of the two answers.
 * - `withdrawn`: what was taken was given back.
 */
export const deduction_steps = pgTable(
  'deduction_steps',
  {
    community_id: uuid('community_id').notNull(),
    deduction_id: uuid('deduction_id').notNull(),
    step: text('step', { enum: DEDUCTION_STEPS }).notNull(),
    words: text('words').notNull(),
    /** Smallest units that were taken or given back. */
    points: integer('points').notNull(),
    taken_by: uuid('taken_by').notNull(),
    taken_at: timestamp('taken_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.deduction_id, table.step] }),
    foreignKey({
      columns: [table.community_id, table.deduction_id],
      foreignColumns: [deductions.community_id, deductions.id]
    })
  ]
);
