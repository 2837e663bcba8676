import type { CommandContext } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import {
  applyToBalances,
  lockAccounts,
  ownerKey,
  type AccountOwner,
  type PointOwner
} from '../points/accounts.server';
import { bookPosted, type PostedTransfer } from '../points/book.server';
import { readPosted, type PostedMovement } from '../points/moved.server';
import { addDays, civilDate, instantOf } from '../shared/civil-time';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { versionInForce } from './fold';
import { foldLots, type ExpiryOn, type PointEvent } from './lots';
import type { RuleTimeline } from './model';

/**
 * Locks somebody's account with others that their points move to or from, and lets expire what ended
 * before anything else is done with them: who spends, or is deducted, before the sweep of a month has
 * what they would have after it.
 * @returns account ids by owner, and the time that was read once they were locked
 */
export async function lockSettled(
  tx: Sql,
  { communityId, readClock }: Pick<CommandContext, 'communityId' | 'readClock'>,
  timeline: RuleTimeline,
  owner: PointOwner,
  others: AccountOwner[] = []
): Promise<{ accounts: Map<string, string>; at: Date }> {
  const accounts = await lockAccounts(tx, communityId, [owner, ...others]);
  const at = await readClock();
  await settleExpiry(tx, communityId, at, timeline, [owner]);
  return { accounts, at };
}

/**
 * Makes the expiry of these owners' points what their movements say by now, and posts the difference:
 * points that ended expire, and what had expired of a fact that was withdrawn is given back. The
 * accounts are locked here; issuance comes first (`lockAccounts`), so that it does no harm when the
 * owners' were locked before.
 * @returns how many transfers were made
 */
export async function settleExpiry(
  tx: Sql,
  communityId: string,
  now: Date,
  timeline: RuleTimeline,
  owners: PointOwner[]
): Promise<number> {
  if (owners.length === 0 || !knowsExpiry(timeline)) return 0;
  const accounts = await lockAccounts(tx, communityId, [
    { kind: 'expired', id: communityId },
    ...owners
  ]);
  const expired = accounts.get(ownerKey('expired', communityId));
  assert(expired, 'the account of what expired is open');
  const moved = await readPosted(tx, communityId, owners);
  const made = [...Map.groupBy(moved, ({ account }) => account)].flatMap(([account, movements]) =>
    differences(movements, timeline, now, account, expired)
  );
  await bookPosted(tx, communityId, now, made);
  await applyToBalances(tx, communityId, made, () => ({ posted: 1, pending: 0 }));
  return made.length;
}

export const knowsExpiry = ({ versions }: RuleTimeline): boolean =>
  versions.some(({ rule_set }) => rule_set.expiry !== undefined);

/** The rule about expiry of the version in force on a civil date. */
export const expiryIn =
  (timeline: RuleTimeline): ExpiryOn =>
  (date) =>
    versionOn(timeline, date)?.rule_set.expiry;

const versionOn = (timeline: RuleTimeline, date: string) =>
  versionInForce(timeline, instantOf(date, timeline.time_zone, '12:00'));

/** The movements of one account as events of its lots; what expired follows from them. */
export function eventsOf(movements: PostedMovement[], timeZone: string): PointEvent[] {
  return movements.flatMap(({ why, postedAt, amount, factId, redemption }): PointEvent[] => {
    const date = civilDate(postedAt, timeZone);
    switch (why) {
      case 'award':
      case 'correction':
        return [{ kind: why, date, fact: factId ?? '', amount }];
      case 'redemption':
        return [{ kind: why, date, redemption: redemption?.id ?? '', amount }];
      case 'redemption_return':
        return [{ kind: 'return', date, redemption: redemption?.id ?? '' }];
      // Points that are taken, and given back, are spent like others: the oldest first.
      case 'deduction':
        return [{ kind: 'redemption', date, redemption: factId ?? '', amount }];
      case 'deduction_return':
        return [{ kind: 'return', date, redemption: factId ?? '' }];
      case 'expiry':
      case 'expiry_return':
        return [];
    }
  });
}

function differences(
  movements: PostedMovement[],
  timeline: RuleTimeline,
  now: Date,
  account: string,
  expired: string
): (PostedTransfer & { amount: number })[] {
  const { time_zone } = timeline;
  const recorded = new Map<string, number>();
  for (const { why, occurredAt, amount, gained } of movements) {
    if (why !== 'expiry' && why !== 'expiry_return') continue;
    const date = addDays(civilDate(occurredAt, time_zone), -1);
    recorded.set(date, (recorded.get(date) ?? 0) + (gained ? -amount : amount));
  }
  const today = latest([
    civilDate(now.getTime(), time_zone),
    ...[...recorded.keys()].map(dayAfter)
  ]);
  const wanted = foldLots(eventsOf(movements, time_zone), expiryIn(timeline), today).expired;
  return [...new Set([...wanted.keys(), ...recorded.keys()])].toSorted().flatMap((date) => {
    const change = (wanted.get(date) ?? 0) - (recorded.get(date) ?? 0);
    if (change === 0) return [];
    const [from_account, to_account] = change > 0 ? [account, expired] : [expired, account];
    return [
      {
        id: newId(),
        from_account,
        to_account,
        amount: Math.abs(change),
        why: change > 0 ? ('expiry' as const) : ('expiry_return' as const),
        rule_version: versionOn(timeline, date)?.version ?? 0,
        occurred_at: new Date(instantOf(dayAfter(date), time_zone))
      }
    ];
  });
}

const dayAfter = (date: string): string => addDays(date, 1);

/** Who began before midnight and waited for the sweep does not undo it: what has ended, has ended. */
const latest = (dates: string[]): string =>
  dates.reduce((one, other) => (one > other ? one : other));
