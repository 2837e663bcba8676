import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { isRefused } from '../shared/result';
import { ownPerson } from './authority.server';
import { readBirthYear } from './birth-year';
import { members } from './tables.server';

/**
 * Says in which year one was born, or takes it back: asked for reports by age, never needed. The
 * receipt does not repeat it. Refuses birth_year_unlikely.
 */
export const stateBirthYear = defineCommand({
  name: 'communities.state_birth_year',
  input: z.object({ birth_year: z.string().max(20).default('') }),
  who: ownPerson,
  async run(tx, { birth_year }, { memberId }, { communityId, now }) {
    const read = readBirthYear(birth_year, now);
    if (isRefused(read)) return read;
    await setBirthYear(tx, communityId, memberId, read.year);
    return { ok: true };
  },
  done: () => ({ text: m.communities_birth_year_saved() })
});

/** Gives whether there is such a member. */
export async function setBirthYear(
  tx: Sql,
  communityId: string,
  memberId: string,
  year: number | null
): Promise<boolean> {
  const [changed] = await tx
    .update(members)
    .set({ birth_year: year })
    .where(
      and(eq(members.community_id, communityId), eq(members.id, memberId), isNull(members.left_at))
    )
    .returning({ id: members.id });
  return changed !== undefined;
}

export async function readOwnBirthYear(
  tx: Sql,
  communityId: string,
  memberId: string
): Promise<number | null> {
  const [found] = await tx
    .select({ year: members.birth_year })
    .from(members)
    .where(and(eq(members.community_id, communityId), eq(members.id, memberId)));
  return found?.year ?? null;
}

/** The years of birth that are known, by member, of those who have left as well: their facts count. */
export async function readBirthYears(tx: Sql, communityId: string): Promise<Map<string, number>> {
  const found = await tx
    .select({ id: members.id, year: members.birth_year })
    .from(members)
    .where(and(eq(members.community_id, communityId), isNotNull(members.birth_year)));
  return new Map(found.flatMap(({ id, year }) => (year === null ? [] : [[id, year] as const])));
}
