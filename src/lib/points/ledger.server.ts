import { sql } from 'drizzle-orm';
import { rows } from '../db/rows.server';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import {
  applyToBalances,
  lockAccounts,
  lockIssuance,
  ownerKey,
  type PointOwner
} from './accounts.server';
import { isHeld, isPosted, noticeAlongside, noticeEnd } from './notice.server';
import { transfer_postings, transfers } from './tables.server';

/** A change of what a fact is worth to its owner, in smallest units; negative for a correction. */
export interface Movement {
  owner: PointOwner;
  change: number;
  factId: string;
  ruleId: string;
  ruleVersion: number;
  receipt: object;
  occurredAt: Date;
  /** The end of the public notice of an award; corrections follow the notice of what they correct. */
  noticeUntil: Date;
}

type Transfer = typeof transfers.$inferInsert;

/**
 * Moves points between issuance and their owners, with double entry. An award is pending until its
 * notice ends; a correction takes back what is still pending first, the latest notice first, and then
 * what is posted, which may leave a debt. What it takes from an award under notice is posted together
 * with that award, so that no point that was taken back is ever posted alone.
 */
export async function post(
  tx: Sql,
  communityId: string,
  now: Date,
  movements: Movement[]
): Promise<void> {
  const due = movements.filter((movement) => movement.change !== 0);
  if (due.length === 0) return;
  const accounts = await lockAccounts(tx, communityId, [
    { kind: 'issuance', id: communityId },
    ...due.map(({ owner }) => owner)
  ]);
  const pending = await readPending(tx, communityId, now, due);
  const made = due.flatMap((movement) =>
    toTransfers(movement, communityId, accounts, pending, now)
  );
  await tx.insert(transfers).values(made.map(({ isPending: _, ...transfer }) => transfer));
  const posted = made.filter(({ isPending }) => !isPending);
  if (posted.length > 0) {
    await tx
      .insert(transfer_postings)
      .values(
        posted.map(({ id }) => ({ community_id: communityId, transfer_id: id, posted_at: now }))
      );
  }
  await applyToBalances(tx, communityId, made, ({ isPending }) =>
    isPending ? { posted: 0, pending: 1 } : { posted: 1, pending: 0 }
  );
}

/**
 * Posts every pending transfer whose notice has ended and is not held. Safe to run from several
 * processes at once: whoever inserts the posting moves the balance, and only once. The accounts are
 * locked first, issuance before the others as `lockAccounts` does, so that a hold which is being placed
 * is either seen or too late.
 * @returns how many transfers were posted
 */
export async function postDue(tx: Sql, communityId: string, now: Date): Promise<number> {
  const isDue = sql`t.community_id = ${communityId}
    and t.notice_until <= ${now.toISOString()}::timestamptz and not ${isPosted}`;
  if ((await lockIssuance(tx, communityId)) === null) return 0;
  const locked = await rows(
    tx,
    sql`select a.id from point_accounts a where a.community_id = ${communityId} and a.id in (
          select unnest(array[t.from_account, t.to_account]) from transfers t where ${isDue})
        order by a.id for update`
  );
  if (locked.length === 0) return 0;
  const due = await rows<{ id: string; from_account: string; to_account: string; amount: number }>(
    tx,
    sql`with posted as (
          insert into transfer_postings (community_id, transfer_id, posted_at)
          select t.community_id, t.id, ${now.toISOString()}::timestamptz from transfers t
          where ${isDue} and not ${isHeld} and ${noticeEnd()} <= ${now.toISOString()}::timestamptz
          on conflict do nothing returning community_id, transfer_id)
        select t.id, t.from_account, t.to_account, t.amount from transfers t
        join posted p on p.community_id = t.community_id and p.transfer_id = t.id
        where t.community_id = ${communityId}`
  );
  await applyToBalances(tx, communityId, due, () => ({ posted: 1, pending: -1 }));
  return due.length;
}

/** What is still pending of a fact and rule and is posted at one time, less what was taken back. */
interface Open {
  amount: number;
  /** The notice of a correction of it that is recorded now. */
  noticeUntil: Date;
}

/** What is still pending of each fact and rule that a correction touches, the latest notice first. */
async function readPending(
  tx: Sql,
  communityId: string,
  now: Date,
  movements: Movement[]
): Promise<Map<string, Open[]>> {
  const facts = movements.filter(({ change }) => change < 0).map(({ factId }) => factId);
  if (facts.length === 0) return new Map();
  const list = sql.join(
    [...new Set(facts)].map((id) => sql`${id}::uuid`),
    sql`, `
  );
  const found = await rows<{ fact_id: string; rule_id: string; until: number; amount: number }>(
    tx,
    sql`select fact_id, rule_id, (extract(epoch from until) * 1000)::float8 as until,
          sum(amount)::int as amount
        from (
          select t.fact_id, t.rule_id, ${noticeAlongside(now)} as until,
            case when t.why = 'award' then t.amount else -t.amount end as amount
          from transfers t
          where t.community_id = ${communityId} and t.fact_id in (${list}) and not ${isPosted}) open
        group by fact_id, rule_id, open.until order by open.until desc`
  );
  const open = new Map<string, Open[]>();
  for (const { fact_id, rule_id, amount, until } of found) {
    const key = `${fact_id}:${rule_id}`;
    open.set(key, [...(open.get(key) ?? []), { amount, noticeUntil: new Date(until) }]);
  }
  return open;
}

function toTransfers(
  movement: Movement,
  communityId: string,
  accounts: Map<string, string>,
  pending: Map<string, Open[]>,
  now: Date
): (Transfer & { isPending: boolean })[] {
  const { owner, change, factId, ruleId } = movement;
  const issuance = accounts.get(ownerKey('issuance', communityId));
  const account = accounts.get(ownerKey(owner.kind, owner.id));
  assert(issuance && account, 'both accounts of a movement are open');
  const transfer = (
    from: string,
    to: string,
    amount: number,
    notice_until: Date,
    isPending: boolean
  ) => ({
    isPending,
    community_id: communityId,
    id: newId(),
    from_account: from,
    to_account: to,
    amount,
    why: change > 0 ? ('award' as const) : ('correction' as const),
    fact_id: factId,
    rule_id: ruleId,
    rule_version: movement.ruleVersion,
    receipt: movement.receipt,
    occurred_at: movement.occurredAt,
    recorded_at: now,
    notice_until
  });
  if (change > 0) {
    const { noticeUntil } = movement;
    return [transfer(issuance, account, change, noticeUntil, noticeUntil > now)];
  }
  let left = -change;
  const parts = (pending.get(`${factId}:${ruleId}`) ?? []).map(({ amount, noticeUntil }) => {
    const taken = Math.max(0, Math.min(amount, left));
    left -= taken;
    return { taken, noticeUntil };
  });
  return [
    ...parts
      .filter(({ taken }) => taken > 0)
      .map(({ taken, noticeUntil }) => transfer(account, issuance, taken, noticeUntil, true)),
    ...(left > 0 ? [transfer(account, issuance, left, now, false)] : [])
  ];
}
