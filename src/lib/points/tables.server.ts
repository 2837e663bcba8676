import { sql } from 'drizzle-orm';
import {
  bigint,
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
  uniqueIndex,
  uuid
} from 'drizzle-orm/pg-core';
import { tenantColumns } from '../db/tenancy.server';

export const ACCOUNT_KINDS = ['issuance', 'member', 'household', 'redeemed', 'expired'] as const;
/** Points come from issuance, belong to a member or household, and end as redeemed or expired. */
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const TRANSFER_CAUSES = [
  'award',
  'correction',
  'redemption',
  'redemption_return',
  'expiry',
  'expiry_return',
  'deduction',
  'deduction_return'
] as const;
export type TransferCause = (typeof TRANSFER_CAUSES)[number];

/** Balances are in the community's smallest unit and always equal the sum of the transfers. */
export const point_accounts = pgTable(
  'point_accounts',
  {
    ...tenantColumns(),
    kind: text('kind', { enum: ACCOUNT_KINDS }).notNull(),
    /** The member, the household, or the community itself for the accounts that it has once. */
    owner_id: uuid('owner_id').notNull(),
    posted: bigint('posted', { mode: 'number' }).notNull().default(0),
    pending: bigint('pending', { mode: 'number' }).notNull().default(0)
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('point_accounts_owner').on(table.community_id, table.kind, table.owner_id)
  ]
);

/** Something handed out for points at the residents' home. */
export const redemptions = pgTable(
  'redemptions',
  {
    ...tenantColumns(),
    /** Whose points were taken. */
    account_id: uuid('account_id').notNull(),
    /** Who came for it. */
    member_id: uuid('member_id').notNull(),
    amount: integer('amount').notNull(),
    what: text('what').notNull(),
    handed_out_by: uuid('handed_out_by').notNull(),
    redeemed_at: timestamp('redeemed_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.account_id],
      foreignColumns: [point_accounts.community_id, point_accounts.id]
    }),
    check('redemptions_amount', sql`amount > 0`),
    index('redemptions_by_time').on(table.community_id, table.redeemed_at, table.id)
  ]
);

/** That something came back, whole, and why; once. */
export const redemption_returns = pgTable(
  'redemption_returns',
  {
    community_id: uuid('community_id').notNull(),
    redemption_id: uuid('redemption_id').notNull(),
    reason: text('reason').notNull(),
    returned_by: uuid('returned_by').notNull(),
    returned_at: timestamp('returned_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.redemption_id] }),
    foreignKey({
      columns: [table.community_id, table.redemption_id],
      foreignColumns: [redemptions.community_id, redemptions.id]
    })
  ]
);

/** That points which ended with a civil date were swept, of everybody: it need not be done again. */
export const expiry_sweeps = pgTable(
  'expiry_sweeps',
  {
    community_id: uuid('community_id').notNull(),
    through: date('through', { mode: 'string' }).notNull(),
    swept_at: timestamp('swept_at', { withTimezone: true }).notNull()
  },
  (table) => [primaryKey({ columns: [table.community_id, table.through] })]
);

/** A movement of points. Never edited: a correction is another transfer. */
export const transfers = pgTable(
  'transfers',
  {
    ...tenantColumns(),
    from_account: uuid('from_account').notNull(),
    to_account: uuid('to_account').notNull(),
    amount: integer('amount').notNull(),
    why: text('why', { enum: TRANSFER_CAUSES }).notNull(),
    /**
     * What caused an award or correction: the fact, the rule, and the receipt as data. Of a deduction
     * the decision stands for the fact.
     */
    fact_id: uuid('fact_id'),
    rule_id: text('rule_id'),
    receipt: jsonb('receipt').$type<object>(),
    /** The version of the rules that gave it, or by which it expired. */
    rule_version: integer('rule_version'),
    /** What was redeemed or came back. */
    redemption_id: uuid('redemption_id'),
    /** When its cause was: the activity, the redemption, or the end of the day with which it expired. */
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
    foreignKey({
      columns: [table.community_id, table.redemption_id],
      foreignColumns: [redemptions.community_id, redemptions.id]
    }),
    check('transfers_amount', sql`amount > 0 and from_account <> to_account`),
    check(
      'transfers_cause',
      sql`case
        when why in ('award', 'correction', 'deduction', 'deduction_return') then
          num_nulls(fact_id, rule_id, receipt, rule_version) = 0 and redemption_id is null
        when why in ('redemption', 'redemption_return') then
          num_nonnulls(fact_id, rule_id, receipt, rule_version) = 0 and redemption_id is not null
        else num_nonnulls(fact_id, rule_id, receipt, redemption_id) = 0 and rule_version is not null
      end`
    ),
    uniqueIndex('transfers_of_redemption')
      .on(table.community_id, table.redemption_id, table.why)
      .where(sql`redemption_id is not null`),
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
