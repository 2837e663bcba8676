import type { CommandContext } from '../commands/command.server';
import type { Officer } from '../communities/authority.server';
import type { Nearness } from '../communities/nearness.server';
import type { Sql } from '../db/types.server';
import { countedQuantity } from '../door/quantity';
import { plannedMinutes } from '../door/window';
import { refuseUpheld } from '../objections/upheld.server';
import { m } from '../paraglide/messages';
import { recordFacts } from '../rules/facts.server';
import type { ActivityUnit } from '../rules/model';
import { listShiftActivities } from '../rules/read.server';
import { correctFacts } from '../rules/revising.server';
import { refuse, type Refused } from '../shared/result';
import { readRecorded, recordArrivals } from './arrivals.server';
import type { Attendance } from './attended.server';
import type { Attendee } from './attendees.server';
import { spanOf } from './check-in.server';
import type { Event } from './places.server';
import { event_attendances } from './tables.server';

/** What coming to an event that counts as none of the rules' activities is recorded as. */
export const UNREWARDED = 'event-attendance';

export interface Came {
  memberId: string;
  householdId: string;
}

/** Whether this officer may vouch for somebody; refuses `not_on_list`, `own_attendance`, `no_household`. */
export function judge(
  memberId: string,
  attendees: Map<string, Attendee>,
  near: Map<string, Nearness>
): Came | Refused {
  const person = attendees.get(memberId);
  if (!person?.placed) return refuse('not_on_list');
  const { name, householdId } = person;
  if (near.has(memberId)) return refuse('own_attendance', { name });
  return householdId ? { memberId, householdId } : refuse('no_household', { name });
}

interface Vouched {
  event: Event;
  came: Came[];
  before: Map<string, Attendance>;
  unit: ActivityUnit;
}

/** Records the facts and the attendance; what was withdrawn before comes back to life. */
export async function vouch(
  tx: Sql,
  { event, came, before, unit }: Vouched,
  officer: Officer,
  context: CommandContext
): Promise<Refused | undefined> {
  const minutes = plannedMinutes(spanOf(event));
  const recorded = await readRecorded(
    tx,
    event,
    came.map(({ memberId }) => memberId)
  );
  const first = came.filter(({ memberId }) => !before.has(memberId));
  const accepted = await recordFacts(
    tx,
    context,
    first.map(({ memberId, householdId }) => ({
      activity: event.activity ?? UNREWARDED,
      memberId,
      householdId,
      occurredAt: event.starts_at,
      quantity: countedQuantity(unit, minutes),
      attributes: recorded(memberId),
      source: 'event',
      sourceId: event.id,
      title: event.title
    }))
  );
  if (accepted.length > 0) {
    await tx.insert(event_attendances).values(
      accepted.map(({ memberId, factId }) => ({
        community_id: event.community_id,
        event_id: event.id,
        member_id: memberId,
        revision: 0,
        kind: 'confirmed' as const,
        minutes,
        fact_id: factId,
        confirmed_by: officer.memberId,
        confirmed_at: context.now
      }))
    );
  }
  const reason = m.events_reason_restored({}, { locale: 'zh' });
  const restored = came.flatMap(({ memberId }) => before.get(memberId) ?? []);
  for (const latest of restored) {
    await addRevision(tx, latest, { kind: 'confirmed', minutes, reason }, officer, context);
  }
  const quantity = countedQuantity(unit, minutes);
  const corrections = restored.map(({ fact_id, member_id }) => ({
    factId: fact_id,
    quantity,
    attributes: recorded(member_id)
  }));
  await correctFacts(tx, context, corrections, reason);
  return refuseUpheld(
    tx,
    context.communityId,
    restored.map(({ fact_id }) => fact_id)
  );
}

/** Every attendance has its evidence: here the organiser's word. */
export const markUnmarked = (tx: Sql, event: Event, memberIds: string[], context: CommandContext) =>
  recordArrivals(tx, {
    communityId: event.community_id,
    eventId: event.id,
    memberIds,
    evidence: 'coordinator',
    arrivedAt: event.starts_at,
    recordedAt: context.now,
    recordedBy: context.caller.accountId
  });

export type Change = Pick<Attendance, 'kind' | 'minutes' | 'reason'>;

/** The next word on an attendance. */
export async function addRevision(
  tx: Sql,
  latest: Attendance,
  change: Change,
  officer: Officer,
  { now }: CommandContext
): Promise<void> {
  await tx.insert(event_attendances).values({
    ...latest,
    ...change,
    revision: latest.revision + 1,
    confirmed_by: officer.memberId,
    confirmed_at: now
  });
}

/** In what the rules count the event; coming to one that is not rewarded counts once. */
export async function unitOf(tx: Sql, event: Event): Promise<ActivityUnit | undefined> {
  if (!event.activity) return 'times';
  const activities = await listShiftActivities(tx, event.community_id, event.starts_at);
  return activities.find(({ id }) => id === event.activity)?.unit;
}
