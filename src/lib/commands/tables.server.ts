import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Outcome } from '../shared/result';

/** One row for every command that was decided: idempotency and audit log in one. Insert and select only. */
export const command_receipts = pgTable(
  'command_receipts',
  {
    community_id: uuid('community_id').notNull(),
    /** The idempotency key, one for each intention. */
    key: uuid('key').notNull(),
    /** The account that sent it. */
    actor: uuid('actor').notNull(),
    /** The member for whom a helper or staff acted, when it was not the actor's own person. */
    on_behalf_of: uuid('on_behalf_of'),
    /** The actor's own member who acted; several may share an account. Null for helpers. */
    acting_member: uuid('acting_member'),
    name: text('name').notNull(),
    input_hash: text('input_hash').notNull(),
    outcome: jsonb('outcome').$type<Outcome>().notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    /** The phone's own time for commands that waited in the outbox. */
    phone_at: timestamp('phone_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.key] }),
    index('command_receipts_by_time').on(table.community_id, table.at),
    index('command_receipts_on_behalf')
      .on(table.community_id, table.on_behalf_of, table.at)
      .where(sql`on_behalf_of is not null`)
  ]
);
