import { formAction } from '$lib/app/submit.server';
import { renameCompact } from '$lib/compacts/drafting.server';
import { withCompact } from '../draft.server';

export const load = (event) =>
  withCompact(event, async (_tx, { compact: { id, title, title_en } }) => ({
    compact: { id, title, title_en }
  }));

export const actions = {
  default: formAction(
    renameCompact,
    (_, { params }) => `/c/${params.community}/manage/compacts/${params.compact}`
  )
};
