import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import type { Fact } from './award';
import { horizon, type NewFact } from './facts.server';
import { circleOf, countsByGrid, readHistory } from './history.server';
import type { RuleTimeline } from './model';
import { outlook, type Left, type Preview } from './outlook';
import { timelineOf } from './timeline.server';

export type { Left, Preview } from './outlook';

/** What somebody might do, told apart from who. */
export type Deed = Pick<NewFact, 'activity' | 'occurredAt' | 'quantity' | 'attributes'>;

/** What deeds of one person would give, each as if it were accepted next. */
export interface Prospects {
  timeline: RuleTimeline;
  preview(deed: Deed): Preview;
  /** What the limits leave that the deed would count against. */
  left(deed: Deed): Left[];
}

/** Judges a fact as it would be judged now, with what is left of every limit. Writes and locks nothing. */
export const previewFact = async (
  tx: Sql,
  communityId: string,
  fact: Deed & Pick<NewFact, 'memberId' | 'householdId'>
): Promise<Preview> => (await readProspects(tx, communityId, fact, fact.occurredAt)).preview(fact);

/**
 * Reads what bears on the person's next deeds, in two queries, for however many of them. Writes and
 * locks nothing.
 * @param earliest no deed that is asked about is before this moment
 */
export async function readProspects(
  tx: Sql,
  communityId: string,
  { memberId, householdId }: Pick<NewFact, 'memberId' | 'householdId'>,
  earliest: Date
): Promise<Prospects> {
  const { timeline, gridId } = await readRulesAndGrid(tx, communityId, householdId);
  const factOf = ({ activity, occurredAt, quantity, attributes = {} }: Deed): Fact => ({
    id: newId(),
    activity,
    member_id: memberId,
    household_id: householdId,
    grid_id: gridId,
    occurred_at: occurredAt.getTime(),
    quantity,
    attributes
  });
  const first = factOf({ activity: '', occurredAt: earliest, quantity: 0 });
  const circle = circleOf([first]);
  if (!countsByGrid(timeline)) circle.grids.clear();
  const known = await readHistory(tx, communityId, circle, horizon(timeline, [first]));
  const ahead = outlook(
    timeline,
    known.filter(({ withdrawn }) => !withdrawn)
  );
  return {
    timeline,
    preview: (deed) => ahead.preview(factOf(deed)),
    left: (deed) => ahead.left(factOf(deed))
  };
}

async function readRulesAndGrid(
  tx: Sql,
  communityId: string,
  householdId: string
): Promise<{ timeline: RuleTimeline; gridId: string | null }> {
  const [found] = await rows<{ ids: string[]; time_zone: string; grid_id: string | null }>(
    tx,
    sql`select time_zone,
      (select coalesce(json_agg(id order by version), '[]') from rule_sets
        where community_id = ${communityId}) as ids,
      (select grid_id from households
        where community_id = ${communityId} and id = ${householdId}) as grid_id
    from communities where id = ${communityId}`
  );
  assert(found, 'the community exists');
  const { ids, time_zone, grid_id } = found;
  return { timeline: await timelineOf(tx, communityId, ids, time_zone), gridId: grid_id };
}
