import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type CommandContext } from '../commands/command.server';
import { resident, type Resident } from '../communities/authority.server';
import { communities } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { listClaimable } from '../rules/read.server';
import { civilDate } from '../shared/civil-time';
import { newId } from '../shared/id';
import { assert, isRefused, refuse, type Refused } from '../shared/result';
import { checkDate, checkQuantity, momentOf, PHOTO_LIMITS, readAttributes } from './claim';
import { findClaim, keepPhotos, moveOn, tell, type Claim, type Step } from './story.server';
import { claims } from './tables.server';
import { numberField } from '../shared/number-field.server';

/** Of one person; so that nobody's phone fills the database. */
const MOST_WAITING = 30;
const MOST_WORDS = 500;
const Mine = z.object({ claim_id: z.uuid() });

/** `attribute_<id>` says what the activity asks for beyond its quantity. */
const Sent = z
  .looseObject({
    activity: z.string().max(64),
    occurred_on: z.string().max(10),
    quantity: numberField,
    note: z.string().trim().max(MOST_WORDS).default('')
  })
  .transform(({ activity, occurred_on, quantity, note, ...typed }) => ({
    activity,
    occurred_on,
    quantity,
    note,
    typed
  }));

export type Typed = Pick<z.output<typeof Sent>, 'activity' | 'occurred_on' | 'quantity' | 'typed'>;

/**
 * Reports something that has no attendance list. Refuses `claim_no_household`, `claim_activity_unknown`,
 * `claim_in_future`, `claim_too_old`, `claim_quantity_wrong`, `claim_attribute_missing`,
 * `claims_too_many`.
 */
export const send = defineCommand({
  name: 'claims.send',
  input: Sent,
  pictures: PHOTO_LIMITS,
  who: resident,
  async run(tx, input, claimant, context) {
    const { communityId, caller, now, pictures } = context;
    if (!claimant.householdId) return refuse('claim_no_household');
    const claimable = await readClaimable(tx, communityId, input, now);
    if (isRefused(claimable)) return claimable;
    if ((await countWaiting(tx, communityId, claimant.memberId)) >= MOST_WAITING) {
      return refuse('claims_too_many', { most: MOST_WAITING });
    }
    const claim = {
      community_id: communityId,
      id: newId(),
      member_id: claimant.memberId,
      household_id: claimant.householdId,
      activity: input.activity,
      occurred_on: input.occurred_on,
      quantity: input.quantity,
      attributes: claimable.attributes,
      note: input.note,
      sent_by: caller.accountId,
      sent_at: now,
      state: 'waiting' as const,
      events: 1
    };
    await tx.insert(claims).values(claim);
    const { quantity } = claim;
    const told = { number: 0, kind: 'sent' as const, quantity, byMember: claimant.memberId };
    await tell(tx, claim, told, context);
    await keepPhotos(tx, claim, 0, pictures);
    return { ok: true, claim_id: claim.id };
  },
  done: ({ claim_id }) => ({
    text: m.claims_done_sent(),
    undo: { command: 'claims.withdraw', fields: { claim_id: String(claim_id) } }
  })
});

/** Takes a claim back that nobody has decided yet. Refuses `not_found`, `claim_moved_on`. */
export const withdraw = defineCommand({
  name: 'claims.withdraw',
  input: Mine,
  who: resident,
  run: (tx, { claim_id }, claimant, context) =>
    step(tx, claim_id, claimant, context, {
      kind: 'withdrawn',
      from: ['waiting', 'asked'],
      to: 'withdrawn'
    }),
  done: ({ claim_id }) => ({
    text: m.claims_done_withdrawn(),
    undo: { command: 'claims.restore', fields: { claim_id: String(claim_id) } }
  })
});

/** Sends a claim again that one had taken back. Refuses `not_found`, `claim_moved_on`. */
export const restore = defineCommand({
  name: 'claims.restore',
  input: Mine,
  who: resident,
  run: (tx, { claim_id }, claimant, context) =>
    step(tx, claim_id, claimant, context, {
      kind: 'restored',
      from: ['withdrawn'],
      to: 'waiting'
    }),
  done: ({ claim_id }) => ({
    text: m.claims_done_sent(),
    undo: { command: 'claims.withdraw', fields: { claim_id: String(claim_id) } }
  })
});

/** Answers what a reviewer asked, with photos where they help. Refuses `not_found`, `claim_moved_on`. */
export const answer = defineCommand({
  name: 'claims.answer',
  input: Mine.extend({ words: z.string().trim().min(1).max(MOST_WORDS) }),
  pictures: PHOTO_LIMITS,
  who: resident,
  run: (tx, { claim_id, words }, claimant, context) =>
    step(
      tx,
      claim_id,
      claimant,
      context,
      { kind: 'answered', from: ['asked'], to: 'waiting' },
      words
    ),
  done: () => ({ text: m.claims_done_answered() })
});

/** What the claimant, or who helps them, does to the own claim; another's does not exist. */
async function step(
  tx: Sql,
  claimId: string,
  { memberId }: Resident,
  context: CommandContext,
  next: Step,
  words = ''
): Promise<{ ok: true; claim_id: string } | Refused> {
  const claim = await findClaim(tx, context.communityId, claimId);
  if (claim?.member_id !== memberId) return refuse('not_found');
  const number = await moveOn(tx, claim, next);
  if (typeof number !== 'number') return number;
  const { quantity } = claim;
  await tell(tx, claim, { number, kind: next.kind, words, quantity, byMember: memberId }, context);
  await keepPhotos(tx, claim, number, context.pictures);
  return { ok: true, claim_id: claim.id };
}

/**
 * Whether this may be claimed now, by the rules in force on the day of the activity; what it says of
 * itself, and when it counts as having happened.
 */
export async function readClaimable(
  tx: Sql,
  communityId: string,
  { activity: id, occurred_on, quantity, typed }: Typed,
  now: Date
): Promise<{ occurredAt: Date; attributes: Claim['attributes'] } | Refused> {
  const timeZone = await timeZoneOf(tx, communityId);
  const date = checkDate(occurred_on, civilDate(now.getTime(), timeZone));
  if (date) return date;
  const occurredAt = momentOf(occurred_on, timeZone, now);
  const activity = (await listClaimable(tx, communityId, occurredAt)).find(
    (each) => each.id === id
  );
  if (!activity) return refuse('claim_activity_unknown');
  const attributes = readAttributes(activity, typed);
  if (isRefused(attributes)) return attributes;
  return checkQuantity(quantity, activity.unit) ?? { occurredAt, attributes };
}

export async function timeZoneOf(tx: Sql, communityId: string): Promise<string> {
  const [community] = await tx
    .select({ timeZone: communities.time_zone })
    .from(communities)
    .where(eq(communities.id, communityId));
  assert(community, 'a claim belongs to a community that exists');
  return community.timeZone;
}

const countWaiting = (tx: Sql, communityId: string, memberId: string): Promise<number> =>
  tx.$count(
    claims,
    and(
      eq(claims.community_id, communityId),
      eq(claims.member_id, memberId),
      eq(claims.state, 'waiting')
    )
  );
