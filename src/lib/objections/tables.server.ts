import {
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';

/** Somebody doubts a fact while its points are under public notice; its id is that of the hold. */
export const objections = pgTable(
  'objections',
  {
    ...tenantColumns(),
    fact_id: uuid('fact_id').notNull(),
    member_id: uuid('member_id').notNull(),
    reason: text('reason').notNull(),
    raised_by: uuid('raised_by').notNull(),
    raised_at: timestamp('raised_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('objections_once').on(table.community_id, table.fact_id, table.member_id),
    index('objections_by_time').on(table.community_id, table.raised_at, table.id)
  ]
);

export const OBJECTION_ENDS = ['upheld', 'dismissed', 'withdrawn'] as const;

/** How an objection ended: by the committee, or taken back by the person. At most once. */
export const objection_decisions = pgTable(
  'objection_decisions',
  {
    community_id: uuid('community_id').notNull(),
    objection_id: uuid('objection_id').notNull(),
    kind: text('kind', { enum: OBJECTION_ENDS }).notNull(),
    reason: text('reason').notNull(),
    decided_by: uuid('decided_by').notNull(),
    decided_at: timestamp('decided_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.objection_id] }),
    foreignKey({
      columns: [table.community_id, table.objection_id],
      foreignColumns: [objections.community_id, objections.id]
    })
  ]
);
