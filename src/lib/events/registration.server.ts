import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { resident } from '../communities/authority.server';
import { m } from '../paraglide/messages';
import { refuse, type Refused } from '../shared/result';
import { listArrived } from './arrivals.server';
import { Members, refuseStrangers } from '../door/party.server';
import {
  addRegistrations,
  endRegistrations,
  findEvent,
  findRegistrations,
  givePlacesBack,
  lockEvent,
  nextWaitingSeq,
  notOver,
  takePlaces,
  waitingPosition,
  type Event
} from './places.server';

/**
 * Registers oneself and others of one's household together: all get a place, or with `waiting=yes`
 * and too few places all wait under one number and move up together (`groupsThatFit`). Open until
 * the event is over. Refuses `nobody_chosen`, `not_of_household`, `already_registered`,
 * `event_full`, `event_too_few_places`, `group_too_large`, `event_over`, `event_cancelled`.
 */
export const register = defineCommand({
  name: 'events.register',
  input: z.object({
    event_id: z.uuid(),
    member: Members,
    waiting: z.enum(['yes', '']).default('')
  }),
  who: resident,
  async run(tx, { event_id, member, waiting }, { memberId }, context) {
    const { communityId, caller, now } = context;
    const names = await refuseStrangers(tx, member, memberId, context);
    if (!(names instanceof Map)) return names;
    const entry = { memberIds: member, by: caller.accountId, at: now };
    const free = await takePlaces(tx, communityId, event_id, member.length, notOver(now));
    // Who wants to wait must hold the event, so that no place comes back unseen in between.
    const look = waiting === 'yes' ? lockEvent : findEvent;
    const event = free ?? (await look(tx, communityId, event_id));
    if (!event) return refuse('not_found');
    const mayRetry = !free && event.taken + member.length <= event.capacity;
    const taken = mayRetry
      ? await takePlaces(tx, communityId, event_id, member.length, notOver(now))
      : free;
    const done = { ok: true as const, event_id, members: member.join(','), count: member.length };
    if (taken) {
      const added = await addRegistrations(tx, taken, { ...entry, waitingSeq: null });
      return added.length === member.length
        ? { ...done, position: 0 }
        : refuseKnown(
            names,
            member.filter((id) => !added.includes(id))
          );
    }
    const known = await findRegistrations(tx, communityId, event_id, member);
    if (known.length > 0)
      return refuseKnown(
        names,
        known.map(({ member_id }) => member_id)
      );
    const closed = refuseClosed(event, now) ?? refuseFull(event, member.length, waiting);
    if (closed) return closed;
    const seq = await nextWaitingSeq(tx, event);
    const added = await addRegistrations(tx, event, { ...entry, waitingSeq: seq });
    if (added.length < member.length) {
      return refuseKnown(
        names,
        member.filter((id) => !added.includes(id))
      );
    }
    return { ...done, position: await waitingPosition(tx, event, seq) };
  },
  done: ({ event_id, members, count, position }) => ({
    text:
      Number(position) > 0
        ? m.events_done_waiting({ position: Number(position) })
        : m.events_done_registered({ count: Number(count) }),
    undo: {
      command: 'events.cancel',
      fields: { event_id: String(event_id), member: String(members) }
    }
  })
});

/**
 * Gives up the places or the waiting of one or several of one's own before the event is over; what
 * becomes free goes to those who wait, in the same transaction. Also a group that has become smaller
 * may now fit. Refuses `nobody_chosen`, `not_of_household`, `not_registered`, `already_arrived`,
 * `event_over`, `event_cancelled`.
 */
export const cancelRegistration = defineCommand({
  name: 'events.cancel',
  input: z.object({ event_id: z.uuid(), member: Members }),
  who: resident,
  async run(tx, { event_id, member }, { memberId }, context) {
    const { communityId, caller, now } = context;
    const names = await refuseStrangers(tx, member, memberId, context);
    if (!(names instanceof Map)) return names;
    const event = await lockEvent(tx, communityId, event_id);
    if (!event) return refuse('not_found');
    const closed = refuseClosed(event, now);
    if (closed) return closed;
    const found = await findRegistrations(tx, communityId, event_id, member);
    if (found.length < member.length) return refuse('not_registered');
    const arrived = await listArrived(tx, communityId, event_id, member);
    if (arrived.length > 0) return refuse('already_arrived');
    const ids = found.map(({ id }) => id);
    await endRegistrations(tx, communityId, ids, { by: caller.accountId, at: now });
    const places = found.filter(({ waiting_seq }) => waiting_seq === null).length;
    await givePlacesBack(tx, event, places, now);
    return { ok: true, event_id, members: member.join(','), count: member.length };
  },
  done: ({ event_id, members, count }) => ({
    text: m.events_done_cancelled({ count: Number(count) }),
    undo: {
      command: 'events.register',
      fields: { event_id: String(event_id), member: String(members), waiting: 'yes' }
    }
  })
});

function refuseClosed(event: Event, now: Date): Refused | undefined {
  if (event.cancelled_at) return refuse('event_cancelled');
  if (now >= event.ends_at) return refuse('event_over');
}

function refuseFull(event: Event, many: number, waiting: string): Refused | undefined {
  if (many > event.capacity) return refuse('group_too_large', { most: event.capacity });
  if (waiting === 'yes') return undefined;
  const left = event.capacity - event.taken;
  return left > 0 ? refuse('event_too_few_places', { left }) : refuse('event_full');
}

const refuseKnown = (names: Map<string, string>, ids: string[]): Refused =>
  refuse('already_registered', { names: ids.map((id) => names.get(id) ?? '').join('、') });
