import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import type { Officer } from '../communities/authority.server';
import { nearTo } from '../communities/nearness.server';
import type { Sql } from '../db/types.server';
import { countedQuantity } from '../door/quantity';
import { plannedMinutes } from '../door/window';
import { refuseUpheld } from '../objections/upheld.server';
import { m } from '../paraglide/messages';
import { asJudged } from '../rules/homes.server';
import { correctFact, withdrawFact } from '../rules/revising.server';
import { assert, isRefused, refuse, type Refused } from '../shared/result';
import { latestByMember, listAttendances, listRevisions, type Attendance } from './attended.server';
import { spanOf } from './check-in.server';
import { organiser } from './organiser.server';
import { lockEvent, type Event } from './places.server';
import { readAttendees } from './attendees.server';
import {
  addRevision,
  judge,
  markUnmarked,
  unitOf,
  vouch,
  type Came,
  type Change
} from './vouching.server';
import { wholeNumberField } from '../shared/number-field.server';
import { readWholeNumber } from '../shared/number';

const MOST_AT_ONCE = 500;
const reason = z.string().trim().min(2).max(200);
const OnePerson = z.object({ event_id: z.uuid(), member_id: z.uuid() });

/**
 * Vouches that people came; all or nobody. Each becomes a fact: once, or the length of the event
 * where the activity counts minutes. Somebody without a check-in is thereby marked present; who is
 * confirmed already stays so. Oneself, one's own household and those one acts for are for another
 * organiser (`nearTo`). Refuses `nobody_chosen`, `event_cancelled`, `event_not_over`, `not_on_list`,
 * `activity_unknown`, and with the name `own_attendance`, `no_household`, `objection_upheld`.
 */
export const confirmAttendance = defineCommand({
  name: 'events.confirm_attendance',
  input: z.object({
    event_id: z.uuid(),
    member: z
      .union([z.array(z.uuid()), z.uuid().transform((one) => [one])])
      .default([])
      .refine((list) => list.length <= MOST_AT_ONCE)
      .transform((list) => [...new Set(list)].sort())
  }),
  who: organiser,
  async run(tx, { event_id, member }, officer, context) {
    const { communityId, now } = context;
    if (member.length === 0) return refuse('nobody_chosen');
    const event = await lockEvent(tx, communityId, event_id);
    if (!event) return refuse('not_found');
    if (event.cancelled_at) return refuse('event_cancelled');
    if (now < event.ends_at) return refuse('event_not_over');
    const unit = await unitOf(tx, event);
    if (!unit) return refuse('activity_unknown');
    const before = latestByMember(await listAttendances(tx, communityId, event_id));
    const fresh = member.filter((id) => (before.get(id)?.kind ?? 'withdrawn') === 'withdrawn');
    const attendees = await readAttendees(tx, event, fresh);
    const judged = await asJudged(tx, communityId, fresh, before);
    const near = await nearTo(tx, communityId, context.caller.accountId, judged);
    const came: Came[] = [];
    for (const memberId of fresh) {
      const judged = judge(memberId, attendees, near);
      if (isRefused(judged)) return judged;
      came.push(judged);
    }
    await markUnmarked(tx, event, fresh, context);
    const upheld = await vouch(tx, { event, came, before, unit }, officer, context);
    if (upheld) return upheld;
    return { ok: true, event_id, count: fresh.length };
  },
  done: ({ count }) => ({ text: m.events_done_attendance({ count: Number(count) }) })
});

/** Changes how long somebody was there, 1 to the length of the event in minutes, with a reason. */
export const correctAttendance = defineCommand({
  name: 'events.correct_attendance',
  input: OnePerson.extend({ minutes: z.string().max(10), reason }),
  who: organiser,
  async run(tx, input, officer, context) {
    const found = await findAttendance(tx, input, context);
    if (isRefused(found)) return found;
    const { event, latest, name } = found;
    const most = plannedMinutes(spanOf(event));
    const minutes = readWholeNumber(input.minutes);
    if (minutes === null || minutes < 1 || minutes > most) {
      return refuse('attendance_minutes_wrong', { field: 'minutes', most });
    }
    const change = { kind: 'corrected', minutes, reason: input.reason } as const;
    return revise(tx, { event, latest, name }, change, officer, context);
  },
  done: ({ name, ...person }) => ({
    text: m.events_done_attendance_corrected({ name: String(name) }),
    undo: undoOf(person)
  })
});

/** Takes an attendance back with a reason; everyone's points become what they would be without. */
export const withdrawAttendance = defineCommand({
  name: 'events.withdraw_attendance',
  input: OnePerson.extend({ reason }),
  who: organiser,
  async run(tx, input, officer, context) {
    const found = await findAttendance(tx, input, context);
    if (isRefused(found)) return found;
    const { latest } = found;
    if (latest.kind === 'withdrawn') return refuse('attendance_withdrawn', { name: found.name });
    const change = { kind: 'withdrawn', minutes: latest.minutes, reason: input.reason } as const;
    return revise(tx, found, change, officer, context);
  },
  done: ({ name, ...person }) => ({
    text: m.events_done_attendance_withdrawn({ name: String(name) }),
    undo: undoOf(person)
  })
});

/**
 * Undoes the last correction or withdrawal: what was believed before it is believed again. Refuses
 * `attendance_changed` when something else has been said meanwhile.
 */
export const restoreAttendance = defineCommand({
  name: 'events.restore_attendance',
  input: OnePerson.extend({ revision: wholeNumberField(0) }),
  who: organiser,
  async run(tx, input, officer, context) {
    const found = await findAttendance(tx, input, context);
    if (isRefused(found)) return found;
    const isLast = input.revision > 0 && found.latest.revision === input.revision;
    if (!isLast) return refuse('attendance_changed');
    const revisions = await listRevisions(tx, context.communityId, input.event_id, input.member_id);
    const earlier = revisions.find(({ revision }) => revision === input.revision - 1);
    assert(earlier, 'a correction follows something');
    const change = {
      kind: earlier.kind,
      minutes: earlier.minutes,
      reason: m.events_reason_restored({}, { locale: 'zh' })
    };
    return revise(tx, found, change, officer, context);
  },
  done: ({ name }) => ({ text: m.events_done_attendance_restored({ name: String(name) }) })
});

interface Found {
  event: Event;
  latest: Attendance;
  name: string;
}

async function findAttendance(
  tx: Sql,
  { event_id, member_id }: z.output<typeof OnePerson>,
  { communityId, caller }: CommandContext
): Promise<Found | Refused> {
  const event = await lockEvent(tx, communityId, event_id);
  if (!event) return refuse('not_found');
  const [latest] = await listRevisions(tx, communityId, event_id, member_id);
  const person = (await readAttendees(tx, event, [member_id])).get(member_id);
  if (!latest || !person) return refuse('attendance_unknown');
  const judged = await asJudged(tx, communityId, [member_id], new Map([[member_id, latest]]));
  const near = await nearTo(tx, communityId, caller.accountId, judged);
  if (near.has(member_id)) return refuse('own_attendance', { name: person.name });
  return { event, latest, name: person.name };
}

/** The next word on an attendance; its fact follows. Refuses `activity_unknown`, `objection_upheld`. */
async function revise(
  tx: Sql,
  { event, latest, name }: Found,
  change: Change,
  officer: Officer,
  context: CommandContext
) {
  const unit = await unitOf(tx, event);
  if (!unit) return refuse('activity_unknown');
  await addRevision(tx, latest, change, officer, context);
  if (change.kind === 'withdrawn') {
    await withdrawFact(tx, context, latest.fact_id, change.reason);
  } else {
    await correctFact(tx, context, latest.fact_id, {
      quantity: countedQuantity(unit, change.minutes),
      reason: change.reason
    });
  }
  const upheld = await refuseUpheld(tx, context.communityId, [latest.fact_id]);
  if (upheld) return upheld;
  return {
    ok: true as const,
    event_id: event.id,
    member_id: latest.member_id,
    revision: latest.revision + 1,
    name
  };
}

const undoOf = ({ event_id, member_id, revision }: Record<string, unknown>) => ({
  command: 'events.restore_attendance',
  fields: {
    event_id: String(event_id),
    member_id: String(member_id),
    revision: String(revision)
  }
});
