import type { Sql } from '../db/types.server';
import { newId } from '../shared/id';
import { assert } from '../shared/result';
import { applyToBalances, ownerKey, type PointOwner } from './accounts.server';
import { readBalance } from './balance.server';
import { bookPosted } from './book.server';

/** Points that are taken from somebody, or given back, by a decision and not by a fact. */
export interface Deducted {
  /** The decision: it stands where other transfers name their fact. */
  id: string;
  owner: PointOwner;
  item: string;
  ruleVersion: number;
  receipt: object;
  occurredAt: Date;
}

/**
 * Takes posted points, as many as there are and `most` at most: never below zero, also when two take
 * at the same moment. What is under public notice is left alone. The accounts of the owner and of
 * issuance are locked by the caller.
 * @param accounts account ids by owner, from `lockAccounts`
 * @returns how many smallest units were taken
 */
export async function deduct(
  tx: Sql,
  communityId: string,
  now: Date,
  accounts: Map<string, string>,
  { most, deducted }: { most: number; deducted: Deducted }
): Promise<number> {
  const { kind, id } = deducted.owner;
  const { posted } = await readBalance(tx, communityId, kind, id);
  const taken = Math.max(0, Math.min(most, posted));
  const { account, issuance } = bothOf(communityId, accounts, deducted);
  const move = { from_account: account, to_account: issuance, amount: taken };
  await book(tx, communityId, now, { ...move, why: 'deduction' }, deducted);
  return taken;
}

/** Gives back what a deduction took, whole and at once. The accounts are locked by the caller. */
export async function giveBack(
  tx: Sql,
  communityId: string,
  now: Date,
  accounts: Map<string, string>,
  { taken, deducted }: { taken: number; deducted: Deducted }
): Promise<void> {
  const { account, issuance } = bothOf(communityId, accounts, deducted);
  const move = { from_account: issuance, to_account: account, amount: taken };
  await book(tx, communityId, now, { ...move, why: 'deduction_return' }, deducted);
}

function bothOf(communityId: string, accounts: Map<string, string>, { owner }: Deducted) {
  const account = accounts.get(ownerKey(owner.kind, owner.id));
  const issuance = accounts.get(ownerKey('issuance', communityId));
  assert(account && issuance, 'both accounts of a deduction are open');
  return { account, issuance };
}

interface Move {
  from_account: string;
  to_account: string;
  amount: number;
  why: 'deduction' | 'deduction_return';
}

async function book(
  tx: Sql,
  communityId: string,
  now: Date,
  move: Move,
  { id: decision, item, ruleVersion, receipt, occurredAt }: Deducted
): Promise<void> {
  if (move.amount === 0) return;
  const cause = { fact_id: decision, rule_id: item, rule_version: ruleVersion, receipt };
  await bookPosted(tx, communityId, now, [
    { id: newId(), ...move, ...cause, occurred_at: occurredAt }
  ]);
  await applyToBalances(tx, communityId, [move], () => ({ posted: 1, pending: 0 }));
}
