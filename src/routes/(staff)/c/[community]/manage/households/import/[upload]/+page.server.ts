import { error, fail, redirect } from '@sveltejs/kit';
import { sayRefusal } from '$lib/app/commands.server';
import { atDesk } from '$lib/app/officer.server';
import { submit } from '$lib/app/submit.server';
import { batchKey, importBatch, planUpload } from '$lib/grids/roster-import.server';
import type { ImportPlan } from '$lib/grids/roster-diff';
import { readUpload, readUploadRows, type RosterUpload } from '$lib/grids/roster-upload.server';
import { rosterFieldName, rosterProblemText } from '$lib/grids/roster-words';
import { addressWords } from '$lib/grids/address-words';
import { isRefused } from '$lib/shared/result';
import { describeChanges } from './changes';

const LISTED = 100;
/** Without scripts one press does as many parts as fit into this time. */
const MOST_MILLISECONDS = 3000;

export const load = (event) =>
  atDesk(event, 'keepHouseholds', async (tx, { communityId, now, may }) => {
    const { params, locals, url } = event;
    const upload = await readUpload(tx, communityId, params.upload, now);
    if (!upload) error(404);
    const done = upload.batches.filter(({ importedAt }) => importedAt).length;
    const plan =
      done === 0
        ? await planUpload(tx, communityId, await readUploadRows(tx, communityId, upload.id))
        : null;
    return {
      ...partsOfFile(upload, locals.locale),
      preview: plan && previewOf(plan, locals.locale),
      progress: {
        batches: upload.batches.length,
        done,
        rows: upload.batches
          .filter(({ importedAt }) => importedAt)
          .reduce((sum, { rowCount }) => sum + rowCount, 0),
        ofRows: upload.batches.reduce((sum, { rowCount }) => sum + rowCount, 0),
        isGoing: url.searchParams.has('go')
      },
      result: resultOf(upload, locals.locale),
      mayKeepGrids: may('keepGrids')
    };
  });

export const actions = {
  /** Imports the next part; without scripts as many as a moment allows. */
  default: async (event) => {
    const { params, url, request, locals } = event;
    const upload = await atDesk(event, 'keepHouseholds', (tx, { communityId, now }) =>
      readUpload(tx, communityId, params.upload, now)
    );
    if (!upload) error(404);
    const onlyOne = request.headers.has('x-sveltekit-action');
    const started = performance.now();
    for (const { number, importedAt } of upload.batches) {
      if (importedAt) continue;
      const outcome = await submit(event, importBatch, {
        key: batchKey(upload.id, number, locals.account?.id ?? ''),
        input: { upload_id: upload.id, batch: number }
      });
      if (isRefused(outcome) && outcome.refused !== 'roster_part_gone') {
        return fail(422, { problem: sayRefusal(outcome.refused, outcome.params) });
      }
      if (onlyOne || performance.now() - started > MOST_MILLISECONDS) break;
    }
    redirect(303, `${url.pathname}?go`);
  }
};

function partsOfFile({ aside, ...upload }: RosterUpload, locale: 'zh' | 'en') {
  return {
    upload: {
      id: upload.id,
      filename: upload.filename,
      fileRows: upload.fileRows,
      householdRows: upload.householdRows,
      uploadedAt: upload.uploadedAt
    },
    columns: aside.columns.map(({ field, header, column }) => ({
      column,
      header,
      field: rosterFieldName(field, locale)
    })),
    ignored: aside.ignoredColumns.map(({ header }) => header),
    problems: aside.problems.slice(0, LISTED).map((problem) => rosterProblemText(problem, locale)),
    problemCount: aside.problems.length,
    duplicates: aside.duplicates.slice(0, LISTED),
    duplicateCount: aside.duplicates.length,
    notes: aside.notes.slice(0, LISTED),
    noteCount: aside.notes.length,
    blankRows: aside.blankRows
  };
}

function previewOf(plan: ImportPlan, locale: 'zh' | 'en') {
  return {
    create: plan.create.length,
    created: plan.create.slice(0, 5).map((place) => addressWords(place, locale)),
    update: plan.update.length,
    updates: plan.update.slice(0, LISTED).map((update) => describeChanges(update, locale)),
    unchanged: plan.unchanged.length,
    unknownGridRows: plan.unknown_grid.length,
    unknownGrids: [...new Set(plan.unknown_grid.map(({ grid_name }) => grid_name))].slice(0, 200),
    missing: plan.missing_from_file.length
  };
}

function resultOf({ batches, aside }: RosterUpload, locale: 'zh' | 'en') {
  const sum = (count: (batch: RosterUpload['batches'][number]) => number) =>
    batches.reduce((total, batch) => total + count(batch), 0);
  const unknownGrid = batches.flatMap((batch) => batch.unknownGrid);
  return {
    created: sum(({ created }) => created),
    updated: sum(({ updated }) => updated),
    unchanged: sum(({ unchanged }) => unchanged),
    problems: aside.problems.length + unknownGrid.length,
    unknownGrids: unknownGrid.slice(0, LISTED).map((row) => ({
      row: row.row,
      address: addressWords(row, locale),
      grid: row.grid_name ?? ''
    }))
  };
}
