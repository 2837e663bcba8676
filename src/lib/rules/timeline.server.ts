import { and, eq, inArray } from 'drizzle-orm';
import { communities } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { DEFAULT_TIME_ZONE } from '../shared/civil-time';
import { assert } from '../shared/result';
import type { RuleTimeline, RuleVersion } from './model';
import { parseRuleSet } from './schema.server';
import { rule_sets } from './tables.server';

/** Published versions never change, so that a process may keep what it has parsed. */
const parsed = new Map<string, RuleVersion>();
const timelines = new Map<string, { ids: string; timeline: RuleTimeline }>();

/** Every rule set that the community ever put in force, compiled once for each process. */
export async function readTimeline(tx: Sql, communityId: string): Promise<RuleTimeline> {
  const found = await tx
    .select({ id: rule_sets.id, time_zone: communities.time_zone })
    .from(rule_sets)
    .innerJoin(communities, eq(communities.id, rule_sets.community_id))
    .where(eq(rule_sets.community_id, communityId))
    .orderBy(rule_sets.version);
  const ids = found.map(({ id }) => id);
  return timelineOf(tx, communityId, ids, found[0]?.time_zone ?? DEFAULT_TIME_ZONE);
}

/** The timeline of these rule sets, in the order of their versions; asks only for unknown ones. */
export async function timelineOf(
  tx: Sql,
  communityId: string,
  ids: string[],
  timeZone: string
): Promise<RuleTimeline> {
  const known = timelines.get(communityId);
  if (known?.ids === ids.join()) return known.timeline;
  await parseMissing(
    tx,
    communityId,
    ids.filter((id) => !parsed.has(id))
  );
  const versions = ids.flatMap((id) => parsed.get(id) ?? []);
  const timeline = { time_zone: timeZone, versions };
  timelines.set(communityId, { ids: ids.join(), timeline });
  return timeline;
}

async function parseMissing(tx: Sql, communityId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx
    .select()
    .from(rule_sets)
    .where(and(eq(rule_sets.community_id, communityId), inArray(rule_sets.id, ids)));
  for (const { id, version, in_force_from, document } of found) {
    const result = parseRuleSet(document);
    assert('ok' in result, `rule set ${id} was checked when it was published`);
    parsed.set(id, { version, in_force_from, rule_set: result.ok });
  }
}
