import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { defineCommand } from '../commands/command.server';
import { officer } from '../communities/authority.server';
import type { Sql } from '../db/types.server';
import { m } from '../paraglide/messages';
import { isId, newId } from '../shared/id';
import { refuse } from '../shared/result';
import { DUTIES } from './duties';
import { previewRoster, type RosterRow } from './roster';
import { ROSTER_MAX_COLUMNS, ROSTER_MAX_ROWS } from './roster-refusal';
import { visibleText } from './roster-text';
import { roster_batches, roster_uploads, type RosterAside } from './tables.server';

/** Rows that are imported in one transaction: quick enough to be felt as progress. */
export const BATCH_ROWS = 500;
/** An upload holds names; it is deleted so many days after it came. */
export const UPLOAD_DAYS = 7;

const MS_PER_DAY = 86_400_000;

/**
 * Keeps the rows of a roster file until they are imported. `table` is what `readRosterFile` gives.
 * Changes no household. Refuses `roster_columns_missing` (params: fields and headers, a line each).
 */
export const uploadRoster = defineCommand({
  name: 'grids.upload_roster',
  input: z.object({
    filename: z.string().max(1000).transform(visibleText),
    table: z.array(z.array(z.string()).max(ROSTER_MAX_COLUMNS)).min(1).max(ROSTER_MAX_ROWS)
  }),
  who: officer(...DUTIES.keepHouseholds),
  async run(tx, { filename, table }, { memberId }, { communityId, now }) {
    const preview = previewRoster(table);
    if ('refused' in preview) {
      const { missing, found } = preview;
      return refuse(preview.refused, { missing: missing.join('\n'), found: found.join('\n') });
    }
    await deleteExpired(tx, communityId, now);
    const { rows, ...aside } = storable(preview);
    const batches = Array.from({ length: Math.ceil(rows.length / BATCH_ROWS) }, (_, number) =>
      rows.slice(number * BATCH_ROWS, (number + 1) * BATCH_ROWS)
    );
    const id = newId();
    await tx.insert(roster_uploads).values({
      community_id: communityId,
      id,
      filename: filename.slice(0, 120).toWellFormed(),
      file_rows: table.length,
      household_rows: rows.length + preview.duplicates.length + preview.problems.length,
      batches: batches.length,
      aside,
      uploaded_by: memberId,
      uploaded_at: now,
      expires_at: new Date(now.getTime() + UPLOAD_DAYS * MS_PER_DAY)
    });
    if (batches.length > 0) {
      await tx.insert(roster_batches).values(
        batches.map((batch, number) => ({
          community_id: communityId,
          upload_id: id,
          number,
          rows: batch
        }))
      );
    }
    return { ok: true, upload_id: id, rows: table.length };
  },
  done: ({ rows }) => ({ text: m.grids_import_uploaded({ rows: Number(rows) }) })
});

/** A roster on its way: what was read from the file and how far its import has come. */
export interface RosterUpload {
  id: string;
  filename: string;
  fileRows: number;
  householdRows: number;
  aside: RosterAside;
  uploadedAt: Date;
  batches: RosterBatch[];
}

export interface RosterBatch {
  number: number;
  importedAt: Date | null;
  created: number;
  updated: number;
  unchanged: number;
  rowCount: number;
  unknownGrid: RosterRow[];
}

/** Null when there is none of this id, or it has expired. */
export async function readUpload(
  tx: Sql,
  communityId: string,
  id: string,
  now: Date
): Promise<RosterUpload | null> {
  if (!isId(id)) return null;
  const [upload] = await tx
    .select()
    .from(roster_uploads)
    .where(
      and(
        eq(roster_uploads.community_id, communityId),
        eq(roster_uploads.id, id),
        gt(roster_uploads.expires_at, now)
      )
    );
  if (!upload) return null;
  const batches = await tx
    .select({
      number: roster_batches.number,
      importedAt: roster_batches.imported_at,
      created: roster_batches.created,
      updated: roster_batches.updated,
      unchanged: roster_batches.unchanged,
      rowCount: sql<number>`jsonb_array_length(${roster_batches.rows})`.mapWith(Number),
      unknownGrid: roster_batches.unknown_grid
    })
    .from(roster_batches)
    .where(and(eq(roster_batches.community_id, communityId), eq(roster_batches.upload_id, id)))
    .orderBy(asc(roster_batches.number));
  return {
    id,
    filename: upload.filename,
    fileRows: upload.file_rows,
    householdRows: upload.household_rows,
    aside: upload.aside,
    uploadedAt: upload.uploaded_at,
    batches
  };
}

/** The rows that would be imported, in the order of the file. */
export async function readUploadRows(
  tx: Sql,
  communityId: string,
  id: string
): Promise<RosterRow[]> {
  const found = await tx
    .select({ rows: roster_batches.rows })
    .from(roster_batches)
    .where(and(eq(roster_batches.community_id, communityId), eq(roster_batches.upload_id, id)))
    .orderBy(asc(roster_batches.number));
  return found.flatMap(({ rows }) => rows);
}

/** The newest uploads that have not expired, with how much of each is imported. */
export const listUploads = (tx: Sql, communityId: string, now: Date, limit: number) =>
  tx
    .select({
      id: roster_uploads.id,
      filename: roster_uploads.filename,
      uploadedAt: roster_uploads.uploaded_at,
      householdRows: roster_uploads.household_rows,
      batches: roster_uploads.batches,
      imported: sql<number>`(select count(*)::int from roster_batches b
        where b.community_id = ${communityId} and b.upload_id = ${roster_uploads.id}
          and b.imported_at is not null)`.mapWith(Number)
    })
    .from(roster_uploads)
    .where(and(eq(roster_uploads.community_id, communityId), gt(roster_uploads.expires_at, now)))
    .orderBy(desc(roster_uploads.uploaded_at))
    .limit(limit);

async function deleteExpired(tx: Sql, communityId: string, now: Date): Promise<void> {
  const expired = and(
    eq(roster_uploads.community_id, communityId),
    lte(roster_uploads.expires_at, now)
  );
  await tx
    .delete(roster_batches)
    .where(
      and(
        eq(roster_batches.community_id, communityId),
        inArray(
          roster_batches.upload_id,
          tx.select({ id: roster_uploads.id }).from(roster_uploads).where(expired)
        )
      )
    );
  await tx.delete(roster_uploads).where(expired);
}

/** PostgreSQL's jsonb takes no half of a surrogate pair, which cutting a text may leave. */
function storable<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      typeof item === 'string' ? item.toWellFormed() : item
    )
  ) as Value;
}
