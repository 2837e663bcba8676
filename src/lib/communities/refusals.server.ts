import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for what joining, helpers and own settings refuse. */
export const communityRefusals: RefusalWords = {
  card_unknown: () => m.communities_refused_card_unknown(),
  card_revoked: () => m.communities_refused_card_revoked(),
  card_expired: () => m.communities_refused_card_expired(),
  card_used_up: () => m.communities_refused_card_used_up(),
  name_blank: () => m.communities_refused_name_blank(),
  name_too_long: ({ most }) => m.communities_refused_name_too_long({ most: most ?? 30 }),
  birth_year_unlikely: () => m.communities_refused_birth_year(),
  helper_is_self: () => m.communities_refused_helper_is_self(),
  helper_already: ({ name }) => m.communities_refused_helper_already({ name: name ?? '' }),
  helpers_too_many: ({ most }) => m.communities_refused_helpers_too_many({ most: most ?? 5 })
};
