import { error, type RequestEvent } from '@sveltejs/kit';
import { holds, type Standing } from '../communities/standing.server';
import type { Sql } from '../db/types.server';
import { readFactReceipt, type FactReceipt } from '../rules/read.server';
import { readCheckInputs } from '../rules/recheck.server';
import type { CheckInputs } from '../rules/recheck';

/** The receipt of a fact for the person, the household, and those who audit; 404 for all others. */
export async function openReceipt(
  tx: Sql,
  { community, member, ...standing }: Standing,
  factId: string
): Promise<FactReceipt> {
  const receipt = await readFactReceipt(tx, community.id, factId);
  if (!receipt) error(404);
  const isOwn = receipt.memberId === member.id || receipt.householdId === member.household_id;
  const audits = holds({ community, member, ...standing }, 'committee', 'auditor');
  return isOwn || audits ? receipt : error(404);
}

/** What a receipt follows from, for the same people. */
export async function openCheck(
  tx: Sql,
  standing: Standing,
  { params }: Pick<RequestEvent, 'params'>
): Promise<{ receipt: FactReceipt; inputs: CheckInputs }> {
  const { community, member } = standing;
  const receipt = await openReceipt(tx, standing, params.fact ?? '');
  const inputs = await readCheckInputs(tx, community.id, receipt, {
    memberId: member.id,
    householdId: member.household_id,
    seesAll: holds(standing, 'committee', 'auditor')
  });
  return { receipt, inputs };
}
