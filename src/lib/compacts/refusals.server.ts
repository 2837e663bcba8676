import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';

/** Words for everything that compacts and votes refuse. */
export const compactsRefusals: RefusalWords = {
  compact_exists: () => m.compacts_refused_compact_exists(),
  too_many_articles: ({ most = 0 }) => m.compacts_refused_too_many_articles({ most }),
  article_too_long: ({ heading = '' }) => m.compacts_refused_article_too_long({ heading }),
  article_empty: () => m.compacts_refused_article_empty(),
  article_gone: () => m.compacts_refused_article_gone(),
  article_changed: ({ name = '' }) => m.compacts_refused_article_changed({ name }),
  draft_empty: () => m.compacts_refused_draft_empty(),
  draft_unchanged: ({ number = 0 }) => m.compacts_refused_draft_unchanged({ number }),
  fraction_wrong: () => m.compacts_refused_fraction_wrong(),
  vote_running: () => m.compacts_refused_vote_running(),
  vote_opens_past: () => m.compacts_refused_vote_opens_past(),
  vote_span_wrong: ({ minutes = 0, days = 0 }) =>
    m.compacts_refused_vote_span_wrong({ minutes, days }),
  vote_activity_unknown: () => m.compacts_refused_vote_activity_unknown(),
  secret_roll_small: ({ count = 0, least = 0 }) =>
    m.compacts_refused_secret_roll_small({ count, least }),
  ballot_key_unkept: () => m.compacts_refused_ballot_key_unkept(),
  ballot_key_missing: () => m.compacts_refused_ballot_key_missing(),
  roll_empty: () => m.compacts_refused_roll_empty(),
  vote_called_off: () => m.compacts_refused_vote_called_off(),
  vote_closed: () => m.compacts_refused_vote_closed(),
  vote_not_open: () => m.compacts_refused_vote_not_open(),
  vote_in_person: () => m.compacts_refused_vote_in_person(),
  not_on_roll: () => m.compacts_refused_not_on_roll(),
  already_voted: () => m.compacts_refused_already_voted(),
  household_voted: () => m.compacts_refused_household_voted()
};
