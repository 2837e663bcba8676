import { m } from '../paraglide/messages';
import type { RefusalWords } from './command.server';

/** Words for what the pipeline itself and the authority checks refuse. */
export const commandRefusals: RefusalWords = {
  key_malformed: () => m.commands_refused_key_malformed(),
  key_reused: () => m.commands_refused_key_reused(),
  input_invalid: () => m.commands_refused_input_invalid(),
  command_unknown: () => m.commands_refused_command_unknown(),
  not_a_member: () => m.commands_refused_not_a_member(),
  not_allowed: () => m.commands_refused_not_allowed(),
  only_in_person: () => m.commands_refused_only_in_person(),
  not_found: () => m.commands_refused_not_found()
};
