import type { RefusalWords } from '../commands/command.server';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { civilDateWords } from '../ui/words';

/** Words for everything that making rules refuses. */
export const rulemakingRefusals: RefusalWords = {
  rule_source_unknown: () => m.rulemaking_refused_source_unknown(),
  rule_draft_closed: () => m.rulemaking_refused_draft_closed(),
  rule_draft_malformed: ({ path = '', message = '' }) =>
    m.rulemaking_refused_malformed({ path, message }),
  rule_file_too_large: () => m.rulemaking_refused_file_too_large(),
  rule_draft_moved: ({ name = '' }) => m.rulemaking_refused_moved({ name }),
  rule_part_changed: ({ name = '' }) => m.rulemaking_refused_part_changed({ name }),
  rule_part_unreadable: () => m.rulemaking_refused_unreadable(),
  rule_part_in_use: ({ clause = '' }) => m.rulemaking_refused_in_use({ clause }),
  rule_unit_inexact: () => m.rulemaking_refused_unit_inexact(),
  rule_cases_too_many: ({ most = 0 }) => m.rulemaking_refused_cases_too_many({ most }),
  rule_checks_fail: ({ count = 0 }) => m.rulemaking_refused_checks_fail({ count }),
  rule_cases_fail: ({ title = '' }) => m.rulemaking_refused_cases_fail({ title }),
  rule_on_notice: () => m.rulemaking_refused_on_notice(),
  rule_notice_before_end: ({ date = '' }) =>
    m.rulemaking_refused_before_end({ date: civilDateWords(String(date), getLocale()) }),
  rule_notice_running: () => m.rulemaking_refused_notice_running(),
  rule_notice_over: () => m.rulemaking_refused_notice_over(),
  rule_already_consented: () => m.rulemaking_refused_already_consented(),
  rule_replay_dates: () => m.rulemaking_refused_replay_dates(),
  rule_draft_unfinished: () => m.rulemaking_refused_unfinished(),
  rule_replay_over: () => m.rulemaking_refused_replay_over(),
  rule_decided_by_vote: () => m.rulemaking_refused_by_vote()
};
