import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { checkInWindow } from '../door/window';
import { m } from '../paraglide/messages';
import { refuse, type Refused } from '../shared/result';
import { listArrived, recordArrivals, undoArrival } from './arrivals.server';
import { standingAttendance } from './attended.server';
import { spanOf } from './check-in.server';
import { organiser } from './organiser.server';
import {
  endRegistrations,
  findRegistrations,
  givePlacesBack,
  lockEvent,
  seat,
  setWaiting,
  type Event
} from './places.server';
import { event_check_ins } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

const Person = z.object({ event_id: z.uuid(), member_id: z.uuid() });

/**
 * The organiser saw the person. Marked afterwards, the start of the event counts as arrival.
 * Whoever is checked in already stays so, and there is nothing to undo. Refuses `not_registered`,
 * `event_still_waiting`, `event_cancelled`, `check_in_early`.
 */
export const markPresent = defineCommand({
  name: 'events.mark_present',
  input: Person,
  who: organiser,
  async run(tx, { event_id, member_id }, _organiser, { communityId, caller, now }) {
    const event = await lockEvent(tx, communityId, event_id, 'share');
    if (!event) return refuse('not_found');
    const closed = refuseUnopened(event, now);
    if (closed) return closed;
    const [found] = await findRegistrations(tx, communityId, event_id, [member_id]);
    if (!found) return refuse('not_registered');
    if (found.waiting_seq !== null) return refuse('event_still_waiting');
    const added = await mark(tx, event, member_id, caller.accountId, now);
    const name = await nameOf(tx, communityId, member_id);
    return { ok: true, event_id, member_id, name, added };
  },
  done: ({ event_id, member_id, name, added }) => ({
    text: m.events_done_marked_present({ name: String(name) }),
    ...(added === true && {
      undo: {
        command: 'events.mark_absent',
        fields: { event_id: String(event_id), member_id: String(member_id) }
      }
    })
  })
});

/** Takes a check-in back, however it came about. Refuses `not_checked_in`, `attendance_known`. */
export const markAbsent = defineCommand({
  name: 'events.mark_absent',
  input: Person,
  who: organiser,
  async run(tx, { event_id, member_id }, _organiser, { communityId, caller, now }) {
    const event = await lockEvent(tx, communityId, event_id);
    const [arrival] = event ? await listArrived(tx, communityId, event_id, [member_id]) : [];
    if (!arrival) return refuse('not_checked_in');
    const name = await nameOf(tx, communityId, member_id);
    if (await standingAttendance(tx, communityId, event_id, member_id)) {
      return refuse('attendance_known', { name });
    }
    await undoArrival(tx, communityId, arrival.id, { by: caller.accountId, at: now });
    return { ok: true, event_id, check_in_id: arrival.id, name };
  },
  done: ({ event_id, check_in_id, name }) => ({
    text: m.events_done_marked_absent({ name: String(name) }),
    undo: {
      command: 'events.restore_mark',
      fields: { event_id: String(event_id), check_in_id: String(check_in_id) }
    }
  })
});

/**
 * Brings back a check-in that was taken back, with its own time and evidence. Refuses
 * `not_registered`, `event_still_waiting`.
 */
export const restoreMark = defineCommand({
  name: 'events.restore_mark',
  input: z.object({ event_id: z.uuid(), check_in_id: z.uuid() }),
  who: organiser,
  async run(tx, { event_id, check_in_id }, _organiser, { communityId }) {
    await lockEvent(tx, communityId, event_id);
    const [undone] = await tx
      .select()
      .from(event_check_ins)
      .where(
        and(
          eq(event_check_ins.community_id, communityId),
          eq(event_check_ins.id, check_in_id),
          eq(event_check_ins.event_id, event_id)
        )
      );
    if (!undone) return refuse('not_found');
    const memberIds = [undone.member_id];
    const [found] = await findRegistrations(tx, communityId, event_id, memberIds);
    if (!found) return refuse('not_registered');
    if (found.waiting_seq !== null) return refuse('event_still_waiting');
    const arrived = await listArrived(tx, communityId, event_id, memberIds);
    if (arrived.length === 0) await undoArrival(tx, communityId, check_in_id, null);
    return { ok: true, name: await nameOf(tx, communityId, undone.member_id) };
  },
  done: ({ name }) => ({ text: m.events_done_marked_present({ name: String(name) }) })
});

/**
 * Somebody came without a place: gives them one, if there is one, and marks them present. Who waits
 * in vain is taken the same way, out of the group if need be, and who only forgot to check in.
 * Undoing brings back what was before: no registration, the number on the waiting list, or a place
 * without a check-in. Refuses `event_full_at_door`, `check_in_early`, `event_cancelled`.
 */
export const addWalkIn = defineCommand({
  name: 'events.add_walk_in',
  input: Person,
  who: organiser,
  async run(tx, { event_id, member_id }, _organiser, { communityId, caller, now }) {
    const event = await lockEvent(tx, communityId, event_id);
    if (!event) return refuse('not_found');
    const closed = refuseUnopened(event, now);
    if (closed) return closed;
    const name = await nameOf(tx, communityId, member_id);
    if (!name) return refuse('not_found');
    const [found] = await findRegistrations(tx, communityId, event_id, [member_id]);
    const by = { by: caller.accountId, at: now };
    if (!(await seat(tx, event, [member_id], by))) return refuse('event_full_at_door');
    const added = await mark(tx, event, member_id, caller.accountId, now);
    const undo = !found || found.waiting_seq !== null ? 'undo_walk_in' : 'mark_absent';
    return {
      ok: true,
      event_id,
      member_id,
      name,
      undo: added ? undo : '',
      waiting_seq: found?.waiting_seq ?? ''
    };
  },
  done: ({ event_id, member_id, name, undo, waiting_seq }) => ({
    text: m.events_done_walk_in({ name: String(name) }),
    ...(undo && {
      undo: {
        command: `events.${String(undo)}`,
        fields: {
          event_id: String(event_id),
          member_id: String(member_id),
          ...(waiting_seq && { waiting_seq: String(waiting_seq) })
        }
      }
    })
  })
});

/**
 * Takes back a walk-in: check-in, place and registration. With `waiting_seq`, the number that the
 * person had, they wait under it again, with their group. Refuses `not_registered`,
 * `attendance_known`.
 */
export const undoWalkIn = defineCommand({
  name: 'events.undo_walk_in',
  input: Person.extend({ waiting_seq: wholeNumberField(1).optional() }),
  who: organiser,
  async run(tx, { event_id, member_id, waiting_seq }, _organiser, { communityId, caller, now }) {
    const event = await lockEvent(tx, communityId, event_id);
    const [found] = event ? await findRegistrations(tx, communityId, event_id, [member_id]) : [];
    if (!event || !found) return refuse('not_registered');
    const name = await nameOf(tx, communityId, member_id);
    if (await standingAttendance(tx, communityId, event_id, member_id)) {
      return refuse('attendance_known', { name });
    }
    const ended = { by: caller.accountId, at: now };
    const [arrival] = await listArrived(tx, communityId, event_id, [member_id]);
    if (arrival) await undoArrival(tx, communityId, arrival.id, ended);
    if (waiting_seq && waiting_seq <= event.waiting_seq) {
      await setWaiting(tx, communityId, found.id, waiting_seq);
    } else {
      await endRegistrations(tx, communityId, [found.id], ended);
    }
    await givePlacesBack(tx, event, found.waiting_seq === null ? 1 : 0, now);
    return { ok: true, event_id, member_id, name };
  },
  done: ({ event_id, member_id, name }) => ({
    text: m.events_done_walk_in_undone({ name: String(name) }),
    undo: {
      command: 'events.add_walk_in',
      fields: { event_id: String(event_id), member_id: String(member_id) }
    }
  })
});

/** Presence is marked from the opening of the door on; there is no latest time for paper lists. */
function refuseUnopened(event: Event, now: Date): Refused | undefined {
  if (event.cancelled_at) return refuse('event_cancelled');
  if (now < checkInWindow(spanOf(event)).opens) return refuse('check_in_early');
}

/** Whether it is new: somebody who checked in before keeps that. */
async function mark(
  tx: Sql,
  event: Event,
  memberId: string,
  by: string,
  now: Date
): Promise<boolean> {
  const isOpen = now <= checkInWindow(spanOf(event)).closes;
  const added = await recordArrivals(tx, {
    communityId: event.community_id,
    eventId: event.id,
    memberIds: [memberId],
    evidence: 'coordinator',
    arrivedAt: isOpen ? now : event.starts_at,
    recordedAt: now,
    recordedBy: by
  });
  return added.length > 0;
}

/** The name of a member who has not left; an empty text for anybody else. */
async function nameOf(tx: Sql, communityId: string, memberId: string): Promise<string> {
  const [member] = await tx
    .select({ name: members.name })
    .from(members)
    .where(
      and(eq(members.community_id, communityId), eq(members.id, memberId), isNull(members.left_at))
    );
  return member?.name ?? '';
}
