import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { v5 } from 'uuid';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { newId } from '../shared/id';
import { refuse } from '../shared/result';
import { DUTIES } from './duties';
import { listGrids } from './grids.server';
import { planImport, type ImportPlan, type KnownHousehold } from './roster-diff';
import type { RosterRow } from './roster';
import { households, roster_batches } from './tables.server';
import { wholeNumberField } from '../shared/number-field.server';

const NAMESPACE = 'f6d1c1f4-6f0a-4c55-9a55-0d0a5f3c9b11';

/** One key for each part of an upload and each account, so that a repeat has no second effect. */
export const batchKey = (uploadId: string, number: number, accountId: string): string =>
  v5(`${uploadId}/${number}/${accountId}`, NAMESPACE);

/**
 * Imports one part of an uploaded roster: new households are created, known ones get what the file
 * says and keep what it leaves empty. Every row counts as created, updated, unchanged or, when its
 * grid is gone, as a problem. A part that was imported before is refused and stays as it is.
 */
export const importBatch = defineCommand({
  name: 'grids.import_batch',
  input: z.object({ upload_id: z.uuid(), batch: wholeNumberField(0, 1000) }),
  who: officer(...DUTIES.keepHouseholds),
  async run(tx, { upload_id, batch }, { memberId }, { communityId, now }) {
    const part = and(
      eq(roster_batches.community_id, communityId),
      eq(roster_batches.upload_id, upload_id),
      eq(roster_batches.number, batch)
    );
    const [claimed] = await tx
      .update(roster_batches)
      .set({ imported_at: now, imported_by: memberId })
      .where(and(part, isNull(roster_batches.imported_at)))
      .returning({ rows: roster_batches.rows });
    if (!claimed) return refuse('roster_part_gone');
    const plan = await planRows(tx, communityId, claimed.rows);
    const counts = await carryOut(tx, communityId, now, claimed.rows, plan);
    const unknown = new Set(plan.unknown_grid.map(({ row }) => row));
    const unknown_grid = claimed.rows.filter(({ row }) => unknown.has(row));
    await tx
      .update(roster_batches)
      .set({ ...counts, unknown_grid })
      .where(part);
    return { ok: true, ...counts, problems: unknown_grid.length };
  },
  done: ({ created, updated, unchanged }) => ({
    text: m.grids_import_part_done({
      created: Number(created),
      updated: Number(updated),
      unchanged: Number(unchanged)
    })
  })
});

/** What importing these rows would do to the community as it is now. */
export async function planRows(
  tx: Sql,
  communityId: string,
  rows: readonly RosterRow[]
): Promise<ImportPlan> {
  const all = await listGrids(tx, communityId);
  const buildings = [...new Set(rows.map(({ building }) => building))];
  const known = await knownHouseholds(tx, communityId, buildings);
  return planImport(known, rows, new Map(all.map(({ id, name }) => [name, id])));
}

/** What importing a whole roster would do, with the households that it does not mention. */
export async function planUpload(
  tx: Sql,
  communityId: string,
  rows: readonly RosterRow[]
): Promise<ImportPlan> {
  const all = await listGrids(tx, communityId);
  const known = await knownHouseholds(tx, communityId, null);
  return planImport(known, rows, new Map(all.map(({ id, name }) => [name, id])));
}

const knownHouseholds = (
  tx: Sql,
  communityId: string,
  buildings: string[] | null
): Promise<KnownHousehold[]> =>
  tx
    .select({
      id: households.id,
      building: households.building,
      unit: households.unit,
      room: households.room,
      grid_id: households.grid_id,
      head_name: households.head_name,
      people: households.people,
      note: households.note
    })
    .from(households)
    .where(
      and(
        eq(households.community_id, communityId),
        buildings === null || buildings.length === 0
          ? undefined
          : inArray(households.building, buildings)
      )
    );

type Counts = { created: number; updated: number; unchanged: number };

async function carryOut(
  tx: Sql,
  communityId: string,
  now: Date,
  rows: readonly RosterRow[],
  plan: ImportPlan
): Promise<Counts> {
  const created = await createAll(tx, communityId, now, plan.create);
  await updateAll(tx, communityId, plan.update);
  const counts = {
    created: created.size,
    updated: plan.update.length,
    unchanged: plan.unchanged.length
  };
  const beaten = plan.create.filter((place) => !created.has(place.row));
  if (beaten.length === 0) return counts;
  // Somebody else created these households meanwhile: now they are known ones.
  const again = new Set(beaten.map(({ row }) => row));
  const second = await planRows(
    tx,
    communityId,
    rows.filter(({ row }) => again.has(row))
  );
  await updateAll(tx, communityId, second.update);
  return {
    created: counts.created,
    updated: counts.updated + second.update.length,
    unchanged: counts.unchanged + second.unchanged.length
  };
}

/** One insert for all; gives the file's rows that became households. */
async function createAll(
  tx: Sql,
  communityId: string,
  now: Date,
  places: ImportPlan['create']
): Promise<Set<number>> {
  if (places.length === 0) return new Set();
  const ids = new Map(places.map(({ row }) => [newId(), row]));
  const idOf = [...ids.keys()];
  const made = await tx
    .insert(households)
    .values(
      places.map(({ building, unit, room, grid_id, head_name, people, note }, at) => ({
        community_id: communityId,
        id: idOf[at] ?? newId(),
        building,
        unit,
        room,
        grid_id: grid_id ?? null,
        head_name: head_name ?? '',
        people: people ?? null,
        note: note ?? '',
        created_at: now
      }))
    )
    .onConflictDoNothing()
    .returning({ id: households.id });
  return new Set(made.flatMap(({ id }) => ids.get(id) ?? []));
}

/** One update for all: what the file does not say keeps its value. */
async function updateAll(
  tx: Sql,
  communityId: string,
  updates: ImportPlan['update']
): Promise<void> {
  if (updates.length === 0) return;
  const changes = updates.map(({ id, changes }) => ({
    id,
    grid_id: changes.grid_id?.to ?? null,
    head_name: changes.head_name?.to ?? null,
    people: changes.people?.to ?? null,
    note: changes.note?.to ?? null
  }));
  await tx.execute(sql`
    update households h set
      grid_id = coalesce(c.grid_id, h.grid_id),
      head_name = coalesce(c.head_name, h.head_name),
      people = coalesce(c.people, h.people),
      note = coalesce(c.note, h.note)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c(id uuid, grid_id uuid, head_name text, people int, note text)
    where h.community_id = ${communityId} and h.id = c.id`);
}
