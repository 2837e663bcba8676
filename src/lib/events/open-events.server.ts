import { and, asc, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { listCompanions } from '../communities/companions.server';
import type { Sql } from '../db/types.server';
import { CLOSES_AFTER_MINUTES, OPENS_BEFORE_MINUTES } from '../door/window';
import { event_registrations, events } from './tables.server';

const AT_MOST = 100;
/** No event lasts over night: older ones need not be looked at. */
const LONGEST_HOURS = 24;

/** The events whose check-in is open at `at`: those in which the account's own have places first. */
export async function listEventsToCheckInto(
  tx: Sql,
  communityId: string,
  viewer: { accountId: string; memberId: string },
  at: Date
): Promise<string[]> {
  const people = await listCompanions(tx, communityId, viewer.accountId, viewer.memberId);
  const isOwn = sql`exists (select from ${event_registrations} r
    where r.community_id = ${events.community_id} and r.event_id = ${events.id}
      and r.member_id in ${people.map(({ id }) => id)}
      and r.cancelled_at is null and r.waiting_seq is null)`;
  const found = await tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.community_id, communityId),
        isNull(events.cancelled_at),
        lt(events.starts_at, new Date(at.getTime() + OPENS_BEFORE_MINUTES * 60_000 + 1)),
        gt(events.starts_at, new Date(at.getTime() - LONGEST_HOURS * 3_600_000)),
        gt(events.ends_at, new Date(at.getTime() - CLOSES_AFTER_MINUTES * 60_000 - 1))
      )
    )
    .orderBy(desc(isOwn), asc(events.starts_at))
    .limit(AT_MOST);
  return found.map(({ id }) => id);
}
