import { and, desc, eq, min } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { addDays, dayOfDate, isCivilDate } from '../shared/civil-time';
import { isId, newId } from '../shared/id';
import { refuse } from '../shared/result';
import { quarterBefore } from '../rules/replay';
import { parseRuleSet } from '../rules/schema.server';
import { rule_sets } from '../rules/tables.server';
import { lockDraft, readRevision } from './drafts.server';
import { maker } from './saving.server';
import { rule_replays } from './tables.server';

export type Replay = typeof rule_replays.$inferSelect;

/** The longest period that is tried at once, in days: two years. */
const LONGEST = 731;

/** A process says so often that it is at work; three times as long without a word, and it is not. */
export const BEAT_MS = 5_000;

/**
 * Begins to try the latest revision of a draft on the facts of a period; `runReplay` then does it.
 * Refuses `rule_replay_dates` for a period that is none or too long, and `rule_draft_unfinished`
 * while the draft has errors.
 */
export const startReplay = defineCommand({
  name: 'rulemaking.start_replay',
  input: z.object({
    draft_id: z.uuid(),
    first_date: z.string().refine(isCivilDate),
    last_date: z.string().refine(isCivilDate)
  }),
  who: maker,
  async run(tx, { draft_id, first_date, last_date }, { memberId }, { communityId, now }) {
    const days = dayOfDate(last_date) - dayOfDate(first_date);
    if (days < 0 || days > LONGEST) return refuse('rule_replay_dates', { field: 'last_date' });
    const draft = await lockDraft(tx, communityId, draft_id);
    if (!draft) return refuse('not_found');
    const latest = await readRevision(tx, communityId, draft_id, draft.revision);
    if (!latest || 'problems' in parseRuleSet(latest.ruleSet)) {
      return refuse('rule_draft_unfinished');
    }
    const id = newId();
    await tx.insert(rule_replays).values({
      community_id: communityId,
      id,
      draft_id,
      revision: draft.revision,
      from_date: first_date,
      until_date: last_date,
      state: 'waiting',
      judged: 0,
      judgements: 0,
      beat_at: now,
      started_by: memberId,
      started_at: now
    });
    return { ok: true, draft_id, replay_id: id };
  },
  done: () => ({ text: m.rulemaking_done_replay_started() })
});

/** Ends a replay that is under way; the one that runs it sees so within seconds. */
export const cancelReplay = defineCommand({
  name: 'rulemaking.cancel_replay',
  input: z.object({ replay_id: z.uuid() }),
  who: maker,
  async run(tx, { replay_id }, _maker, { communityId, now }) {
    const [replay] = await tx
      .select()
      .from(rule_replays)
      .where(isReplay(communityId, replay_id))
      .for('update');
    if (!replay) return refuse('not_found');
    if (replay.state !== 'waiting' && replay.state !== 'running') {
      return refuse('rule_replay_over');
    }
    await tx
      .update(rule_replays)
      .set({ state: 'cancelled', ended_at: now })
      .where(isReplay(communityId, replay_id));
    return { ok: true, draft_id: replay.draft_id };
  },
  done: () => ({ text: m.rulemaking_done_replay_cancelled() })
});

export const isReplay = (communityId: string, id: string) =>
  and(eq(rule_replays.community_id, communityId), eq(rule_replays.id, id));

const MOST_LISTED = 10;

/** The replays of a draft, the latest first, without what came of them. */
export const listReplays = (tx: Sql, communityId: string, draftId: string) =>
  tx
    .select({
      id: rule_replays.id,
      from_date: rule_replays.from_date,
      until_date: rule_replays.until_date,
      state: rule_replays.state,
      started_at: rule_replays.started_at
    })
    .from(rule_replays)
    .where(isOfDraft(communityId, draftId))
    .orderBy(...latestFirst)
    .limit(MOST_LISTED);

/** The latest replay of a draft; null when it has none. */
export async function latestReplay(
  tx: Sql,
  communityId: string,
  draftId: string
): Promise<Replay | null> {
  const [found] = await tx
    .select()
    .from(rule_replays)
    .where(isOfDraft(communityId, draftId))
    .orderBy(...latestFirst)
    .limit(1);
  return found ?? null;
}

const isOfDraft = (communityId: string, draftId: string) =>
  and(eq(rule_replays.community_id, communityId), eq(rule_replays.draft_id, draftId));

const latestFirst = [desc(rule_replays.started_at), desc(rule_replays.id)];

/**
 * The period that is proposed to try a draft on: the last quarter that is over or, where there were
 * no rules yet, the quarter of a year up to today.
 */
export async function firstPeriod(
  tx: Sql,
  communityId: string,
  today: string
): Promise<{ from: string; until: string }> {
  const [first] = await tx
    .select({ date: min(rule_sets.in_force_from) })
    .from(rule_sets)
    .where(eq(rule_sets.community_id, communityId));
  const quarter = quarterBefore(today);
  return (first?.date ?? '') > quarter.until
    ? { from: addDays(today, -QUARTER_DAYS), until: today }
    : quarter;
}

const QUARTER_DAYS = 91;

/** A replay of a draft; null when the draft has none of this id. */
export async function findReplay(
  tx: Sql,
  communityId: string,
  draftId: string,
  id: string
): Promise<Replay | null> {
  if (!isId(id)) return null;
  const [found] = await tx
    .select()
    .from(rule_replays)
    .where(and(isReplay(communityId, id), eq(rule_replays.draft_id, draftId)));
  return found ?? null;
}

/** One that waits that long waits for a process that is gone. */
const LONGEST_WAIT_MS = 600_000;

/** How a replay stands at a time: one that has not been heard of for long was cut short. */
export function stateOf(
  { state, beat_at }: Pick<Replay, 'state' | 'beat_at'>,
  now: Date
): Replay['state'] | 'lost' {
  const silent = now.getTime() - beat_at.getTime();
  if (state === 'running' && silent > 3 * BEAT_MS) return 'lost';
  return state === 'waiting' && silent > LONGEST_WAIT_MS ? 'lost' : state;
}
