import { eq } from 'drizzle-orm';
import { callVote } from '../../src/lib/compacts/calling.server';
import { createCompact } from '../../src/lib/compacts/drafting.server';
import { turnDueVotes } from '../../src/lib/compacts/due.server';
import { publishVersion } from '../../src/lib/compacts/publishing.server';
import { vote_results } from '../../src/lib/compacts/tables.server';
import { civilDate, civilTime } from '../../src/lib/shared/civil-time';
import { done, TIME_ZONE, type Town } from './town';

export const HOUR = 3_600_000;

export const COMPACT_TEXT = `第一条 邻里互助
邻居有事，能帮就帮。

第二条 文明养犬
遛犬牵绳，粪便随手清理。`;

let named = 0;

/** Chen begins a compact and publishes its first version. */
export async function publishCompact(
  town: Town,
  text = COMPACT_TEXT
): Promise<{ compact: string; version: string }> {
  const title = `白杨公约之${++named}`;
  const { compact_id } = done(await town.send(town.chen, createCompact, { title, text }));
  const compact = String(compact_id);
  const { version_id } = done(await town.send(town.chen, publishVersion, { compact_id: compact }));
  return { compact, version: String(version_id) };
}

/** The fields of a moment on the town's clock. */
export const moment = (at: Date) => ({
  date: civilDate(at.getTime(), TIME_ZONE),
  time: civilTime(at.getTime(), TIME_ZONE)
});

/** What Chen usually asks for: one vote each person, secret, half of the roll, more than half for. */
export function usualCall(version_id: string, closes: Date) {
  const { date, time } = moment(closes);
  return {
    version_id,
    question: '是否同意新的公约？',
    electorate: 'member' as const,
    ballot: 'secret' as const,
    turnout: '1/2',
    approval: '1/2',
    approval_rule: 'more_than' as const,
    approval_of: 'cast' as const,
    small_roll: 'yes' as const,
    closes_date: date,
    closes_time: time
  };
}

type Call = Parameters<typeof callVote.input.parse>[0] & object;

/** Chen calls a vote that opens at once and closes an hour later; gives its id. */
export async function openVoteOn(town: Town, version: string, changes: Call = {}): Promise<string> {
  const closes = new Date((await town.now()).getTime() + HOUR);
  const input = { ...usualCall(version, closes), ...changes };
  return String(done(await town.send(town.chen, callVote, input)).vote_id);
}

/** The job of every minute. */
export const turn = async (town: Town): Promise<number> => {
  const now = await town.now();
  return town.inside((tx) => turnDueVotes(tx, town.communityId, now));
};

export const resultOf = (town: Town, vote: string) =>
  town.inside(async (tx) => {
    const [result] = await tx.select().from(vote_results).where(eq(vote_results.vote_id, vote));
    return result;
  });
