import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand, type Command } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import { members } from '../communities/tables.server';
import type { Sql } from '../db/types.server';
import { DUTIES } from '../grids/duties';
import { m } from '../paraglide/messages';
import { ownerKey } from '../points/accounts.server';
import { readBalance } from '../points/balance.server';
import { readRedemption, redeemPoints, returnPoints } from '../points/redemptions.server';
import { lockSettled } from '../rules/expire.server';
import { versionInForce } from '../rules/fold';
import { isOpen, nextOpening } from '../rules/redemption';
import { PER_POINT } from '../rules/scale';
import { ownerOf } from '../rules/summary.server';
import type { RuleSet } from '../rules/model';
import { readTimeline } from '../rules/timeline.server';
import { civilDate } from '../shared/civil-time';
import { newId } from '../shared/id';
import { readNumber } from '../shared/number';
import { assert, refuse, type Refused } from '../shared/result';
import { amountWords, inLocale } from './amounts';

const clerk = officer(...DUTIES.handOut);
const NAME_LENGTH = 80;

/**
 * Hands something out to somebody for points of theirs or of their household, as the rules in force
 * count them. Refuses `not_found`, `redemption_no_rules`, `redemption_no_account` (lives nowhere here),
 * `redemption_closed`, `redemption_amount`, `redemption_below_least`, `redemption_short`.
 */
export const redeem = defineCommand({
  name: 'redemptions.redeem',
  input: z.object({
    member_id: z.uuid(),
    /** In points: 4.5. */
    amount: z.string().trim().min(1).max(20),
    what: z.string().trim().min(1).max(NAME_LENGTH)
  }),
  who: clerk,
  async run(tx, { member_id, amount, what }, { memberId: by }, context) {
    const { communityId, now } = context;
    const person = await findMember(tx, communityId, member_id);
    if (!person) return refuse('not_found');
    const timeline = await readTimeline(tx, communityId);
    const rules = versionInForce(timeline, now.getTime())?.rule_set;
    if (!rules) return refuse('redemption_no_rules');
    const owner = ownerOf(rules.account, person);
    if (!owner) return refuse('redemption_no_account', { name: person.name });
    const units = readUnits(amount, rules);
    const refused = againstRules(rules, units, civilDate(now.getTime(), timeline.time_zone));
    if (refused) return refused;
    const redeemed = { kind: 'redeemed' as const, id: communityId };
    const { accounts, at } = await lockSettled(tx, context, timeline, owner, [redeemed]);
    const id = newId();
    const handed = { id, owner, memberId: person.id, amount: units, what, by };
    if (!(await redeemPoints(tx, communityId, at, accounts, handed))) {
      const { posted } = await readBalance(tx, communityId, owner.kind, owner.id);
      const there = amountWords(Math.max(0, posted), rules);
      return refuse('redemption_short', { field: 'amount', name: person.name, ...there });
    }
    return {
      ok: true,
      redemption_id: id,
      name: person.name,
      what,
      units,
      ...amountWords(units, rules)
    };
  },
  done: ({ redemption_id, name, what, ...amount }) => ({
    text: m.redemptions_done_redeemed({
      name: String(name),
      what: String(what),
      amount: inLocale(amount)
    }),
    undo: {
      command: 'redemptions.take_back',
      fields: { redemption_id: String(redemption_id), reason: m.redemptions_reason_undone() }
    }
  })
});

/**
 * Takes back what was handed out and gives its points back, as old as they were. Refuses `not_found`,
 * `redemption_returned` when that was done before.
 */
export const takeBack = defineCommand({
  name: 'redemptions.take_back',
  input: z.object({ redemption_id: z.uuid(), reason: z.string().trim().min(2).max(200) }),
  who: clerk,
  async run(tx, { redemption_id, reason }, { memberId: by }, context) {
    const { communityId } = context;
    const redemption = await readRedemption(tx, communityId, redemption_id);
    if (!redemption) return refuse('not_found');
    const timeline = await readTimeline(tx, communityId);
    const owner = { kind: redemption.kind, id: redemption.owner };
    const { accounts, at } = await lockSettled(tx, context, timeline, owner, [
      { kind: 'redeemed', id: communityId }
    ]);
    const redeemed = accounts.get(ownerKey('redeemed', communityId));
    assert(redeemed, 'the account of what was redeemed is open');
    const back = { redemption, reason, by };
    if (!(await returnPoints(tx, communityId, at, redeemed, back))) {
      return refuse('redemption_returned');
    }
    return { ok: true, redemption_id, what: redemption.what };
  },
  done: ({ what }) => ({ text: m.redemptions_done_returned({ what: String(what) }) })
});

export const redemptionCommands: Command[] = [redeem, takeBack];

async function findMember(tx: Sql, communityId: string, id: string) {
  const [found] = await tx
    .select({ id: members.id, name: members.name, household_id: members.household_id })
    .from(members)
    .where(and(eq(members.community_id, communityId), eq(members.id, id), isNull(members.left_at)));
  return found ?? null;
}

/** Smallest units; 0 for what is no amount of them. */
function readUnits(amount: string, { smallest_unit }: RuleSet): number {
  const units = (readNumber(amount) ?? 0) * PER_POINT[smallest_unit];
  const whole = Math.round(units);
  const isExact = Math.abs(units - whole) < 1e-9;
  return isExact && whole > 0 && whole <= MOST ? whole : 0;
}

/** What a column of amounts holds with room to spare. */
const MOST = 1_000_000_000;

function againstRules(rules: RuleSet, units: number, today: string): Refused | null {
  const { redemption, smallest_unit } = rules;
  if (redemption && !isOpen(redemption, today)) {
    const next = nextOpening(redemption, today);
    return refuse('redemption_closed', { from: next?.from ?? '', until: next?.until ?? '' });
  }
  if (units === 0) return refuse('redemption_amount', { field: 'amount', smallest_unit });
  if (units < (redemption?.least ?? 0)) {
    const least = amountWords(redemption?.least ?? 0, rules);
    return refuse('redemption_below_least', { field: 'amount', ...least });
  }
  return null;
}
