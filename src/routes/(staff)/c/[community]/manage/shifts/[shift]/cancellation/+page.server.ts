import { formAction } from '$lib/app/submit.server';
import { cancelShift } from '$lib/volunteering/planning.server';
import { withLedShift } from '../../led.server';

export const load = (event) => withLedShift(event, async (_tx, { shift, now }) => ({ now, shift }));

export const actions = {
  default: formAction(
    cancelShift,
    (_, { params }) => `/c/${params.community}/manage/shifts/${params.shift}`
  )
};
