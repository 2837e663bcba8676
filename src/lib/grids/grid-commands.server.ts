import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse, type Refused } from '../shared/result';
import { DUTIES } from './duties';
import { gridName, idOrNone, optionalId } from './fields.server';
import { findGrid, listGrids } from './grids.server';
import { GRID_LEVELS, grids, type GridLevel } from './tables.server';

const keeper = officer(...DUTIES.keepGrids);

/** A grid of a level, under a community grid or on its own. Refuses a name that is taken. */
export const createGrid = defineCommand({
  name: 'grids.create',
  input: z.object({ name: gridName, level: z.enum(GRID_LEVELS), parent_id: optionalId }),
  who: keeper,
  async run(tx, { name, level, parent_id }, _authority, { communityId, now }) {
    const wrong = await refuseParent(tx, communityId, level, parent_id);
    if (wrong) return wrong;
    const [made] = await tx
      .insert(grids)
      .values({
        community_id: communityId,
        id: newId(),
        level,
        parent_id: parent_id || null,
        name,
        created_at: now
      })
      .onConflictDoNothing()
      .returning({ id: grids.id });
    return made
      ? { ok: true, grid_id: made.id, name }
      : refuse('grid_name_taken', { name, field: 'name' });
  },
  done: ({ name }) => ({ text: m.grids_created({ name: String(name) }) })
});

/** Creates area grids for the names of a roster that the community does not have yet. */
export const createNamedGrids = defineCommand({
  name: 'grids.create_named',
  input: z.object({ names: z.array(gridName).min(1).max(200) }),
  who: keeper,
  async run(tx, { names }, _authority, { communityId, now }) {
    const tops = (await listGrids(tx, communityId)).filter(({ level }) => level === 'community');
    const [top] = tops;
    const parent_id = tops.length === 1 && top ? top.id : null;
    const made = await tx
      .insert(grids)
      .values(
        [...new Set(names)].map((name) => ({
          community_id: communityId,
          id: newId(),
          level: 'area' as const,
          parent_id,
          name,
          created_at: now
        }))
      )
      .onConflictDoNothing()
      .returning({ id: grids.id });
    return { ok: true, created: made.length };
  },
  done: ({ created }) => ({ text: m.grids_created_named({ count: Number(created) }) })
});

/** Gives a grid another name and, if a parent is sent, another parent ('' for none). */
export const renameGrid = defineCommand({
  name: 'grids.rename',
  input: z.object({ grid_id: z.uuid(), name: gridName, parent_id: idOrNone.optional() }),
  who: keeper,
  async run(tx, { grid_id, name, parent_id }, _authority, { communityId }) {
    const before = await lockGrids(tx, communityId, grid_id, name);
    if (!before.grid) return refuse('not_found');
    if (before.isTaken) return refuse('grid_name_taken', { name, field: 'name' });
    const { grid } = before;
    const parent = parent_id === undefined ? (grid.parent_id ?? '') : parent_id;
    const wrong = await refuseParent(tx, communityId, grid.level, parent, grid_id);
    if (wrong) return wrong;
    await tx
      .update(grids)
      .set({ name, parent_id: parent || null })
      .where(and(eq(grids.community_id, communityId), eq(grids.id, grid_id)));
    return { ok: true, grid_id, name, old_name: grid.name, old_parent_id: grid.parent_id ?? '' };
  },
  done: ({ grid_id, name, old_name, old_parent_id }) => ({
    text: m.grids_renamed({ name: String(name) }),
    undo: {
      command: 'grids.rename',
      fields: {
        grid_id: String(grid_id),
        name: String(old_name),
        parent_id: String(old_parent_id)
      }
    }
  })
});

/** Two renames at once must not both see a name as free, so all grids are locked in id order. */
async function lockGrids(tx: Sql, communityId: string, id: string, name: string) {
  const all = await tx
    .select({ id: grids.id, name: grids.name, level: grids.level, parent_id: grids.parent_id })
    .from(grids)
    .where(eq(grids.community_id, communityId))
    .orderBy(sql`${grids.id}`)
    .for('no key update');
  return {
    grid: all.find((grid) => grid.id === id),
    isTaken: all.some((grid) => grid.id !== id && grid.name === name)
  };
}

/** Only a community grid has others below it, so that there are no circles. */
async function refuseParent(
  tx: Sql,
  communityId: string,
  level: GridLevel,
  parentId: string,
  ownId?: string
): Promise<Refused | null> {
  if (parentId === '') return null;
  const parent = await findGrid(tx, communityId, parentId);
  if (!parent) return refuse('not_found');
  const fits = level !== 'community' && parent.level === 'community' && parentId !== ownId;
  return fits ? null : refuse('grid_parent_wrong', { field: 'parent_id' });
}
