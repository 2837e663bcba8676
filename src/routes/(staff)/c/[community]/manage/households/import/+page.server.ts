import { fail, redirect } from '@sveltejs/kit';
import { readBoundedForm } from '$lib/app/body.server';
import { sayRefusal } from '$lib/app/commands.server';
import { atDesk } from '$lib/app/officer.server';
import { officerStanding } from '$lib/app/standing.server';
import { submit } from '$lib/app/submit.server';
import { newKey } from '$lib/commands/key';
import { DUTIES } from '$lib/grids/duties';
import { readRosterApart } from '$lib/grids/roster-thread.server';
import { ROSTER_FILE_MAX_BYTES, ROSTER_FILE_MAX_MEGABYTES } from '$lib/grids/roster-refusal';
import { listUploads, uploadRoster } from '$lib/grids/roster-upload.server';
import { rosterRefusalText } from '$lib/grids/roster-words';
import { isRefused } from '$lib/shared/result';

const FORM_AROUND_FILE_BYTES = 64 * 2 ** 10;
const UPLOADS_SHOWN = 5;

export const load = (event) =>
  atDesk(event, 'keepHouseholds', async (tx, { communityId, now }) => ({
    uploads: await listUploads(tx, communityId, now, UPLOADS_SHOWN),
    key: newKey(),
    most: ROSTER_FILE_MAX_MEGABYTES
  }));

export const actions = {
  default: async (event) => {
    const { locals, params, request } = event;
    await officerStanding(event, ...DUTIES.keepHouseholds);
    const form = await readBoundedForm(request, ROSTER_FILE_MAX_BYTES + FORM_AROUND_FILE_BYTES);
    if (!(form instanceof FormData)) {
      const megabytes = Math.ceil((form.tooLarge / 2 ** 20) * 10) / 10;
      const limit = ROSTER_FILE_MAX_MEGABYTES;
      const refusal = {
        refused: 'roster_file_too_large' as const,
        params: { megabytes, limit }
      };
      return fail(413, { problem: rosterRefusalText(refusal, locals.locale), pasted: '' });
    }
    const pasted = String(form.get('pasted') ?? '');
    const source = await sourceOf(form.get('file'), pasted);
    if (!source) return fail(422, { problem: null, pasted });
    const file = await readRosterApart(source.bytes, source.name);
    if ('refused' in file) {
      return fail(422, { problem: rosterRefusalText(file, locals.locale), pasted });
    }
    const outcome = await submit(event, uploadRoster, {
      key: String(form.get('key')),
      input: { filename: source.name, table: file.rows }
    });
    if (isRefused(outcome)) {
      return fail(422, { problem: sayRefusal(outcome.refused, outcome.params), pasted });
    }
    redirect(303, `/c/${params.community}/manage/households/import/${outcome.upload_id}`);
  }
};

/** The chosen file, or what was pasted from a spreadsheet, which comes with tabs. */
async function sourceOf(
  file: FormDataEntryValue | null,
  pasted: string
): Promise<{ name: string; bytes: Uint8Array } | null> {
  if (file instanceof File && file.size > 0) {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  }
  return pasted.trim() === '' ? null : { name: '', bytes: Buffer.from(pasted, 'utf8') };
}
