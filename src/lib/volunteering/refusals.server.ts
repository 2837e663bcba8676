import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for everything that volunteering refuses. */
export const volunteeringRefusals: RefusalWords = {
  already_signed_up: () => m.volunteering_refused_already_signed_up(),
  not_signed_up: () => m.volunteering_refused_not_signed_up(),
  shift_full: () => m.volunteering_refused_shift_full(),
  shift_full_at_door: () => m.volunteering_refused_shift_full_at_door(),
  shift_started: () => m.volunteering_refused_shift_started(),
  shift_over: () => m.volunteering_refused_shift_over(),
  shift_cancelled: () => m.volunteering_refused_shift_cancelled(),
  shift_not_cancelled: () => m.volunteering_refused_shift_not_cancelled(),
  cancel_too_late: () => m.volunteering_refused_cancel_too_late(),
  already_checked_in: () => m.volunteering_refused_already_checked_in(),
  still_waiting: () => m.volunteering_refused_still_waiting(),
  already_checked_out: () => m.volunteering_refused_already_checked_out(),
  shift_date_wrong: () => m.volunteering_refused_shift_date_wrong(),
  shift_in_past: () => m.volunteering_refused_shift_in_past(),
  shift_too_long: ({ hours = 12 }) => m.volunteering_refused_shift_too_long({ hours }),
  activity_unknown: () => m.volunteering_refused_activity_unknown(),
  capacity_below_taken: ({ taken = 0 }) => m.volunteering_refused_capacity_below_taken({ taken }),
  shift_has_confirmations: () => m.volunteering_refused_shift_has_confirmations(),
  shift_not_over: () => m.volunteering_refused_shift_not_over(),
  nobody_chosen: () => m.volunteering_refused_nobody_chosen(),
  not_on_roster: () => m.volunteering_refused_not_on_roster(),
  own_minutes: () => m.volunteering_refused_own_minutes(),
  minutes_wrong: ({ name = '', most = 0 }) => m.volunteering_refused_minutes_wrong({ name, most }),
  no_household: ({ name = '' }) => m.volunteering_refused_no_household({ name }),
  already_confirmed: ({ name = '' }) => m.volunteering_refused_already_confirmed({ name }),
  already_withdrawn: ({ name = '' }) => m.volunteering_refused_already_withdrawn({ name }),
  not_confirmed: () => m.volunteering_refused_not_confirmed(),
  already_in_team: () => m.volunteering_refused_already_in_team(),
  not_in_team: () => m.volunteering_refused_not_in_team(),
  team_name_taken: () => m.volunteering_refused_team_name_taken()
};
