import { and, asc, desc, eq } from 'drizzle-orm';
import type { Sql } from '../db/types.server';
import { shift_confirmations } from './tables.server';

export type Confirmation = typeof shift_confirmations.$inferSelect;

/** The latest word on a member's service, also when it is a withdrawal; undefined without any. */
export async function latestConfirmation(
  tx: Sql,
  communityId: string,
  shiftId: string,
  memberId: string
): Promise<Confirmation | undefined> {
  const [latest] = await tx
    .select()
    .from(shift_confirmations)
    .where(
      and(
        eq(shift_confirmations.community_id, communityId),
        eq(shift_confirmations.shift_id, shiftId),
        eq(shift_confirmations.member_id, memberId)
      )
    )
    .orderBy(desc(shift_confirmations.revision))
    .limit(1);
  return latest;
}

/** As `latestConfirmation`, but nothing once it was withdrawn. */
export async function standingConfirmation(
  tx: Sql,
  communityId: string,
  shiftId: string,
  memberId: string
): Promise<Confirmation | undefined> {
  const latest = await latestConfirmation(tx, communityId, shiftId, memberId);
  return latest?.kind === 'withdrawn' ? undefined : latest;
}

/** Every revision of every confirmation of a shift, oldest first. */
export const listConfirmations = (
  tx: Sql,
  communityId: string,
  shiftId: string
): Promise<Confirmation[]> =>
  tx
    .select()
    .from(shift_confirmations)
    .where(
      and(
        eq(shift_confirmations.community_id, communityId),
        eq(shift_confirmations.shift_id, shiftId)
      )
    )
    .orderBy(asc(shift_confirmations.member_id), asc(shift_confirmations.revision));

/** The latest revision of each member, by member. */
export const latestByMember = (revisions: Confirmation[]): Map<string, Confirmation> =>
  new Map(revisions.map((revision) => [revision.member_id, revision]));
