import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid
} from 'drizzle-orm/pg-core';

/** A person's way in, across communities. Found by an HMAC of the phone number. */
export const accounts = pgTable('accounts', {
  id: uuid('id').primaryKey(),
  phone_hmac: text('phone_hmac').unique(),
  phone_cipher: text('phone_cipher'),
  /** Staff only: argon2id. */
  password_hash: text('password_hash'),
  locale: text('locale'),
  elder_mode: boolean('elder_mode').notNull().default(false),
  theme: text('theme').notNull().default('auto'),
  created_at: timestamp('created_at', { withTimezone: true }).notNull()
});

/** Only the SHA-256 of the session id is here: a stolen table opens nothing. */
export const sessions = pgTable(
  'sessions',
  {
    id_hash: text('id_hash').primaryKey(),
    account_id: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    expires_at: timestamp('expires_at', { withTimezone: true }).notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull(),
    device: text('device').notNull()
  },
  (table) => [index('sessions_by_account').on(table.account_id)]
);

export const sign_in_codes = pgTable('sign_in_codes', {
  phone_hmac: text('phone_hmac').primaryKey(),
  code_hash: text('code_hash').notNull(),
  expires_at: timestamp('expires_at', { withTimezone: true }).notNull(),
  tries_left: integer('tries_left').notNull()
});

/** Which members an account may speak for: itself, an elder on the same phone, or as a helper. */
export const memberships = pgTable(
  'memberships',
  {
    account_id: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    community_id: uuid('community_id').notNull(),
    member_id: uuid('member_id').notNull(),
    kind: text('kind', { enum: ['self', 'helper'] }).notNull(),
    since: timestamp('since', { withTimezone: true }).notNull()
  },
  (table) => [primaryKey({ columns: [table.account_id, table.community_id, table.member_id] })]
);

/** Store of rate-limiter-flexible. */
export const rate_limits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull(),
  expire: timestamp('expire', { withTimezone: true, mode: 'date' })
});
