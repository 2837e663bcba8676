import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../shared/id';
import { members, appointments } from '../communities/tables.server';
import { runCommand } from '../commands/run.server';
import { withCommunity } from '../db/tenancy.server';
import { openTestDatabase } from '../db/testing.server';
import type { Database } from '../db/types.server';
import type { Acting, Command } from '../commands/command.server';
import { committeeOf, type Committee, type Person } from '../grids/committee.examples';
import type { RuleSet } from '../rules/model';
import { publishRuleSet } from '../rules/publish.server';
import { readRulesInForce } from '../rules/read.server';
import { PATROL_BY_THE_HOUR, cap, group, rule, ruleSet } from '../rules/rules.examples';
import { isRefused, type Outcome } from '../shared/result';
import type { z } from 'zod';
import { addCase } from './cases.server';
import { comment } from './comments.server';
import { findDraft, listRevisions, readLatest } from './drafts.server';
import { consent, propose } from './proposals.server';
import { listComments, liveProposal } from './read.server';
import { returnDraft, saveDraft } from './saving.server';
import { listSources } from './sources.server';
import { startDraft } from './starting.server';
import { rule_proposals } from './tables.server';
import { undoAndRedo } from './undo';

const RULES = ruleSet({
  rules: [PATROL_BY_THE_HOUR, rule('deed', 'good-deed', { clause: '4' })],
  caps: [cap('month', 60, { clause: '9' })],
  groups: [group('service', 'add')]
});
const MONDAY = new Date('2026-03-02T01:00:00Z');
const DAY = 86_400_000;

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

let slugs = 0;

/** 白杨社区, where Wang and Chen are on the committee and the rules are in force. */
async function found() {
  const town: Committee = await committeeOf(db, `rulemaking-${++slugs}`);
  const { communityId, wang } = town;
  const clock = { at: MONDAY };
  const send = <Schema extends z.ZodType, Authority extends Acting>(
    who: Person,
    command: Command<Schema, Authority>,
    input: z.input<Schema>
  ): Promise<Outcome> =>
    runCommand(
      db,
      command,
      { communityId, key: newId(), caller: who, input },
      async () => clock.at
    );
  const inside = <T>(work: Parameters<typeof withCommunity<T>>[2]) =>
    withCommunity(db, communityId, work);
  const chen = await town.officer('陈建国', 'committee');
  const document = JSON.stringify(RULES);
  done(await send(wang, publishRuleSet, { document, in_force_from: '2026-03-02' }));
  const start = async (source = 'in_force', text = '') =>
    String(done(await send(wang, startDraft, { source, document: text })).draft_id);
  const latest = (draftId: string) =>
    inside(async (tx) => {
      const draft = await findDraft(tx, communityId, draftId);
      if (!draft) throw new Error('the draft is there');
      return readLatest(tx, draft);
    });
  const save = async (who: Person, draft_id: string, revision: number, set: RuleSet) =>
    send(who, saveDraft, { draft_id, revision: String(revision), document: JSON.stringify(set) });
  const putOnNotice = (draft_id: string, revision: number, in_force_from = '2026-03-05') =>
    send(wang, propose, {
      draft_id,
      revision: String(revision),
      note: '巡逻辛苦，多给一分',
      notice_days: '3',
      in_force_from
    });
  return { communityId, wang, chen, clock, send, inside, start, latest, save, putOnNotice, town };
}

function done(outcome: Outcome): Extract<Outcome, { ok: true }> {
  if (isRefused(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const withPoints = (set: RuleSet, id: string, points: number): RuleSet => ({
  ...set,
  rules: set.rules.map((each) =>
    each.id === id && 'points' in each.award ? { ...each, award: { ...each.award, points } } : each
  )
});

test('Wang and Chen change different rules at once, and both changes are kept', async () => {
  const { wang, chen, start, save, latest } = await found();
  const draft = await start();
  done(await save(wang, draft, 0, withPoints(RULES, 'patrol', 6)));
  const merged = done(await save(chen, draft, 0, withPoints(RULES, 'deed', 20)));
  expect(merged).toMatchObject({ revision: 2, merged: true });
  const { ruleSet: both } = await latest(draft);
  expect(both).toEqual(withPoints(withPoints(RULES, 'patrol', 6), 'deed', 20));
});

test('Chen, who changed the same rule as Wang, hears who did, and nothing of either is lost', async () => {
  const { wang, chen, start, save, latest } = await found();
  const draft = await start();
  done(await save(wang, draft, 0, withPoints(RULES, 'patrol', 6)));
  expect(await save(chen, draft, 0, withPoints(RULES, 'patrol', 8))).toEqual({
    refused: 'rule_part_changed',
    params: { part: 'rules/patrol', name: '王秀英', revision: 1 }
  });
  done(await save(chen, draft, 1, withPoints((await latest(draft)).ruleSet, 'patrol', 8)));
  expect((await latest(draft)).ruleSet).toEqual(withPoints(RULES, 'patrol', 8));
});

test('one moves a rule up while the other adds one, and both happen', async () => {
  const { wang, chen, start, save, latest } = await found();
  const draft = await start();
  const added = { ...RULES, rules: [...RULES.rules, rule('sing', 'bottles', { clause: '5' })] };
  done(await save(wang, draft, 0, { ...RULES, rules: RULES.rules.toReversed() }));
  done(await save(chen, draft, 0, added));
  const { ruleSet: both } = await latest(draft);
  expect(both.rules.map(({ id }) => id)).toEqual(['deed', 'sing', 'patrol']);
});

test('Wang undoes twice and redoes once, and every state is still there', async () => {
  const { communityId, wang, start, save, latest, send, inside } = await found();
  const draft = await start();
  done(await save(wang, draft, 0, withPoints(RULES, 'patrol', 6)));
  done(await save(wang, draft, 1, withPoints(RULES, 'patrol', 7)));
  const steps = () => inside((tx) => listRevisions(tx, communityId, draft));
  const go = async (to: number | null) => {
    const revision = String((await latest(draft)).revision);
    return send(wang, returnDraft, { draft_id: draft, revision, target: String(to) });
  };
  const figure = async () => (await latest(draft)).ruleSet.rules[0]?.award;
  done(await go(undoAndRedo(await steps()).undo));
  expect(await figure()).toMatchObject({ points: 6 });
  done(await go(undoAndRedo(await steps()).undo));
  expect(await figure()).toMatchObject({ points: 5 });
  done(await go(undoAndRedo(await steps()).redo));
  expect(await figure()).toMatchObject({ points: 6 });
  expect(undoAndRedo(await steps())).toEqual({ undo: 0, redo: 2 });
  expect((await steps()).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('Wang proposes, two different people decide after the notice, and the rules are in force on their day', async () => {
  const { communityId, wang, chen, clock, start, save, putOnNotice, send, inside } = await found();
  const draft = await start();
  done(await save(wang, draft, 0, withPoints(RULES, 'patrol', 6)));
  expect(await putOnNotice(draft, 1, '2026-03-04')).toMatchObject({
    refused: 'rule_notice_before_end'
  });
  const { proposal_id } = done(await putOnNotice(draft, 1, '2026-03-10'));
  const proposal = { proposal_id: String(proposal_id) };
  expect(await send(wang, consent, proposal)).toEqual({ refused: 'rule_notice_running' });
  clock.at = new Date(MONDAY.getTime() + 4 * DAY);
  expect(done(await send(wang, consent, proposal)).version).toBeNull();
  expect(await send(wang, consent, proposal)).toEqual({ refused: 'rule_already_consented' });
  expect(done(await send(chen, consent, proposal))).toMatchObject({
    version: 2,
    date: '2026-03-10'
  });
  const inForce = (date: string) =>
    inside((tx) => readRulesInForce(tx, communityId, new Date(`${date}T04:00:00Z`)));
  expect((await inForce('2026-03-09'))?.version).toBe(1);
  expect((await inForce('2026-03-10'))?.rule_set).toEqual(withPoints(RULES, 'patrol', 6));
  expect(await save(chen, draft, 1, RULES)).toEqual({ refused: 'rule_draft_closed' });
});

test('two members with one account are one person to decide', async () => {
  const { communityId, wang, clock, start, putOnNotice, send, inside } = await found();
  const draft = await start();
  const { proposal_id } = done(await putOnNotice(draft, 0));
  const twin = { accountId: wang.accountId, memberId: newId() };
  const who = { community_id: communityId, account_id: wang.accountId };
  await inside(async (tx) => {
    await tx
      .insert(members)
      .values({ ...who, id: twin.memberId, name: '王二', joined_at: MONDAY, joined_by: 'staff' });
    await tx.insert(appointments).values({
      community_id: communityId,
      id: newId(),
      member_id: twin.memberId,
      office: 'committee',
      appointed_by: wang.memberId,
      appointed_at: MONDAY
    });
  });
  clock.at = new Date(MONDAY.getTime() + 4 * DAY);
  const proposal = { proposal_id: String(proposal_id) };
  expect(done(await send(wang, consent, proposal)).version).toBeNull();
  expect(await send(twin, consent, proposal)).toEqual({ refused: 'rule_already_consented' });
});

test('a date that has passed by the time of the decision becomes that day', async () => {
  const { wang, chen, clock, start, putOnNotice, send } = await found();
  const draft = await start();
  const { proposal_id } = done(await putOnNotice(draft, 0, '2026-03-05'));
  clock.at = new Date(MONDAY.getTime() + 10 * DAY);
  const proposal = { proposal_id: String(proposal_id) };
  done(await send(wang, consent, proposal));
  expect(done(await send(chen, consent, proposal)).date).toBe('2026-03-12');
});

test('a change of a draft under notice ends the notice and says so; saving the same does not', async () => {
  const { communityId, wang, start, save, putOnNotice, inside } = await found();
  const draft = await start();
  done(await putOnNotice(draft, 0));
  expect(done(await save(wang, draft, 0, RULES)).notice_ended).toBe(false);
  expect(await inside((tx) => liveProposal(tx, communityId, draft))).not.toBeNull();
  expect(done(await save(wang, draft, 0, withPoints(RULES, 'patrol', 9))).notice_ended).toBe(true);
  expect(await inside((tx) => liveProposal(tx, communityId, draft))).toBeNull();
});

test('nothing goes on notice while a saved case fails or a check finds an error', async () => {
  const { wang, start, save, putOnNotice, send } = await found();
  const draft = await start();
  const tried = { activity: 'patrol', quantity: 120, occurred_on: '2026-03-02', attributes: {} };
  const saved = { draft_id: draft, title: '两小时巡逻', earlier: '[]', expected: '10' };
  done(await send(wang, addCase, { ...saved, tried: JSON.stringify(tried) }));
  done(await save(wang, draft, 0, withPoints(RULES, 'patrol', 6)));
  expect(await putOnNotice(draft, 1)).toMatchObject({
    refused: 'rule_cases_fail',
    params: { title: '两小时巡逻' }
  });
  done(await save(wang, draft, 1, { ...RULES, activities: RULES.activities.slice(1) }));
  expect(await putOnNotice(draft, 2)).toMatchObject({ refused: 'rule_checks_fail' });
  done(await save(wang, draft, 2, RULES));
  done(await putOnNotice(draft, 3));
});

test('a resident comments under a masked name and can no longer when the notice is over', async () => {
  const { communityId, wang, town, start, save, putOnNotice, send, inside } = await found();
  const mei = await town.officer('李梅', 'coordinator');
  const draft = await start();
  const { proposal_id } = done(await putOnNotice(draft, 0));
  const words = { proposal_id: String(proposal_id), words: '六分好' };
  done(await send(mei, comment, words));
  const read = (reader: string) =>
    inside((tx) => listComments(tx, communityId, [words.proposal_id], reader));
  expect((await read(wang.memberId))[0]).toMatchObject({ name: '李**', words: '六分好' });
  expect((await read(mei.memberId))[0]).toMatchObject({ name: '李梅', own: true });
  done(await save(wang, draft, 0, withPoints(RULES, 'patrol', 9)));
  expect(await send(mei, comment, words)).toEqual({ refused: 'rule_notice_over' });
});

test('a neighbouring community begins from what was published, never from a draft', async () => {
  const here = await found();
  const there = await found();
  const secret = await there.start();
  done(await there.save(there.wang, secret, 0, withPoints(RULES, 'patrol', 99)));
  const { shared } = await here.inside((tx) =>
    listSources(tx, here.communityId, MONDAY, '2026-03-02')
  );
  const source = `shared:${there.communityId}`;
  expect(shared.map((each) => each.source)).toContain(source);
  expect(shared.map((each) => each.source)).not.toContain(`shared:${here.communityId}`);
  const { ruleSet: begun } = await here.latest(await here.start(source));
  expect(begun).toEqual(RULES);
});

test('a draft of another community does not exist here', async () => {
  const [here, there] = [await found(), await found()];
  const draft = await there.start();
  expect(await here.save(here.wang, draft, 0, RULES)).toEqual({ refused: 'not_found' });
  expect(await here.inside((tx) => findDraft(tx, here.communityId, draft))).toBeNull();
});

test('a file that is no rule set is refused with the place, and an exported one is read back', async () => {
  const { wang, start, latest, send } = await found();
  const wrong = JSON.stringify({ ...RULES, notice_days: 'three' });
  expect(await send(wang, startDraft, { source: 'file', document: wrong })).toMatchObject({
    refused: 'rule_draft_malformed',
    params: { path: 'notice_days' }
  });
  const file = JSON.stringify({ $schema: 'https://linli/schemas/rule-set-1.json', ...RULES });
  expect((await latest(await start('file', file))).ruleSet).toEqual(RULES);
});

test('what is decided by a vote is not for the committee', async () => {
  const { communityId, wang, clock, start, putOnNotice, send, inside } = await found();
  const { proposal_id } = done(await putOnNotice(await start(), 0));
  const id = String(proposal_id);
  await inside((tx) =>
    tx
      .update(rule_proposals)
      .set({ decided_by: 'vote' })
      .where(and(eq(rule_proposals.community_id, communityId), eq(rule_proposals.id, id)))
  );
  clock.at = new Date(MONDAY.getTime() + 4 * DAY);
  expect(await send(wang, consent, { proposal_id: id })).toEqual({
    refused: 'rule_decided_by_vote'
  });
});

test('Wang begins a draft with nothing in it', async () => {
  const { wang, send } = await found();
  const begun = done(await send(wang, startDraft, { source: 'blank' }));
  expect(begun.draft_id).toBeTypeOf('string');
  expect(await send(wang, startDraft, { source: 'nothing' })).toMatchObject({
    refused: 'rule_source_unknown'
  });
});
