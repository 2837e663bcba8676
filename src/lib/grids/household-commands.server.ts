import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { DUTIES } from './duties';
import { building, headName, note, optionalId, people, room, unit } from './fields.server';
import { findGrid } from './grids.server';
import { householdKey, type HouseholdPlace } from './roster';
import { grids, households } from './tables.server';

const keeper = officer(...DUTIES.keepHouseholds);
const details = { head_name: headName.default(''), people, note };

/** One household by hand. Refuses an address that is there already, also "0101" beside "101". */
export const addHousehold = defineCommand({
  name: 'grids.add_household',
  input: z.object({ building, unit, room, grid_id: optionalId, ...details }),
  who: keeper,
  async run(tx, { grid_id, ...input }, _authority, { communityId, now }) {
    if (grid_id && !(await findGrid(tx, communityId, grid_id))) return refuse('not_found');
    if (await isAddressTaken(tx, communityId, input, null)) return addressTaken;
    const [made] = await tx
      .insert(households)
      .values({
        ...input,
        community_id: communityId,
        id: newId(),
        grid_id: grid_id || null,
        created_at: now
      })
      .onConflictDoNothing()
      .returning({ id: households.id });
    return made ? { ok: true, household_id: made.id } : addressTaken;
  },
  done: () => ({ text: m.grids_household_added() })
});

/** Corrects a household's address and what is known about it; the undo puts the old texts back. */
export const editHousehold = defineCommand({
  name: 'grids.edit_household',
  input: z.object({ household_id: z.uuid(), building, unit, room, ...details }),
  who: keeper,
  async run(tx, { household_id, ...input }, _authority, { communityId }) {
    const before = await lockHousehold(tx, communityId, household_id);
    if (!before) return refuse('not_found');
    if (await isAddressTaken(tx, communityId, input, household_id)) return addressTaken;
    await tx
      .update(households)
      .set(input)
      .where(and(eq(households.community_id, communityId), eq(households.id, household_id)));
    return {
      ok: true,
      before: {
        household_id,
        building: before.building,
        unit: before.unit,
        room: before.room,
        head_name: before.head_name,
        people: String(before.people ?? ''),
        note: before.note
      }
    };
  },
  done: ({ before }) => ({
    text: m.grids_household_edited(),
    undo: { command: 'grids.edit_household', fields: textsOf(before) }
  })
});

/** Puts a household into another grid, or into none. */
export const moveHousehold = defineCommand({
  name: 'grids.move_household',
  input: z.object({ household_id: z.uuid(), grid_id: optionalId }),
  who: keeper,
  async run(tx, { household_id, grid_id }, _authority, { communityId }) {
    const before = await lockHousehold(tx, communityId, household_id);
    const grid = grid_id ? await findGrid(tx, communityId, grid_id) : null;
    if (!before || (grid_id && !grid)) return refuse('not_found');
    await tx
      .update(households)
      .set({ grid_id: grid_id || null })
      .where(and(eq(households.community_id, communityId), eq(households.id, household_id)));
    return {
      ok: true,
      grid: grid?.name ?? '',
      before: { household_id, grid_id: before.grid_id ?? '' }
    };
  },
  done: ({ grid, before }) => ({
    text: grid ? m.grids_household_moved({ grid: String(grid) }) : m.grids_household_taken_out(),
    undo: { command: 'grids.move_household', fields: textsOf(before) }
  })
});

const addressTaken = refuse('household_exists', { field: 'room' });

async function lockHousehold(tx: Sql, communityId: string, id: string) {
  const [found] = await tx
    .select()
    .from(households)
    .where(and(eq(households.community_id, communityId), eq(households.id, id)))
    .for('update');
  return found;
}

/**
 * Whether another household has this address. The grids are locked, so that two people who write
 * the same address at once come one after the other.
 */
async function isAddressTaken(
  tx: Sql,
  communityId: string,
  place: HouseholdPlace,
  ownId: string | null
): Promise<boolean> {
  await tx
    .select({ id: grids.id })
    .from(grids)
    .where(eq(grids.community_id, communityId))
    .orderBy(sql`${grids.id}`)
    .for('no key update');
  const near = await tx
    .select()
    .from(households)
    .where(
      and(
        eq(households.community_id, communityId),
        eq(households.building, place.building),
        eq(households.unit, place.unit)
      )
    );
  return near.some(
    (household) => household.id !== ownId && householdKey(household) === householdKey(place)
  );
}

const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value ?? {}).map(([name, text]) => [name, String(text)] as const)
  );
