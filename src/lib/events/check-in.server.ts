import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { resident } from '../communities/authority.server';
import { listCompanions } from '../communities/companions.server';
import type { Sql } from '../db/types.server';
import { ProofInput, readProof } from '../door/proof.server';
import { scannedAt } from '../door/scan.server';
import { judgeArrival } from '../door/window';
import { checkInWords } from '../door/words';
import { hasGuessedTooOften } from '../door/wrong-codes.server';
import { isRefused, refuse, type Refused } from '../shared/result';
import { recordArrivals } from './arrivals.server';
import { Members, refuseStrangers } from '../door/party.server';
import { findRegistrations, lockEvent, seat, type Event } from './places.server';

/**
 * Checks in at the place with the poster's token or the six-digit code: those of one's own who are
 * named, or without names oneself, or where only others of the household have places, those. Who
 * has checked in already keeps the first arrival. With `join=yes` those who are named, or oneself,
 * take places that are left, but not by what a phone sends long afterwards. `judgeArrival` says which
 * time counts, and as what. Refuses `check_in_code_wrong`, `check_in_forged`, `check_in_tries`,
 * `check_in_stale`, `check_in_late_stranger`, `not_of_household`, `not_registered`,
 * `event_still_waiting`, `full_at_door`, `check_in_early`, `check_in_over`, `event_cancelled`.
 */
export const checkIn = defineCommand({
  name: 'events.check_in',
  input: z.object({ event_id: z.uuid(), member: Members, ...ProofInput }),
  who: resident,
  async run(tx, input, { memberId }, context) {
    const { communityId, caller, now, phoneAt } = context;
    const occasion = { communityId, occasionId: input.event_id };
    if (!input.token && (await hasGuessedTooOften(tx, context))) return refuse('check_in_tries');
    const shown = readProof(input, occasion, context);
    if (!shown) {
      if (input.token) return refuse('check_in_forged');
      return refuse('check_in_code_wrong', { field: 'code' });
    }
    const joins = input.join === 'yes';
    const event = await lockEvent(tx, communityId, input.event_id, joins ? 'update' : 'share');
    if (!event) return refuse('not_found');
    if (event.cancelled_at) return refuse('event_cancelled');
    const times = { now, phoneAt, scannedAt: scannedAt(occasion, input.scan) };
    const judged = judgeArrival(spanOf(event), shown, times);
    if (joins) {
      if (isRefused(judged)) return judged;
      const joining = input.member.length > 0 ? input.member : [memberId];
      const names = await refuseStrangers(tx, joining, memberId, context);
      if (!(names instanceof Map)) return names;
      if (judged.evidence === 'late' && (await areStrangers(tx, event, joining, communityId)))
        return refuse('check_in_late_stranger');
      const entry = { by: caller.accountId, at: now };
      if (!(await seat(tx, event, joining, entry))) return refuse('full_at_door');
    }
    const memberIds = await whoArrives(tx, event, input.member, memberId, context);
    if (isRefused(memberIds)) return memberIds;
    if (isRefused(judged)) return judged;
    const added = await recordArrivals(tx, {
      communityId,
      eventId: event.id,
      memberIds,
      ...judged,
      recordedAt: now,
      recordedBy: caller.accountId
    });
    return { ok: true, event_id: event.id, title: event.title, already: added.length === 0 };
  },
  done: ({ title, already }) => ({ text: checkInWords(String(title), Boolean(already)) })
});

export const spanOf = (event: Pick<Event, 'starts_at' | 'ends_at'>) => ({
  startsAt: event.starts_at,
  endsAt: event.ends_at
});

/** Whether one of them has no place yet. */
async function areStrangers(tx: Sql, event: Event, members: string[], communityId: string) {
  const found = await findRegistrations(tx, communityId, event.id, members);
  const placed = found.filter(({ waiting_seq }) => waiting_seq === null);
  return placed.length < members.length;
}

async function whoArrives(
  tx: Sql,
  event: Event,
  named: string[],
  memberId: string,
  context: CommandContext
): Promise<string[] | Refused> {
  if (named.length > 0) {
    const names = await refuseStrangers(tx, named, memberId, context);
    if (!(names instanceof Map)) return names;
  }
  const { communityId, caller } = context;
  const own =
    named.length > 0
      ? named
      : (await listCompanions(tx, communityId, caller.accountId, memberId)).map(({ id }) => id);
  const found = await findRegistrations(tx, communityId, event.id, own);
  const placed = found.flatMap(({ member_id, waiting_seq }) =>
    waiting_seq === null ? [member_id] : []
  );
  if (named.length > 0 && placed.length < named.length) {
    return refuse(found.length < named.length ? 'not_registered' : 'event_still_waiting');
  }
  if (placed.length === 0)
    return refuse(found.length > 0 ? 'event_still_waiting' : 'not_registered');
  if (named.length > 0) return placed.sort();
  return placed.includes(memberId) ? [memberId] : placed.sort();
}
