import { and, eq } from 'drizzle-orm';
import { readBirthYears } from '../communities/birth-year.server';
import type { Clock } from '../db/clock.server';
import { withCommunity } from '../db/tenancy.server';
import type { Database } from '../db/types.server';
import { readFactTable } from '../rules/fact-table.server';
import type { ReplayResult } from '../rules/replay';
import { REPLAY_CODE } from '../rules/replay-code.server';
import { startReplay as startThread } from '../rules/replay-thread.server';
import { readTimeline } from '../rules/timeline.server';
import { assert } from '../shared/result';
import { lockDraft, readRevision } from './drafts.server';
import { BEAT_MS, isReplay, type Replay } from './replays.server';
import { replaceShares } from './shares.server';
import { rule_replays } from './tables.server';

/** Where a replay runs. */
interface Place {
  db: Database;
  clock: Clock;
  communityId: string;
  replayId: string;
}

/** Replays of this process, one after the other: the site needs the other processor. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs a replay that `startReplay` has begun, once however often it is asked for, and writes down
 * how far it is and what came of it. Ends without a report when it is cancelled; throws, after
 * writing down that it failed, when it fails.
 */
export function runReplay(place: Place): Promise<void> {
  const done = queue.then(() => run(place));
  queue = done.catch(() => undefined);
  return done;
}

async function run(place: Place): Promise<void> {
  const replay = await take(place);
  if (!replay) return;
  const progress = { judged: 0, judgements: 0 };
  const pulse = new Pulse(place, progress);
  try {
    const result = await judge(place, replay, progress, pulse);
    await (result ? finish(place, replay, result) : end(place, 'cancelled'));
  } catch (error) {
    await end(place, 'failed');
    throw error;
  } finally {
    pulse.stop();
  }
}

async function judge(
  { db, communityId }: Place,
  replay: Replay,
  progress: Pick<Replay, 'judged' | 'judgements'>,
  pulse: Pulse
): Promise<ReplayResult | null> {
  const { draft, timeline, birthYears } = await withCommunity(db, communityId, async (tx) => ({
    draft: await readRevision(tx, communityId, replay.draft_id, replay.revision),
    timeline: await readTimeline(tx, communityId),
    birthYears: await readBirthYears(tx, communityId)
  }));
  assert(draft, 'a replay is of a revision that exists');
  const facts = await readFactTable(db, communityId, replay.started_at);
  if (pulse.isCancelled) return null;
  const thread = startThread(
    REPLAY_CODE,
    {
      timeline,
      draft: draft.ruleSet,
      from: replay.from_date,
      until: replay.until_date,
      facts,
      birthYears
    },
    (judged, judgements) => Object.assign(progress, { judged, judgements })
  );
  pulse.onCancel = thread.cancel;
  return thread.result;
}

/** Takes a replay that waits, unless another has. */
async function take({ db, clock, communityId, replayId }: Place): Promise<Replay | null> {
  return withCommunity(db, communityId, async (tx) => {
    const [taken] = await tx
      .update(rule_replays)
      .set({ state: 'running', beat_at: await clock(tx) })
      .where(and(isReplay(communityId, replayId), eq(rule_replays.state, 'waiting')))
      .returning();
    return taken ?? null;
  });
}

/** What was cancelled meanwhile stays so. */
async function end(
  { db, clock, communityId, replayId }: Place,
  state: 'cancelled' | 'failed'
): Promise<void> {
  await withCommunity(db, communityId, async (tx) =>
    tx
      .update(rule_replays)
      .set({ state, ended_at: await clock(tx) })
      .where(and(isReplay(communityId, replayId), eq(rule_replays.state, 'running')))
  );
}

/** Writes down the report, and what each would get in place of the draft's replay before. */
async function finish(
  { db, clock, communityId, replayId }: Place,
  { draft_id }: Replay,
  { report, shares }: ReplayResult
): Promise<void> {
  await withCommunity(db, communityId, async (tx) => {
    await lockDraft(tx, communityId, draft_id);
    const [done] = await tx
      .update(rule_replays)
      .set({ state: 'done', report, ended_at: await clock(tx) })
      .where(and(isReplay(communityId, replayId), eq(rule_replays.state, 'running')))
      .returning({ id: rule_replays.id });
    if (!done) return;
    await replaceShares(tx, communityId, draft_id, replayId, shares);
  });
}

/** Says every second how far a replay is, and hears whether it was cancelled. */
class Pulse {
  isCancelled = false;
  onCancel: () => void = () => undefined;
  readonly #timer: NodeJS.Timeout;
  #isBeating = false;

  constructor(place: Place, progress: Pick<Replay, 'judged' | 'judgements'>) {
    this.#timer = setInterval(
      () => void this.#beat(place, progress).catch(this.#leaveOut),
      BEAT_MS / 5
    );
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The next beat comes soon; a run that nobody hears of is said to be cut short. */
  readonly #leaveOut = (): void => {
    this.#isBeating = false;
  };

  async #beat(
    { db, clock, communityId, replayId }: Place,
    progress: Pick<Replay, 'judged' | 'judgements'>
  ): Promise<void> {
    if (this.#isBeating) return;
    this.#isBeating = true;
    try {
      const lives = await withCommunity(db, communityId, async (tx) =>
        tx
          .update(rule_replays)
          .set({ ...progress, beat_at: await clock(tx) })
          .where(and(isReplay(communityId, replayId), eq(rule_replays.state, 'running')))
          .returning({ id: rule_replays.id })
      );
      if (lives.length > 0) return;
      this.isCancelled = true;
      this.onCancel();
    } finally {
      this.#isBeating = false;
    }
  }
}
