import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { post, type Movement } from '../points/ledger.server';
import { addDays, civilDate, instantOf } from '../shared/civil-time';
import { assert } from '../shared/result';
import type { Award, Fact } from './award';
import { settleExpiry } from './expire.server';
import type { KnownFact } from './history.server';
import type { RuleTimeline } from './model';
import { awards } from './tables.server';

/** What a fact shall be worth from now on under one rule. */
export interface Settlement {
  fact: Fact;
  rule_id: string;
  version: number;
  account: 'member' | 'household';
  points: number;
  receipt: object;
}

export const settlementOf = (fact: Fact, award: Award): Settlement => ({
  fact,
  rule_id: award.rule_id,
  version: award.version,
  account: award.account,
  points: award.points,
  receipt: award.receipt
});

/**
 * Writes awards that differ from what stands, in points or only in their receipts, and posts the
 * differences in points. The same awards again change nothing.
 * @returns the smallest units that each fact gained or lost
 */
export async function settle(
  tx: Sql,
  communityId: string,
  now: Date,
  timeline: RuleTimeline,
  known: Map<string, KnownFact>,
  wanted: Settlement[]
): Promise<Map<string, number>> {
  const changed = await differing(tx, communityId, known, wanted);
  if (changed.length === 0) return new Map();
  await tx.insert(awards).values(
    changed.map(({ settlement, revision }) => ({
      community_id: communityId,
      fact_id: settlement.fact.id,
      rule_id: settlement.rule_id,
      revision,
      rule_version: settlement.version,
      points: settlement.points,
      receipt: settlement.receipt,
      awarded_at: now
    }))
  );
  const movements = changed.map(({ settlement, before }) =>
    toMovement(settlement, before, timeline, now)
  );
  await post(tx, communityId, now, movements);
  const corrected = movements.filter(({ change }) => change < 0).map(({ owner }) => owner);
  await settleExpiry(tx, communityId, now, timeline, corrected);
  const gained = new Map<string, number>();
  for (const { factId, change } of movements)
    gained.set(factId, (gained.get(factId) ?? 0) + change);
  return gained;
}

interface Change {
  settlement: Settlement;
  /** Smallest units that stood before. */
  before: number;
  revision: number;
}

/** Reads receipts only where the points are the same: a live award never has to. */
async function differing(
  tx: Sql,
  communityId: string,
  known: Map<string, KnownFact>,
  wanted: Settlement[]
): Promise<Change[]> {
  const changes = wanted.map((settlement) => {
    const standing = known
      .get(settlement.fact.id)
      ?.standing.find((each) => each.rule_id === settlement.rule_id);
    return {
      settlement,
      before: standing?.points ?? 0,
      revision: (standing?.revision ?? -1) + 1,
      isSame: standing?.points === settlement.points
    };
  });
  const same = changes.filter(({ isSame }) => isSame);
  const receipts = await readReceipts(tx, communityId, same);
  return changes.filter(
    ({ isSame, settlement }) =>
      !isSame ||
      !isDeepStrictEqual(receipts.get(awardKey(settlement)), asStored(settlement.receipt))
  );
}

async function readReceipts(
  tx: Sql,
  communityId: string,
  changes: Change[]
): Promise<Map<string, object>> {
  if (changes.length === 0) return new Map();
  const found = await tx
    .selectDistinctOn([awards.fact_id, awards.rule_id])
    .from(awards)
    .where(
      and(
        eq(awards.community_id, communityId),
        inArray(awards.fact_id, [...new Set(changes.map(({ settlement }) => settlement.fact.id))])
      )
    )
    .orderBy(awards.fact_id, awards.rule_id, desc(awards.revision));
  return new Map(found.map(({ fact_id, rule_id, receipt }) => [`${fact_id}:${rule_id}`, receipt]));
}

const awardKey = ({ fact, rule_id }: Settlement): string => `${fact.id}:${rule_id}`;

const asStored = (receipt: object): unknown => JSON.parse(JSON.stringify(receipt));

function toMovement(
  { fact, rule_id, version, account, points, receipt }: Settlement,
  before: number,
  timeline: RuleTimeline,
  now: Date
): Movement {
  return {
    owner: { kind: account, id: account === 'member' ? fact.member_id : fact.household_id },
    change: points - before,
    factId: fact.id,
    ruleId: rule_id,
    ruleVersion: version,
    receipt,
    occurredAt: new Date(fact.occurred_at),
    noticeUntil: noticeEnd(timeline, version, now)
  };
}

/** Notice lasts whole civil days: it ends with the start of the day after the last of them. */
function noticeEnd(timeline: RuleTimeline, version: number, now: Date): Date {
  const found = timeline.versions.find((each) => each.version === version);
  assert(found, `version ${version} is in the timeline`);
  const days = found.rule_set.notice_days;
  if (days === 0) return now;
  const lastDay = addDays(civilDate(now.getTime(), timeline.time_zone), days + 1);
  return new Date(instantOf(lastDay, timeline.time_zone));
}
