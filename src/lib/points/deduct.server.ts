import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { point_accounts, transfer_postings, transfers } from './tables.server';

/** Points that are taken from somebody, or given back, by a decision and not by a fact. */
export interface Deducted {
  /** The decision: it stands where other transfers name their fact. */
  id: string;
  owner: { kind: 'member' | 'household'; id: string };
  item: string;
  ruleVersion: number;
  receipt: object;
  occurredAt: Date;
}

/**
 * Takes posted points, as many as there are and `most` at most: never below zero, also when two take
 * at the same moment. What is under public notice is left alone.
 * @returns how many smallest units were taken
 */
export async function deduct(
  tx: Sql,
  communityId: string,
  now: Date,
  most: number,
  deducted: Deducted
): Promise<number> {
  const { account, issuance } = await lockBoth(tx, communityId, deducted.owner);
  const taken = Math.max(0, Math.min(most, account.posted));
  await move(tx, communityId, now, taken, 'deduction', [account.id, issuance.id], deducted);
  return taken;
}

/** Gives back what a deduction took, whole and at once. */
export async function giveBack(
  tx: Sql,
  communityId: string,
  now: Date,
  taken: number,
  deducted: Deducted
): Promise<void> {
  const { account, issuance } = await lockBoth(tx, communityId, deducted.owner);
  await move(tx, communityId, now, taken, 'deduction_return', [issuance.id, account.id], deducted);
}

/** Opens the accounts that are missing and locks both, in the order of their ids. */
async function lockBoth(tx: Sql, communityId: string, owner: Deducted['owner']) {
  const wanted = [
    { kind: 'issuance' as const, owner_id: communityId },
    { kind: owner.kind, owner_id: owner.id }
  ];
  await tx
    .insert(point_accounts)
    .values(wanted.map((each) => ({ community_id: communityId, id: newId(), ...each })))
    .onConflictDoNothing();
  const locked = await tx
    .select()
    .from(point_accounts)
    .where(
      and(
        eq(point_accounts.community_id, communityId),
        inArray(
          point_accounts.owner_id,
          wanted.map(({ owner_id }) => owner_id)
        ),
        inArray(
          point_accounts.kind,
          wanted.map(({ kind }) => kind)
        )
      )
    )
    .orderBy(point_accounts.id)
    .for('update');
  const [issuance, account] = wanted.map(({ kind, owner_id }) =>
    locked.find((each) => each.kind === kind && each.owner_id === owner_id)
  );
  assert(issuance && account, 'both accounts of a deduction are open');
  return { issuance, account };
}

async function move(
  tx: Sql,
  communityId: string,
  now: Date,
  amount: number,
  why: 'deduction' | 'deduction_return',
  [from_account, to_account]: [string, string],
  { id: decision, item, ruleVersion, receipt, occurredAt }: Deducted
): Promise<void> {
  if (amount === 0) return;
  const id = newId();
  await tx.insert(transfers).values({
    community_id: communityId,
    id,
    from_account,
    to_account,
    amount,
    why,
    fact_id: decision,
    rule_id: item,
    rule_version: ruleVersion,
    receipt,
    occurred_at: occurredAt,
    recorded_at: now,
    notice_until: now
  });
  await tx
    .insert(transfer_postings)
    .values({ community_id: communityId, transfer_id: id, posted_at: now });
  for (const [account, change] of [
    [from_account, -amount],
    [to_account, amount]
  ] as const) {
    await tx
      .update(point_accounts)
      .set({ posted: sql`${point_accounts.posted} + ${change}` })
      .where(and(eq(point_accounts.community_id, communityId), eq(point_accounts.id, account)));
  }
}
