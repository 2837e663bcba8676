import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for everything that claims refuse. */
export const claimRefusals: RefusalWords = {
  claim_no_household: () => m.claims_refused_no_household(),
  claim_activity_unknown: () => m.claims_refused_activity_unknown(),
  claim_in_future: () => m.claims_refused_in_future(),
  claim_too_old: ({ days = 0 }) => m.claims_refused_too_old({ days }),
  claim_quantity_wrong: ({ most = 0 }) => m.claims_refused_quantity_wrong({ most }),
  claim_attribute_missing: ({ name = '' }) => m.claims_refused_attribute_missing({ name }),
  claims_too_many: ({ most = 0 }) => m.claims_refused_too_many({ most }),
  claim_moved_on: () => m.claims_refused_moved_on(),
  claim_own: () => m.claims_refused_own(),
  claim_same_household: () => m.claims_refused_same_household(),
  claim_helped: () => m.claims_refused_helped(),
  claim_reason_missing: () => m.claims_refused_reason_missing(),
  picture_too_large: ({ megabytes = 0 }) => m.claims_refused_picture_too_large({ megabytes }),
  picture_too_many_pixels: () => m.claims_refused_picture_pixels(),
  picture_heic: () => m.claims_refused_picture_heic(),
  picture_unreadable: () => m.claims_refused_picture_unreadable(),
  pictures_too_many: ({ most = 0 }) => m.claims_refused_pictures_too_many({ most })
};
