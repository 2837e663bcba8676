import { and, asc, eq, ilike, isNull } from 'drizzle-orm';
import { members } from '../communities/tables.server';
import { containing } from '../db/like.server';
import type { Sql } from '../db/types.server';
import type { HouseholdPlace } from './roster-address';
import { households } from './tables.server';

export interface FoundPerson {
  id: string;
  name: string;
  home: HouseholdPlace | null;
}

const MOST_FOUND = 20;

/** Members by a part of their name, with the address that tells them apart; 20 at most. */
export async function findPeople(
  tx: Sql,
  communityId: string,
  name: string
): Promise<FoundPerson[]> {
  const words = name.trim();
  if (!words) return [];
  const found = await tx
    .select({
      id: members.id,
      name: members.name,
      building: households.building,
      unit: households.unit,
      room: households.room
    })
    .from(members)
    .leftJoin(
      households,
      and(
        eq(households.community_id, members.community_id),
        eq(households.id, members.household_id)
      )
    )
    .where(
      and(
        eq(members.community_id, communityId),
        isNull(members.left_at),
        ilike(members.name, containing(words))
      )
    )
    .orderBy(asc(members.name), asc(members.id))
    .limit(MOST_FOUND);
  return found.map(({ id, name: who, building, unit, room }) => ({
    id,
    name: who,
    home: building !== null && unit !== null && room !== null ? { building, unit, room } : null
  }));
}
