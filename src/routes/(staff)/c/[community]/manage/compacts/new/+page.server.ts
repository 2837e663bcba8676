import { officerStanding } from '$lib/app/standing.server';
import { formAction } from '$lib/app/submit.server';
import { createCompact } from '$lib/compacts/drafting.server';
import { DUTIES } from '$lib/grids/duties';

export const load = async (event) => {
  await officerStanding(event, ...DUTIES.keepCompacts);
};

export const actions = {
  default: formAction(
    createCompact,
    ({ compact_id }, { params }) => `/c/${params.community}/manage/compacts/${String(compact_id)}`
  )
};
