import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { nearTo, type Nearness } from '../communities/nearness.server';
import type { Sql } from '../db/types.server';
import { countedQuantity } from '../door/quantity';
import { refuseUpheld } from '../objections/upheld.server';
import { m } from '../paraglide/messages';
import { asJudged } from '../rules/homes.server';
import { correctFact, withdrawFact } from '../rules/revising.server';
import { isRefused, refuse, type Refused } from '../shared/result';
import { spanOf } from './check-in.server';
import {
  latestByMember,
  latestConfirmation,
  listConfirmations,
  type Confirmation
} from './confirmed.server';
import { coordinatorOfShift } from './coordinator.server';
import { settleIntroductions } from './introductions.server';
import { lockShift, type Shift } from './places.server';
import { markUnmarked, readLeft, readPeople, readPlaced, type Person } from './served.server';
import { mostMinutes } from './shift';
import { revise, unitOf, vouch, type Service } from './vouching.server';
import { readWholeNumber } from '../shared/number';

const MOST_AT_ONCE = 500;
const reason = z.string().trim().min(2).max(200);

/** `member[]` names who is confirmed, `minutes_<member>` how long each served. */
const Confirmed = z
  .looseObject({
    shift_id: z.uuid(),
    member: z
      .union([z.array(z.uuid()), z.uuid().transform((one) => [one])])
      .default([])
      .refine((list) => list.length <= MOST_AT_ONCE)
  })
  .transform(({ shift_id, member, ...rest }) => ({
    shift_id,
    people: [...new Set(member)].sort().map((memberId) => ({
      memberId,
      minutes: readWholeNumber(String(rest[`minutes_${memberId}`] ?? ''))
    }))
  }));

interface Claim {
  memberId: string;
  /** Null when something else than a whole number was typed. */
  minutes: number | null;
}

/**
 * Vouches for the service of several people at once; all or nobody. Somebody without a check-in is
 * thereby marked present. Who is already confirmed with the same minutes stays so. Refuses
 * `nobody_chosen`, `shift_cancelled`, `shift_not_over`, `not_on_roster`, `own_minutes` (of the
 * coordinator or somebody near to them, see `nearTo`), `activity_unknown`, and with the name
 * `minutes_wrong`, `no_household`, `already_confirmed`, `objection_upheld`.
 */
export const confirm = defineCommand({
  name: 'volunteering.confirm',
  input: Confirmed,
  who: coordinatorOfShift,
  async run(tx, { shift_id, people }, coordinator, context) {
    const { communityId, now } = context;
    if (people.length === 0) return refuse('nobody_chosen');
    const shift = await lockShift(tx, communityId, shift_id);
    if (!shift) return refuse('not_found');
    if (shift.cancelled_at) return refuse('shift_cancelled');
    const ids = people.map(({ memberId }) => memberId);
    const roster = await readPlaced(tx, shift, ids);
    const before = latestByMember(await listConfirmations(tx, communityId, shift_id));
    const fresh = people.filter(({ memberId, minutes }) => {
      const known = before.get(memberId);
      return !known || known.kind === 'withdrawn' || known.minutes !== minutes;
    });
    const left = await readLeft(tx, shift);
    const judged = await asJudged(tx, communityId, ids, before);
    const near = await nearTo(tx, communityId, context.caller.accountId, judged);
    const services: Service[] = [];
    for (const claim of fresh) {
      const service = judge(shift, claim, roster.get(claim.memberId), before, near);
      if (isRefused(service)) return service;
      const isOver = now >= shift.ends_at || (now >= shift.starts_at && left.has(claim.memberId));
      if (!isOver) return refuse('shift_not_over');
      services.push(service);
    }
    await markUnmarked(tx, shift, services, context);
    const refused = await vouch(tx, shift, services, before, coordinator, context);
    return refused ?? { ok: true, shift_id, count: fresh.length };
  },
  done: ({ count }) => ({ text: m.volunteering_done_confirmed({ count: Number(count) }) })
});

/**
 * Changes confirmed minutes with a reason; also restores what was withdrawn, unless the committee
 * has upheld an objection (`objection_upheld`). The fact follows.
 */
export const correctConfirmation = defineCommand({
  name: 'volunteering.correct_confirmation',
  input: z.object({
    shift_id: z.uuid(),
    member_id: z.uuid(),
    minutes: z.string().max(10),
    reason
  }),
  who: coordinatorOfShift,
  async run(tx, input, coordinator, context) {
    const found = await findConfirmed(tx, input, context);
    if (isRefused(found)) return found;
    const { shift, latest, person } = found;
    const minutes = readWholeNumber(input.minutes);
    if (!isPossible(shift, minutes)) return refuseMinutes(shift, person.name, 'minutes');
    const quantity = await quantityOf(tx, shift, minutes);
    if (isRefused(quantity)) return quantity;
    await revise(
      tx,
      latest,
      { kind: 'corrected', minutes, reason: input.reason },
      coordinator,
      context
    );
    await correctFact(tx, context, latest.fact_id, { ...quantity, reason: input.reason });
    await settleIntroductions(tx, shift, [latest.member_id], context);
    const upheld = await refuseUpheld(tx, context.communityId, [latest.fact_id]);
    if (upheld) return upheld;
    return { ok: true, shift_id: shift.id, name: person.name, minutes };
  },
  done: ({ name, minutes }) => ({
    text: m.volunteering_done_corrected({ name: String(name), minutes: Number(minutes) })
  })
});

/** Takes a confirmation back with a reason; everyone's points become what they would be without. */
export const withdrawConfirmation = defineCommand({
  name: 'volunteering.withdraw_confirmation',
  input: z.object({ shift_id: z.uuid(), member_id: z.uuid(), reason }),
  who: coordinatorOfShift,
  async run(tx, input, coordinator, context) {
    const found = await findConfirmed(tx, input, context);
    if (isRefused(found)) return found;
    const { shift, latest, person } = found;
    if (latest.kind === 'withdrawn') return refuse('already_withdrawn', { name: person.name });
    const change = { kind: 'withdrawn', minutes: latest.minutes, reason: input.reason } as const;
    await revise(tx, latest, change, coordinator, context);
    await withdrawFact(tx, context, latest.fact_id, input.reason);
    await settleIntroductions(tx, shift, [latest.member_id], context);
    const upheld = await refuseUpheld(tx, context.communityId, [latest.fact_id]);
    if (upheld) return upheld;
    return { ok: true, shift_id: latest.shift_id, name: person.name };
  },
  done: ({ name }) => ({ text: m.volunteering_done_withdrawn({ name: String(name) }) })
});

function judge(
  shift: Shift,
  { memberId, minutes }: Claim,
  person: Person | undefined,
  before: Map<string, Confirmation>,
  near: Map<string, Nearness>
): Service | Refused {
  if (!person) return refuse('not_on_roster');
  const { name, householdId } = person;
  if (near.has(memberId)) return refuse('own_minutes', { name });
  if (!isPossible(shift, minutes)) return refuseMinutes(shift, name, `minutes_${memberId}`);
  if (!householdId) return refuse('no_household', { name });
  const known = before.get(memberId);
  if (known && known.kind !== 'withdrawn') return refuse('already_confirmed', { name });
  return { memberId, minutes, householdId };
}

async function findConfirmed(
  tx: Sql,
  { shift_id, member_id }: { shift_id: string; member_id: string },
  { communityId, caller }: CommandContext
): Promise<{ shift: Shift; latest: Confirmation; person: Person } | Refused> {
  const shift = await lockShift(tx, communityId, shift_id);
  if (!shift) return refuse('not_found');
  const latest = await latestConfirmation(tx, communityId, shift_id, member_id);
  const person = (await readPeople(tx, communityId, [member_id])).get(member_id);
  if (!latest || !person) return refuse('not_confirmed');
  const judged = await asJudged(tx, communityId, [member_id], new Map([[member_id, latest]]));
  const near = await nearTo(tx, communityId, caller.accountId, judged);
  if (near.has(member_id)) return refuse('own_minutes', { name: person.name });
  return { shift, latest, person };
}

async function quantityOf(
  tx: Sql,
  shift: Shift,
  minutes: number
): Promise<{ quantity: number } | Refused> {
  const unit = await unitOf(tx, shift);
  return unit ? { quantity: countedQuantity(unit, minutes) } : refuse('activity_unknown');
}

const isPossible = (shift: Shift, minutes: number | null): minutes is number =>
  minutes !== null && minutes >= 1 && minutes <= mostMinutes(spanOf(shift));

const refuseMinutes = (shift: Shift, name: string, field?: string): Refused =>
  refuse('minutes_wrong', {
    name,
    most: mostMinutes(spanOf(shift)),
    ...(field ? { field } : {})
  });
