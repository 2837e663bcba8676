import { error } from '@sveltejs/kit';
import { atDesk } from '$lib/app/officer.server';
import { problemTable } from '$lib/grids/roster-problems';
import { planUpload } from '$lib/grids/roster-import.server';
import { readUpload, readUploadRows } from '$lib/grids/roster-upload.server';
import { download, xlsxFile } from '$lib/grids/table-file.server';
import { m } from '$lib/paraglide/messages';

/** The rows that were not imported, with the columns of the file, to correct and import again. */
export const GET = async (event) => {
  const table = await atDesk(event, 'keepHouseholds', async (tx, { communityId, now }) => {
    const upload = await readUpload(tx, communityId, event.params.upload, now);
    if (!upload) error(404);
    const isStarted = upload.batches.some(({ importedAt }) => importedAt);
    const rows = isStarted ? [] : await readUploadRows(tx, communityId, upload.id);
    const planned = isStarted ? null : await planUpload(tx, communityId, rows);
    const waiting = new Set(planned?.unknown_grid.map(({ row }) => row));
    const unknownGrid = isStarted
      ? upload.batches.flatMap((batch) => batch.unknownGrid)
      : rows.filter(({ row }) => waiting.has(row));
    return problemTable(upload.aside, unknownGrid, event.locals.locale);
  });
  const name = m.grids_import_problems_file();
  return download(await xlsxFile(name, table), name, 'xlsx');
};
