import { sql } from 'drizzle-orm';
import {
  bigint,
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
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';

export const ACCOUNT_KINDS = ['issuance', 'member', 'household'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Balances are in the community's smallest unit and always equal the sum of the transfers. */
export const point_accounts = pgTable(
  'point_accounts',
  {
    ...tenantColumns(),
    kind: text('kind', { enum: ACCOUNT_KINDS }).notNull(),
    /** The member, the household, or the community itself for issuance. */
    owner_id: uuid('owner_id').notNull(),
    posted: bigint('posted', { mode: 'number' }).notNull().default(0),
    pending: bigint('pending', { mode: 'number' }).notNull().default(0)
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('point_accounts_owner').on(table.community_id, table.kind, table.owner_id)
  ]
);

/** A movement of points. Never edited: a correction is another transfer. */
export const transfers = pgTable(
  'transfers',
  {
    ...tenantColumns(),
    from_account: uuid('from_account').notNull(),
    to_account: uuid('to_account').notNull(),
    amount: integer('amount').notNull(),
    why: text('why', { enum: ['award', 'correction'] }).notNull(),
    /** What caused it: the fact, the rule of which version, and the receipt as data. */
    fact_id: uuid('fact_id').notNull(),
    rule_id: text('rule_id').notNull(),
    rule_version: integer('rule_version').notNull(),
    receipt: jsonb('receipt').$type<object>().notNull(),
    occurred_at: timestamp('occurred_at', { withTimezone: true }).notNull(),
    recorded_at: timestamp('recorded_at', { withTimezone: true }).notNull(),
    /** The end of the public notice; the transfer is pending until its posting exists. */
    notice_until: timestamp('notice_until', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.from_account],
      foreignColumns: [point_accounts.community_id, point_accounts.id]
    }),
    foreignKey({
      columns: [table.community_id, table.to_account],
      foreignColumns: [point_accounts.community_id, point_accounts.id]
    }),
    check('transfers_amount', sql`amount > 0 and from_account <> to_account`),
    index('transfers_to').on(table.community_id, table.to_account, table.recorded_at),
    index('transfers_from').on(table.community_id, table.from_account, table.recorded_at),
    index('transfers_by_fact').on(table.community_id, table.fact_id),
    index('transfers_by_notice').on(table.community_id, table.notice_until)
  ]
);

/** That a transfer is posted is a record with its time, so that transfers stay immutable. */
export const transfer_postings = pgTable(
  'transfer_postings',
  {
    community_id: uuid('community_id').notNull(),
    transfer_id: uuid('transfer_id').notNull(),
    posted_at: timestamp('posted_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.transfer_id] }),
    foreignKey({
      columns: [table.community_id, table.transfer_id],
      foreignColumns: [transfers.community_id, transfers.id]
    })
  ]
);

/**
 * Stops the clock of a fact's public notice, with who and when; runs on when its release exists.
 * Several may overlap; the notice lasts longer by the time that at least one of them was open.
 */
export const notice_holds = pgTable(
  'notice_holds',
  {
    ...tenantColumns(),
    fact_id: uuid('fact_id').notNull(),
    held_by: uuid('held_by').notNull(),
    held_at: timestamp('held_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    index('notice_holds_by_fact').on(table.community_id, table.fact_id)
  ]
);

export const notice_releases = pgTable(
  'notice_releases',
  {
    community_id: uuid('community_id').notNull(),
    hold_id: uuid('hold_id').notNull(),
    released_by: uuid('released_by').notNull(),
    released_at: timestamp('released_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.hold_id] }),
    foreignKey({
      columns: [table.community_id, table.hold_id],
      foreignColumns: [notice_holds.community_id, notice_holds.id]
    })
  ]
);
