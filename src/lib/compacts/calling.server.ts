import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { communities } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { findGrid } from '../grids/grids.server';
import { m } from '../paraglide/messages';
import { listShiftActivities } from '../rules/read.server';
import { instantOf, isCivilDate } from '../shared/civil-time';
import { readFraction } from '../shared/fraction';
import { newId } from '../shared/id';
import { assert, refuse, type Refused } from '../shared/result';
import { canKeepKeys } from './ballot-keys.server';
import { keeper } from './drafting.server';
import { lockCompact } from './drafts.server';
import { findVersion } from './publishing.server';
import { countElectorate, openVote } from './roll.server';
import { SMALL_ROLL } from './secrecy';
import { votes } from './tables.server';
import { APPROVAL_BASES, APPROVAL_RULES } from './verdict';
import { BALLOTS, ELECTORATES, isPossibleSpan, LEAST_MINUTES, MOST_DAYS } from './vote';
import { holdVote, isVote, stateOf, type Vote } from './votes.server';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const id = z.uuid().or(z.literal('')).default('');

const Call = z.object({
  version_id: z.uuid(),
  question: z.string().trim().min(4).max(100),
  electorate: z.enum(ELECTORATES),
  grid_id: id,
  ballot: z.enum(BALLOTS),
  turnout: z.string().max(9),
  approval: z.string().max(9),
  approval_rule: z.enum(APPROVAL_RULES),
  approval_of: z.enum(APPROVAL_BASES),
  activity: z.string().trim().max(64).default(''),
  /** Empty: at once. */
  opens_date: z.string().max(10).default(''),
  opens_time: time.or(z.literal('')).default(''),
  closes_date: z.string().max(10),
  closes_time: time,
  /** `yes`: secret although so few are asked that the result may tell on them. */
  small_roll: z.enum(['yes', '']).default('')
});

/**
 * Calls a vote on a version; without an opening time it opens at once. Refuses `vote_running`,
 * `vote_opens_past`, `vote_span_wrong`, `secret_roll_small`, `ballot_key_unkept`, `fraction_wrong`, `vote_activity_unknown`, `roll_empty`.
 */
export const callVote = defineCommand({
  name: 'compacts.call_vote',
  input: Call,
  who: keeper,
  async run(tx, input, { memberId }, { communityId, now }) {
    const version = await findVersion(tx, communityId, input.version_id);
    if (!version) return refuse('not_found');
    await lockCompact(tx, communityId, version.compact_id);
    const turnout = readFraction(input.turnout);
    if (!turnout) return refuse('fraction_wrong', { field: 'turnout' });
    const approval = readFraction(input.approval);
    if (!approval) return refuse('fraction_wrong', { field: 'approval' });
    if (input.grid_id && !(await findGrid(tx, communityId, input.grid_id)))
      return refuse('not_found');
    if (input.activity && !(await isCountable(tx, communityId, input.activity, now)))
      return refuse('vote_activity_unknown', { field: 'activity' });
    const timeZone = await timeZoneOf(tx, communityId);
    const atOnce = input.opens_date === '' && input.opens_time === '';
    const opens = atOnce ? now : momentOf(input.opens_date, input.opens_time, timeZone);
    const closes = momentOf(input.closes_date, input.closes_time, timeZone);
    if (!opens || opens < now) return refuse('vote_opens_past', { field: 'opens_date' });
    if (!closes || !isPossibleSpan(opens, closes)) return refuse('vote_span_wrong', SPAN);
    const exposed = input.ballot === 'secret' && (await refuseExposed(tx, communityId, input));
    if (exposed) return exposed;
    const vote: Vote = {
      community_id: communityId,
      id: newId(),
      compact_id: version.compact_id,
      version_id: version.id,
      question: input.question,
      electorate: input.electorate,
      grid_id: input.grid_id || null,
      ballot: input.ballot,
      turnout_numerator: turnout.numerator,
      turnout_denominator: turnout.denominator,
      approval_numerator: approval.numerator,
      approval_denominator: approval.denominator,
      approval_rule: input.approval_rule,
      approval_of: input.approval_of,
      activity: input.activity || null,
      opens_at: opens,
      closes_at: closes,
      called_by: memberId,
      called_at: now,
      opened_at: null,
      called_off_by: null,
      call_off_reason: null,
      ended_at: null
    };
    const called = await tx
      .insert(votes)
      .values(vote)
      .onConflictDoNothing()
      .returning({ id: votes.id });
    if (called.length === 0) return refuse('vote_running');
    const onRoll = atOnce ? await openVote(tx, vote, now) : null;
    if (onRoll === 0) return refuse('roll_empty');
    return { ok: true, vote_id: vote.id, on_roll: onRoll ?? 0, at_once: atOnce };
  },
  done: ({ at_once, on_roll }) => ({
    text: at_once ? m.compacts_done_opened({ count: Number(on_roll) }) : m.compacts_done_called()
  })
});

/** Ends a vote without a count, with a reason that all may read. Refuses `vote_closed`. */
export const callOffVote = defineCommand({
  name: 'compacts.call_off_vote',
  input: z.object({ vote_id: z.uuid(), reason: z.string().trim().min(2).max(200) }),
  who: keeper,
  async run(tx, { vote_id, reason }, { memberId }, { communityId, now }) {
    const vote = await holdVote(tx, communityId, vote_id, 'update');
    if (!vote) return refuse('not_found');
    const state = stateOf(vote, now);
    if (state === 'called_off') return refuse('vote_called_off');
    if (state !== 'coming' && state !== 'open') return refuse('vote_closed');
    await tx
      .update(votes)
      .set({ called_off_by: memberId, call_off_reason: reason, ended_at: now })
      .where(isVote(communityId, vote_id));
    return { ok: true, vote_id };
  },
  done: () => ({ text: m.compacts_done_called_off() })
});

const SPAN = { field: 'closes_date', minutes: LEAST_MINUTES, days: MOST_DAYS };

/** A secret vote needs a place for its key, and those who call it must know when few are asked. */
async function refuseExposed(
  tx: Sql,
  community_id: string,
  { electorate, grid_id, small_roll }: z.output<typeof Call>
): Promise<Refused | undefined> {
  if (!(await canKeepKeys())) return refuse('ballot_key_unkept');
  if (small_roll === 'yes') return undefined;
  const count = await countElectorate(tx, { community_id, electorate, grid_id: grid_id || null });
  if (count === 0 || count >= SMALL_ROLL) return undefined;
  return refuse('secret_roll_small', { field: 'small_roll', count, least: SMALL_ROLL });
}

/** Taking part is one time of an activity that is counted in times. */
async function isCountable(tx: Sql, communityId: string, activity: string, at: Date) {
  const activities = await listShiftActivities(tx, communityId, at);
  return activities.some(({ id: known, unit }) => known === activity && unit === 'times');
}

const momentOf = (date: string, clock: string, timeZone: string): Date | null =>
  isCivilDate(date) && clock ? new Date(instantOf(date, timeZone, clock)) : null;

async function timeZoneOf(tx: Sql, communityId: string): Promise<string> {
  const [community] = await tx
    .select({ timeZone: communities.time_zone })
    .from(communities)
    .where(eq(communities.id, communityId));
  assert(community, 'the community exists');
  return community.timeZone;
}
