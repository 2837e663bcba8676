import { eq, sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { addDays, civilDate, instantOf, monthAfter, startOfPeriod } from '../shared/civil-time';
import { newId } from '../shared/id';
import { recordFacts, type NewFact } from './facts.server';
import { versionInForce } from './fold';
import type { Activity, RuleTimeline } from './model';
import { office_months } from './tables.server';
import { readTimeline } from './timeline.server';

/** The account that stands for the product itself, where nobody recorded a fact. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Records the months of offices that have ended, since the rules first rewarded one: whoever held
 * the office at the end of the 15th and at the end of the month has one fact for the office, however
 * many teams or grids it was of. The rules of the month's last day decide. Safe to run from several
 * processes at once, and again: the row of a month and office is written once.
 * @returns how many facts there are more
 */
export async function recordOfficeMonths(tx: Sql, communityId: string, now: Date): Promise<number> {
  const timeline = await readTimeline(tx, communityId);
  const ended = monthsEnded(timeline, now);
  if (ended.length === 0) return 0;
  const known = await tx
    .select({ month: office_months.month, office: office_months.office })
    .from(office_months)
    .where(eq(office_months.community_id, communityId));
  const done = new Set(known.map(({ month, office }) => `${month} ${office}`));
  const list: NewFact[] = [];
  for (const due of ended.filter(({ month, office }) => !done.has(`${month} ${office}`))) {
    const id = await begin(tx, communityId, due, now);
    if (id) list.push(...(await factsOf(tx, communityId, due, id)));
  }
  const context = {
    communityId,
    readClock: async () => now,
    caller: { accountId: NOBODY, memberId: null }
  };
  return (await recordFacts(tx, context, list)).length;
}

interface Due {
  month: string;
  office: string;
  activity: Activity;
  /** After the 15th, and after the last day. */
  middle: Date;
  end: Date;
  occurredAt: Date;
}

function monthsEnded(timeline: RuleTimeline, now: Date): Due[] {
  const { time_zone, versions } = timeline;
  const rewarding = versions.filter(({ rule_set }) => officesOf(rule_set.activities).length > 0);
  if (rewarding.length === 0) return [];
  const [earliest = ''] = rewarding.map(({ in_force_from }) => in_force_from).toSorted();
  const current = startOfPeriod(civilDate(now.getTime(), time_zone), 'month');
  const due: Due[] = [];
  for (
    let first = startOfPeriod(earliest, 'month');
    first < current;
    first = monthAfter(first, 1)
  ) {
    const next = monthAfter(first, 1);
    const occurredAt = instantOf(addDays(next, -1), time_zone, '12:00');
    const activities = versionInForce(timeline, occurredAt)?.rule_set.activities ?? [];
    for (const { office, activity } of officesOf(activities)) {
      due.push({
        month: first.slice(0, 7),
        office,
        activity,
        middle: new Date(instantOf(addDays(first, 15), time_zone)),
        end: new Date(instantOf(next, time_zone)),
        occurredAt: new Date(occurredAt)
      });
    }
  }
  return due;
}

const officesOf = (activities: Activity[]) =>
  activities.flatMap((activity) =>
    activity.trigger?.on === 'office_month' ? [{ office: activity.trigger.office, activity }] : []
  );

/** Whoever writes the row records the month; others wait for it and find it written. */
async function begin(
  tx: Sql,
  communityId: string,
  { month, office }: Due,
  now: Date
): Promise<string | undefined> {
  const [begun] = await tx
    .insert(office_months)
    .values({ community_id: communityId, id: newId(), month, office, recorded_at: now })
    .onConflictDoNothing()
    .returning({ id: office_months.id });
  return begun?.id;
}

/** Who holds an office but lives in no household has no place in the books. */
async function factsOf(
  tx: Sql,
  communityId: string,
  { office, activity, month, middle, end, occurredAt }: Due,
  sourceId: string
): Promise<NewFact[]> {
  const at = (moment: Date) => sql`exists (select from appointments a
    where a.community_id = m.community_id and a.member_id = m.id and a.office = ${office}
      and a.appointed_at < ${moment.toISOString()}::timestamptz
      and (a.ended_at is null or a.ended_at >= ${moment.toISOString()}::timestamptz))`;
  const holders = await rows<{ id: string; household_id: string }>(
    tx,
    sql`select m.id, m.household_id from members m
      where m.community_id = ${communityId} and m.household_id is not null
        and ${at(middle)} and ${at(end)}
      order by m.id`
  );
  const title = m.rules_office_month({ activity: activity.name.zh, month }, { locale: 'zh' });
  return holders.map(({ id, household_id }) => ({
    activity: activity.id,
    memberId: id,
    householdId: household_id,
    occurredAt,
    quantity: 1,
    source: 'office',
    sourceId,
    title
  }));
}
