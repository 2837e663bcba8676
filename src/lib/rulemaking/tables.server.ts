import { sql } from 'drizzle-orm';
import {
  bigint,
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
import type { ReplayReport } from '../rules/replay';
import type { TriedFact } from './trial';

/** A rule set on which the committee works. */
export const rule_drafts = pgTable(
  'rule_drafts',
  {
    ...tenantColumns(),
    /** The latest revision: whoever saves names the one that they began from. */
    revision: integer('revision').notNull(),
    /** Where it began: `in_force`, `template:<name>`, `shared:<community>` or `file`. */
    source: text('source').notNull(),
    created_by: uuid('created_by').notNull(),
    created_at: timestamp('created_at', { withTimezone: true }).notNull(),
    /** Published or put away: nobody changes it any more. */
    closed_by: uuid('closed_by'),
    closed_at: timestamp('closed_at', { withTimezone: true })
  },
  (table) => [primaryKey({ columns: [table.community_id, table.id] })]
);

/** Every state of a draft that was ever saved. An earlier one comes back as a new one. */
export const rule_draft_revisions = pgTable(
  'rule_draft_revisions',
  {
    community_id: uuid('community_id').notNull(),
    draft_id: uuid('draft_id').notNull(),
    revision: integer('revision').notNull(),
    document: jsonb('document').$type<object>().notNull(),
    /** The revision whose words these are: its own number, or the one that was gone back to. */
    shows: integer('shows').notNull(),
    /** Of new words: the revision that showed before them. */
    parent: integer('parent'),
    saved_by: uuid('saved_by').notNull(),
    saved_at: timestamp('saved_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.draft_id, table.revision] }),
    foreignKey({
      columns: [table.community_id, table.draft_id],
      foreignColumns: [rule_drafts.community_id, rule_drafts.id]
    })
  ]
);

/** "This example resident, this fact, so many points": publishing waits until each holds. */
export const rule_draft_cases = pgTable(
  'rule_draft_cases',
  {
    ...tenantColumns(),
    draft_id: uuid('draft_id').notNull(),
    title: text('title').notNull(),
    tried: jsonb('tried').$type<TriedFact>().notNull(),
    /** What the same resident had done before, in the order of acceptance. */
    earlier: jsonb('earlier').$type<TriedFact[]>().notNull(),
    /** Smallest units. */
    expected: integer('expected').notNull(),
    saved_by: uuid('saved_by').notNull(),
    saved_at: timestamp('saved_at', { withTimezone: true }).notNull(),
    removed_by: uuid('removed_by'),
    removed_at: timestamp('removed_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.draft_id],
      foreignColumns: [rule_drafts.community_id, rule_drafts.id]
    }),
    index('rule_draft_cases_by_draft').on(table.community_id, table.draft_id)
  ]
);

/** Who decides about a proposal. Residents' votes belong to compacts: nothing proposes them yet. */
export const DECIDERS = ['committee', 'vote'] as const;

/** How a public notice ended. */
export const ENDINGS = ['changed', 'withdrawn', 'published'] as const;

/** A revision of a draft under public notice, for residents' comments and then the decision. */
export const rule_proposals = pgTable(
  'rule_proposals',
  {
    ...tenantColumns(),
    draft_id: uuid('draft_id').notNull(),
    revision: integer('revision').notNull(),
    note: text('note').notNull(),
    decided_by: text('decided_by', { enum: DECIDERS }).notNull(),
    /** Civil date from which it shall be in force; the day of the decision if that is later. */
    in_force_from: text('in_force_from').notNull(),
    proposed_by: uuid('proposed_by').notNull(),
    proposed_at: timestamp('proposed_at', { withTimezone: true }).notNull(),
    notice_until: timestamp('notice_until', { withTimezone: true }).notNull(),
    ended: text('ended', { enum: ENDINGS }),
    ended_by: uuid('ended_by'),
    ended_at: timestamp('ended_at', { withTimezone: true }),
    /** The version that it became. */
    version: integer('version')
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.draft_id, table.revision],
      foreignColumns: [
        rule_draft_revisions.community_id,
        rule_draft_revisions.draft_id,
        rule_draft_revisions.revision
      ]
    }),
    /** One notice of a draft at a time. */
    uniqueIndex('rule_proposals_live')
      .on(table.community_id, table.draft_id)
      .where(sql`ended_at is null`),
    index('rule_proposals_by_time').on(table.community_id, table.proposed_at)
  ]
);

/** The consent of committee members: of two different people, whoever proposed. */
export const rule_proposal_consents = pgTable(
  'rule_proposal_consents',
  {
    community_id: uuid('community_id').notNull(),
    proposal_id: uuid('proposal_id').notNull(),
    member_id: uuid('member_id').notNull(),
    account_id: uuid('account_id').notNull(),
    given_at: timestamp('given_at', { withTimezone: true }).notNull()
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.proposal_id, table.member_id] }),
    /** Several members may share an account, as a family shares a phone: they are one decider. */
    unique('rule_proposal_consents_account').on(
      table.community_id,
      table.proposal_id,
      table.account_id
    ),
    foreignKey({
      columns: [table.community_id, table.proposal_id],
      foreignColumns: [rule_proposals.community_id, rule_proposals.id]
    })
  ]
);

/** What residents say about a proposal under notice. */
export const rule_proposal_comments = pgTable(
  'rule_proposal_comments',
  {
    ...tenantColumns(),
    proposal_id: uuid('proposal_id').notNull(),
    member_id: uuid('member_id').notNull(),
    words: text('words').notNull(),
    written_at: timestamp('written_at', { withTimezone: true }).notNull(),
    withdrawn_at: timestamp('withdrawn_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.proposal_id],
      foreignColumns: [rule_proposals.community_id, rule_proposals.id]
    }),
    index('rule_proposal_comments_by_time').on(
      table.community_id,
      table.proposal_id,
      table.written_at
    )
  ]
);

/** How a replay stands. One whose process ended is `running` without a beat. */
export const REPLAY_STATES = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;

/** A draft that is tried on the facts of a period, and what came of it. */
export const rule_replays = pgTable(
  'rule_replays',
  {
    ...tenantColumns(),
    draft_id: uuid('draft_id').notNull(),
    revision: integer('revision').notNull(),
    /** First and last civil date of the activities, both included. */
    from_date: date('from_date', { mode: 'string' }).notNull(),
    until_date: date('until_date', { mode: 'string' }).notNull(),
    state: text('state', { enum: REPLAY_STATES }).notNull(),
    /** How many of how many judgements are made; 0 of 0 while the facts are read. */
    judged: integer('judged').notNull(),
    judgements: integer('judgements').notNull(),
    /** When the process that runs it was last known to be at work. */
    beat_at: timestamp('beat_at', { withTimezone: true }).notNull(),
    report: jsonb('report').$type<ReplayReport>(),
    started_by: uuid('started_by').notNull(),
    started_at: timestamp('started_at', { withTimezone: true }).notNull(),
    ended_at: timestamp('ended_at', { withTimezone: true })
  },
  (table) => [
    primaryKey({ columns: [table.community_id, table.id] }),
    foreignKey({
      columns: [table.community_id, table.draft_id, table.revision],
      foreignColumns: [
        rule_draft_revisions.community_id,
        rule_draft_revisions.draft_id,
        rule_draft_revisions.revision
      ]
    }),
    index('rule_replays_by_draft').on(table.community_id, table.draft_id, table.started_at)
  ]
);

/**
 * What a member or household got in the period of a replay and would have got under the draft, in
 * smallest units: for the person concerned only. Kept for the latest replay of each draft.
 */
export const rule_replay_shares = pgTable(
  'rule_replay_shares',
  {
    community_id: uuid('community_id').notNull(),
    replay_id: uuid('replay_id').notNull(),
    holder: text('holder', { enum: ['member', 'household'] }).notNull(),
    holder_id: uuid('holder_id').notNull(),
    points_before: bigint('points_before', { mode: 'number' }).notNull(),
    points_after: bigint('points_after', { mode: 'number' }).notNull()
  },
  (table) => [
    primaryKey({
      columns: [table.community_id, table.replay_id, table.holder, table.holder_id]
    }),
    foreignKey({
      columns: [table.community_id, table.replay_id],
      foreignColumns: [rule_replays.community_id, rule_replays.id]
    })
  ]
);
