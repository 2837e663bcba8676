import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for what the door refuses, whatever people come to. */
export const doorRefusals: RefusalWords = {
  check_in_early: () => m.door_refused_check_in_early(),
  check_in_over: () => m.door_refused_check_in_over(),
  check_in_forged: () => m.door_refused_check_in_forged(),
  check_in_stale: () => m.door_refused_check_in_stale(),
  check_in_late_stranger: () => m.door_refused_check_in_late_stranger(),
  check_in_code_wrong: () => m.door_refused_check_in_code_wrong(),
  check_in_tries: () => m.door_refused_check_in_tries(),
  not_of_household: () => m.door_refused_not_of_household(),
  not_signed_up_of: (params) => m.door_refused_not_signed_up_of({ name: String(params.name) }),
  not_checked_in: () => m.door_refused_not_checked_in(),
  full_at_door: () => m.door_refused_full(),
  nothing_to_check_into: () => m.door_refused_nothing_to_check_into()
};
