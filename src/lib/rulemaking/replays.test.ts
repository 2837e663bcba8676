import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  booksOf,
  foundTown,
  IN_ORDER,
  moveIn,
  type Person,
  type Town
} from '../../../tests/people/town';
import { HOUSEHOLD_MONTH, PATROL_RULES } from '../../../tests/people/rules';
import { stateBirthYear } from '../communities/birth-year.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import { recordFacts } from '../rules/facts.server';
import type { RuleSet } from '../rules/model';
import { withdrawFact } from '../rules/revising.server';
import { newId } from '../shared/id';
import { isRefused } from '../shared/result';
import {
  BEAT_MS,
  cancelReplay,
  findReplay,
  listReplays,
  startReplay,
  stateOf
} from './replays.server';
import { runReplay } from './run-replay.server';
import { saveDraft } from './saving.server';
import { shareWords } from './share-words';
import { readOwnShare } from './shares.server';
import { startDraft } from './starting.server';
import { rule_replays, rule_replay_shares } from './tables.server';

const JANUARY = new Date('2026-01-05T01:00:00Z');
const APRIL = new Date('2026-04-10T01:00:00Z');
const QUARTER = { from: '2026-01-01', until: '2026-03-31' };
const DATES = { first_date: QUARTER.from, last_date: QUARTER.until };

let db: Database;
let town: Town;
let mei: Person;
let wei: Person;
beforeAll(async () => {
  db = await openTestDatabase();
  town = await foundTown(db, PATROL_RULES, JANUARY);
  mei = await moveIn(town, '王梅');
  wei = await moveIn(town, '李伟');
  await didPatrol(mei, '2026-02-03T01:00:00Z', 120);
  await didPatrol(mei, '2026-02-04T01:00:00Z', 60);
  await didPatrol(wei, '2026-03-04T01:00:00Z', 30);
  const mistaken = await didPatrol(wei, '2026-03-05T01:00:00Z', 600);
  await town.inside((tx) => withdrawFact(tx, context(), mistaken, '记错了人'));
  town.clock.at = APRIL;
});
afterAll(() => db.close());

const context = () => ({
  communityId: town.communityId,
  caller: town.chen,
  readClock: () => town.now()
});

async function didPatrol(who: Person, at: string, minutes: number): Promise<string> {
  const [recorded] = await town.inside((tx) =>
    recordFacts(tx, context(), [
      {
        activity: 'patrol',
        memberId: who.memberId,
        householdId: who.householdId,
        occurredAt: new Date(at),
        quantity: minutes,
        source: 'test',
        sourceId: newId(),
        title: '巡逻'
      }
    ])
  );
  return recorded!.factId;
}

/** Chen's draft: two points instead of one for every ten minutes, at most 25 a month for each. */
async function draftOf(change: (set: RuleSet) => RuleSet = (set) => set): Promise<string> {
  const begun = await town.send(town.chen, startDraft, { source: 'in_force' });
  if (isRefused(begun)) throw new Error(begun.refused);
  const draft_id = String(begun.draft_id);
  const document = JSON.stringify(change(structuredClone(PATROL_RULES)));
  const saved = await town.send(town.chen, saveDraft, { draft_id, revision: '0', document });
  if (isRefused(saved)) throw new Error(saved.refused);
  return draft_id;
}

const dearer = (set: RuleSet): RuleSet => ({
  ...set,
  rules: set.rules.map((rule) =>
    rule.award.kind === 'per_unit' ? { ...rule, award: { ...rule.award, points: 2 } } : rule
  )
});

async function begin(draft_id: string): Promise<string> {
  const begun = await town.send(town.chen, startReplay, { draft_id, ...DATES });
  if (isRefused(begun)) throw new Error(begun.refused);
  return String(begun.replay_id);
}

const place = (replayId: string) => ({
  db,
  clock: () => town.now(),
  communityId: town.communityId,
  replayId
});
const replayOf = (draftId: string, id: string) =>
  town.inside((tx) => findReplay(tx, town.communityId, draftId, id));

test('Chen tries the double on the first quarter and reads who would get more; nobody has a point more', async () => {
  const draft = await draftOf(dearer);
  const id = await begin(draft);
  await runReplay(place(id));
  const replay = await replayOf(draft, id);
  expect(replay?.state).toBe('done');
  expect(replay?.report).toMatchObject({
    ...QUARTER,
    facts: 3,
    total: { before: 21, after: 42 },
    households: { gain: 2, lose: 0, same: 0 },
    activities: [{ id: 'patrol', facts: 3, before: 21, after: 42 }]
  });
  expect(await booksOf(town)).toEqual(IN_ORDER);
});

const shareOf = ({ memberId, householdId }: Person, draft_id: string, revision: number) =>
  town.inside((tx) =>
    readOwnShare(
      tx,
      town.communityId,
      { draft_id, revision },
      { id: memberId, household_id: householdId }
    )
  );

test('Mei hears what the double would have given her and her household, Wei what it gives him; of another version of the draft nobody hears', async () => {
  const draft = await draftOf(dearer);
  expect(await shareOf(mei, draft, 1)).toBeNull();
  await runReplay(place(await begin(draft)));
  const ofMei = { before: 18, after: 36 };
  expect(await shareOf(mei, draft, 1)).toEqual({ ...QUARTER, own: ofMei, household: ofMei });
  expect(await shareOf(wei, draft, 1)).toMatchObject({ own: { before: 3, after: 6 } });
  expect(await shareOf(mei, draft, 0)).toBeNull();
  const nobody = { ...mei, memberId: newId(), householdId: newId() };
  const nothing = { before: 0, after: 0 };
  expect(await shareOf(nobody, draft, 1)).toEqual({
    ...QUARTER,
    own: nothing,
    household: nothing
  });
});

test('a limit of the household is in what Mei hears, and only the latest trial of a draft is kept', async () => {
  const capped = (set: RuleSet) => ({
    ...dearer(set),
    caps: [{ ...HOUSEHOLD_MONTH, at_most: { kind: 'points' as const, points: 20 } }]
  });
  const draft = await draftOf(capped);
  await runReplay(place(await begin(draft)));
  await runReplay(place(await begin(draft)));
  expect(await shareOf(mei, draft, 1)).toMatchObject({ household: { before: 18, after: 20 } });
  const kept = await town.inside((tx) =>
    tx
      .select({ replay: rule_replay_shares.replay_id })
      .from(rule_replay_shares)
      .innerJoin(rule_replays, eq(rule_replays.id, rule_replay_shares.replay_id))
      .where(eq(rule_replays.draft_id, draft))
  );
  expect(new Set(kept.map(({ replay }) => replay)).size).toBe(1);
});

test('what the reader would get is said in points with the difference', () => {
  const share = {
    ...QUARTER,
    own: { before: 18, after: 20 },
    household: { before: 21, after: 20 }
  };
  const said = shareWords(share, { inForce: PATROL_RULES, draft: PATROL_RULES }, 'zh');
  expect(said?.lines).toEqual([
    '2026年1月1日至2026年3月31日，您家得了 21 分；要是按新积分办法，会得 20 分，少 1 分。',
    '其中您本人：18 分，按新积分办法 20 分，多 2 分。'
  ]);
  const halves: RuleSet = { ...PATROL_RULES, smallest_unit: '1/2' };
  expect(shareWords(share, { inForce: PATROL_RULES, draft: halves }, 'zh')).toBeNull();
});

test('the report counts Mei among those of her age once she has said when she was born, and Wei as unknown', async () => {
  const stated = await town.send(mei, stateBirthYear, { birth_year: '1958年' });
  expect(isRefused(stated)).toBe(false);
  const draft = await draftOf(dearer);
  const id = await begin(draft);
  await runReplay(place(id));
  const report = (await replayOf(draft, id))?.report;
  expect(report?.ages).toMatchObject([
    { band: 'under_70', before: 18, after: 36, gain: 1 },
    { band: 'unknown', before: 3, after: 6, gain: 1 }
  ]);
});

test('the rules in force tried on the same quarter change nothing', async () => {
  const draft = await draftOf();
  const id = await begin(draft);
  await runReplay(place(id));
  expect((await replayOf(draft, id))?.report).toMatchObject({
    total: { before: 21, after: 21 },
    households: { gain: 0, lose: 0, same: 2 },
    histogram: [{ from: 0, to: 0, households: 2 }]
  });
});

test('a replay that is asked for twice runs once', async () => {
  const draft = await draftOf();
  const id = await begin(draft);
  await Promise.all([runReplay(place(id)), runReplay(place(id))]);
  const ended = (await replayOf(draft, id))?.ended_at;
  await runReplay(place(id));
  expect((await replayOf(draft, id))?.ended_at).toEqual(ended);
});

test('a replay that was cancelled before its turn never runs', async () => {
  const draft = await draftOf();
  const id = await begin(draft);
  await town.send(town.chen, cancelReplay, { replay_id: id });
  await runReplay(place(id));
  expect(await replayOf(draft, id)).toMatchObject({ state: 'cancelled', report: null });
  const again = await town.send(town.chen, cancelReplay, { replay_id: id });
  expect(again).toMatchObject({ refused: 'rule_replay_over' });
});

test('a period that ends before it begins, or lasts more than two years, is refused', async () => {
  const draft_id = await draftOf();
  for (const last_date of ['2025-12-31', '2028-02-01']) {
    const begun = await town.send(town.chen, startReplay, {
      draft_id,
      first_date: '2026-01-01',
      last_date
    });
    expect(begun).toMatchObject({ refused: 'rule_replay_dates' });
  }
});

test('residents try nothing', async () => {
  const draft_id = await draftOf();
  const begun = await town.send(mei, startReplay, { draft_id, ...DATES });
  expect(isRefused(begun)).toBe(true);
  expect(await town.inside((tx) => listReplays(tx, town.communityId, draft_id))).toEqual([]);
});

test('a replay of a process that ended is said to be cut short', () => {
  const after = (ms: number) => new Date(APRIL.getTime() + ms);
  const running = { state: 'running' as const, beat_at: APRIL };
  expect(stateOf(running, after(BEAT_MS))).toBe('running');
  expect(stateOf(running, after(4 * BEAT_MS))).toBe('lost');
  expect(stateOf({ ...running, state: 'waiting' }, after(4 * BEAT_MS))).toBe('waiting');
  expect(stateOf({ ...running, state: 'waiting' }, after(3_600_000))).toBe('lost');
  expect(stateOf({ ...running, state: 'done' }, after(3_600_000))).toBe('done');
});
