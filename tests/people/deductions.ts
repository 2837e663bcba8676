import { deductions } from '../../src/lib/deductions/tables.server';
import { newId } from '../../src/lib/shared/id';
import type { Person, Town } from './town';

/** A deduction that waits for a second officer. */
export async function deductedFrom(
  { chen, communityId, inside }: Town,
  { memberId, householdId }: Person
): Promise<string> {
  const id = newId();
  await inside((tx) =>
    tx.insert(deductions).values({
      community_id: communityId,
      id,
      member_id: memberId,
      owner_kind: 'household',
      owner_id: householdId,
      item: 'fire-lane',
      rule_version: 1,
      reason: '占用消防通道',
      proposed_by: chen.memberId,
      proposed_account: chen.accountId,
      proposed_at: new Date()
    })
  );
  return id;
}
