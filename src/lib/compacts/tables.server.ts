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
import { APPROVAL_BASES, APPROVAL_RULES, CHOICES, REASONS, VERDICTS } from './verdict';
import { BALLOTS, ELECTORATES } from './vote';

export const compacts = pgTable(
  'compacts',
  {
    ...tenantColumns(),
    title: text('title').notNull(),
    title_en: text('title_en').notNull().default(''),
    created_by: uuid('created_by').notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('compacts_title').on(table.community_id, table.title)
  ]
);

/** The text that the committee works on. Removed articles stay, so that a removal can be undone. */
export const compact_draft_articles = pgTable(
  'compact_draft_articles',
  {
    community_id: uuid('community_id').notNull(),
    compact_id: uuid('compact_id').notNull(),
    article_id: uuid('article_id').notNull(),
    position: integer('position').notNull(),
    heading: text('heading').notNull(),
    text: text('text').notNull(),
    /** Grows with each change of the words: who saves against an older one is told so. */
    revision: integer('revision').notNull().default(0),
    edited_by: uuid('edited_by').notNull(),
    edited_at: timestamp('edited_at', { withTimezone: true }).notNull(),
    removed_by: uuid('removed_by'),
    removed_at: timestamp('removed_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.compact_id, table.article_id] }),
    foreignKey({
      columns: [table.community_id, table.compact_id],
      foreignColumns: [compacts.community_id, compacts.id]
    })
  ]
);

/** A text that can be voted on: never changed. */
export const compact_versions = pgTable(
  'compact_versions',
  {
    ...tenantColumns(),
    compact_id: uuid('compact_id').notNull(),
    number: integer('number').notNull(),
    note: text('note').notNull().default(''),
    published_by: uuid('published_by').notNull(),
    published_at: timestamp('published_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('compact_versions_number').on(table.community_id, table.compact_id, table.number),
    foreignKey({
      columns: [table.community_id, table.compact_id],
      foreignColumns: [compacts.community_id, compacts.id]
    })
  ]
);

/** An article keeps its id through all versions, wherever it stands and whatever its number. */
export const compact_version_articles = pgTable(
  'compact_version_articles',
  {
    community_id: uuid('community_id').notNull(),
    version_id: uuid('version_id').notNull(),
    position: integer('position').notNull(),
    article_id: uuid('article_id').notNull(),
    heading: text('heading').notNull(),
    text: text('text').notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.version_id, table.position] }),
    unique('compact_version_articles_once').on(
      table.community_id,
      table.version_id,
      table.article_id
    ),
    foreignKey({
      columns: [table.community_id, table.version_id],
      foreignColumns: [compact_versions.community_id, compact_versions.id]
    })
  ]
);

export const votes = pgTable(
  'votes',
  {
    ...tenantColumns(),
    compact_id: uuid('compact_id').notNull(),
    version_id: uuid('version_id').notNull(),
    question: text('question').notNull(),
    electorate: text('electorate', { enum: ELECTORATES }).notNull(),
    /** Only those who live in this grid or the grids below it; null: the whole community. */
    grid_id: uuid('grid_id'),
    ballot: text('ballot', { enum: BALLOTS }).notNull(),
    turnout_numerator: integer('turnout_numerator').notNull(),
    turnout_denominator: integer('turnout_denominator').notNull(),
    approval_numerator: integer('approval_numerator').notNull(),
    approval_denominator: integer('approval_denominator').notNull(),
    approval_rule: text('approval_rule', { enum: APPROVAL_RULES }).notNull(),
    approval_of: text('approval_of', { enum: APPROVAL_BASES }).notNull(),
    /** The activity of the rule set that taking part counts as; null: none. */
    activity: text('activity'),
    opens_at: timestamp('opens_at', { withTimezone: true }).notNull(),
    closes_at: timestamp('closes_at', { withTimezone: true }).notNull(),
    called_by: uuid('called_by').notNull(),
    called_at: timestamp('called_at', { withTimezone: true }).notNull(),
    /** When the roll was frozen and casting began. */
    opened_at: timestamp('opened_at', { withTimezone: true }),
    called_off_by: uuid('called_off_by'),
    call_off_reason: text('call_off_reason'),
    /** When it was counted or called off. */
    ended_at: timestamp('ended_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.compact_id],
      foreignColumns: [compacts.community_id, compacts.id]
    }),
    foreignKey({
      columns: [table.community_id, table.version_id],
      foreignColumns: [compact_versions.community_id, compact_versions.id]
    }),
    check('votes_time', sql`closes_at > opens_at`),
    check(
      'votes_thresholds',
      sql`turnout_denominator > 0 and turnout_numerator between 0 and turnout_denominator
        and approval_denominator > 0 and approval_numerator between 0 and approval_denominator`
    ),
    /** One vote on a compact at a time. */
    uniqueIndex('votes_live')
      .on(table.community_id, table.compact_id)
      .where(sql`ended_at is null`),
    index('votes_by_close').on(table.community_id, table.closes_at, table.id)
  ]
);

/** The electorate as it was at the opening: members, or households. Marked when a ballot is cast. */
export const vote_roll = pgTable(
  'vote_roll',
  {
    community_id: uuid('community_id').notNull(),
    vote_id: uuid('vote_id').notNull(),
    /** A member or a household, as the vote's electorate says. */
    voter_id: uuid('voter_id').notNull(),
    household_id: uuid('household_id').notNull(),
    cast_by: uuid('cast_by'),
    cast_at: timestamp('cast_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.vote_id, table.voter_id] }),
    foreignKey({
      columns: [table.community_id, table.vote_id],
      foreignColumns: [votes.community_id, votes.id]
    })
  ]
);

/** To which key the ballots of a secret vote are sealed, and what became of them after its end. */
export const vote_seals = pgTable(
  'vote_seals',
  {
    community_id: uuid('community_id').notNull(),
    vote_id: uuid('vote_id').notNull(),
    /** base64url; null for a vote that was open before ballots were sealed, until the next is cast. */
    public_key: text('public_key'),
    /** For such a vote: in favour, against and abstaining as they were counted until then. */
    carried: integer('carried').array(),
    /** When the private key and the sealed ballots were destroyed, after the end. */
    discarded_at: timestamp('discarded_at', { withTimezone: true }),
    /** When the pages on which they had stood were written anew. */
    vacuumed_at: timestamp('vacuumed_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.vote_id] }),
    foreignKey({
      columns: [table.community_id, table.vote_id],
      foreignColumns: [votes.community_id, votes.id]
    })
  ]
);

/** Secret ballots between casting and count: sealed, of one length, with a random id, of nobody. */
export const sealed_ballots = pgTable(
  'sealed_ballots',
  {
    community_id: uuid('community_id').notNull(),
    vote_id: uuid('vote_id').notNull(),
    id: uuid('id').notNull(),
    sealed: text('sealed').notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.vote_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.vote_id],
      foreignColumns: [votes.community_id, votes.id]
    })
  ]
);

/** Ballots of open votes; shown to the residents after the close. Secret votes have none. */
export const open_ballots = pgTable(
  'open_ballots',
  {
    community_id: uuid('community_id').notNull(),
    vote_id: uuid('vote_id').notNull(),
    voter_id: uuid('voter_id').notNull(),
    choice: text('choice', { enum: CHOICES }).notNull(),
    cast_by: uuid('cast_by').notNull(),
    cast_at: timestamp('cast_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.vote_id, table.voter_id] }),
    foreignKey({
      columns: [table.community_id, table.vote_id, table.voter_id],
      foreignColumns: [vote_roll.community_id, vote_roll.vote_id, vote_roll.voter_id]
    })
  ]
);

/** What was counted at the close, and what follows from it. */
export const vote_results = pgTable(
  'vote_results',
  {
    community_id: uuid('community_id').notNull(),
    vote_id: uuid('vote_id').notNull(),
    on_roll: integer('on_roll').notNull(),
    turned_out: integer('turned_out').notNull(),
    /** Null where the counts of a secret vote would say how single people voted: all three or none. */
    in_favour: integer('in_favour'),
    against: integer('against'),
    abstaining: integer('abstaining'),
    verdict: text('verdict', { enum: VERDICTS }).notNull(),
    reason: text('reason', { enum: REASONS }).notNull(),
    counted_at: timestamp('counted_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.vote_id] }),
    foreignKey({
      columns: [table.community_id, table.vote_id],
      foreignColumns: [votes.community_id, votes.id]
    }),
    check('vote_results_counts', sql`num_nulls(in_favour, against, abstaining) in (0, 3)`)
  ]
);

/** Which version came into force when; the latest of a compact is in force. */
export const compact_adoptions = pgTable(
  'compact_adoptions',
  {
    ...tenantColumns(),
    compact_id: uuid('compact_id').notNull(),
    version_id: uuid('version_id').notNull(),
    vote_id: uuid('vote_id').notNull(),
    adopted_at: timestamp('adopted_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    unique('compact_adoptions_vote').on(table.community_id, table.vote_id),
    foreignKey({
      columns: [table.community_id, table.version_id],
      foreignColumns: [compact_versions.community_id, compact_versions.id]
    }),
    foreignKey({
      columns: [table.community_id, table.vote_id],
      foreignColumns: [votes.community_id, votes.id]
    }),
    index('compact_adoptions_by_compact').on(table.community_id, table.compact_id, table.adopted_at)
  ]
);
